"""The only way from an id in an address to a report. What is another's and what is missing answer alike: 404."""

from uuid import UUID

from django.http import Http404

from accounts.models import Member
from interviews.models import Interview
from interviews.queries.jobs import jobs_of


def interview_for_member(member: Member, interview_id: UUID) -> Interview:
    """Of any job for whoever recruits, for a reviewer of one that they were given. Trials have no report."""
    interviews = Interview.objects.select_related("job", "plan", "company", "invitation__candidate")
    found = interviews.filter(pk=interview_id, invitation__isnull=False, job__in=jobs_of(member).values("pk")).first()
    if found is None:
        raise Http404
    return found
