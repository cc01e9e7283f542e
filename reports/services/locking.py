"""Whoever says something of an interview holds its row, so that what was said before them is known: numbers follow each other."""

from interviews.models import Interview
from reports.services.refused import Refused


class NoReportYet(Refused):
    """There is nothing to say something of."""


def lock_interview(interview: Interview) -> Interview:
    return Interview.objects.select_for_update(no_key=True, of=("self",)).select_related("company", "plan", "job").get(pk=interview.pk)
