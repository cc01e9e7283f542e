"""Reports that nobody has read yet, for the first page of a day."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from interviews.models import Job
from interviews.queries.today import Part, part_of
from interviews.services.consents import is_taken_back
from reports.models import Decision, Opening, Report

# What is older has found another way, or nobody.
NEWS_FOR = timedelta(days=30)


def unopened_reports() -> Part[Report]:
    """The newest first. Where a person must rate, or answers were not scored, somebody is asked for more than to read it."""
    made = Report.objects.filter(state=Report.State.READY)
    newer = made.filter(interview=OuterRef("interview"), version__gt=OuterRef("version"))
    opened = Opening.objects.filter(report__interview=OuterRef("interview"), kind=Opening.Kind.REPORT)
    rows = made.filter(made_at__gte=timezone.now() - NEWS_FOR, interview__invitation__isnull=False).exclude(Exists(newer))
    rows = rows.exclude(Exists(opened)).exclude(Exists(Decision.objects.filter(interview=OuterRef("interview"))))
    rows = rows.exclude(content__needs_a_person=True).exclude(content__not_scored__gt=0)
    rows = rows.exclude(interview__job__status=Job.Status.CLOSED).exclude(is_taken_back("interview__invitation"))
    return part_of(rows.select_related("interview__job", "interview__invitation__candidate").defer("content").order_by("-made_at", "pk"))
