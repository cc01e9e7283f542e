"""The reports of an interview: one of each version."""

from collections.abc import Sequence
from uuid import UUID

from interviews.models import Interview, Job
from reports.models import Report


def versions_of(interview: Interview) -> list[Report]:
    """Made, and being made; the newest first."""
    return list(Report.objects.filter(interview=interview).defer("content").order_by("-version"))


def newest_report(interview: Interview) -> Report | None:
    return Report.objects.filter(interview=interview, state=Report.State.READY).order_by("-version").first()


def newest_reports(interviews: Sequence[UUID]) -> dict[UUID, Report]:
    found = Report.objects.select_related("rubric").filter(interview__in=interviews, state=Report.State.READY).order_by("version")
    return {each.interview_id: each for each in found}


def reports_of_job(job: Job) -> list[Report]:
    """One of each interview, in the order in which these began."""
    reports = Report.objects.filter(interview__job=job, interview__invitation__isnull=False, state=Report.State.READY)
    newest = {
        report.interview_id: report
        for report in reports.select_related("interview__invitation__candidate", "interview__plan", "rubric").order_by("version")
    }
    return sorted(newest.values(), key=lambda report: (report.interview.began_at, report.pk))
