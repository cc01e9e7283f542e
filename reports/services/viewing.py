"""Who read which report, and who took what of it along, stands in the log; that they saw its scores, in a row of its own."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from accounts.models import AuditEntry, Company
from accounts.services.audit import Actor, record
from interviews.models import Interview, Job
from reports.models import Opening, Report

LISTENED, WATCHED = "interview.listened_to", "interview.camera_watched"


def note_view(*, report: Report, by: Actor) -> None:
    if by.user:
        Opening.objects.get_or_create(report=report, user=by.user, kind=Opening.Kind.REPORT, defaults={"company": report.company})
    record(by=by, company=report.company, action="report.viewed", target=report, version=report.version)


def note_scores(*, reports: Iterable[UUID], company: Company, by: Actor) -> None:
    """Whoever was shown them rates no longer blind, whatever becomes of them in the company."""
    if by.user is None:
        return
    shown = list(reports)
    known = set(Opening.objects.filter(report__in=shown, user=by.user).values_list("report", flat=True))
    rows = [Opening(company=company, report_id=each, user=by.user, kind=Opening.Kind.SCORES) for each in shown if each not in known]
    # Two of somebody's windows may show them at once.
    Opening.objects.bulk_create(rows, ignore_conflicts=True)


def note_technical_view(*, interview: Interview, by: Actor) -> None:
    record(by=by, company=interview.company, action="report.technical_viewed", target=interview)


def note_export(*, report: Report, form: str, by: Actor) -> None:
    note_scores(reports=[report.pk], company=report.company, by=by)
    record(by=by, company=report.company, action="report.exported", target=report, version=report.version, form=form)


def note_export_of_job(*, job: Job, form: str, reports: Sequence[Report], by: Actor) -> None:
    note_scores(reports=[each.pk for each in reports], company=job.company, by=by)
    record(by=by, company=job.company, action="reports.exported", target=job, name=job.title, form=form, reports=len(reports))


def note_listening(*, interview: Interview, by: Actor) -> None:
    _note_daily(interview, LISTENED, by)


def note_watching(*, interview: Interview, by: Actor) -> None:
    """What the candidate's camera recorded."""
    _note_daily(interview, WATCHED, by)


def _note_daily(interview: Interview, action: str, by: Actor) -> None:
    """Once a day for each person, however often a player asks for the next part."""
    known = AuditEntry.objects.filter(company=interview.company, action=action, target_id=str(interview.pk), actor=by.user)
    if not known.filter(at__gt=timezone.now() - timedelta(days=1)).exists():
        record(by=by, company=interview.company, action=action, target=interview)


def has_opened(*, report: Report, by: Actor) -> bool:
    """The report itself: a row of a list is not enough to decide by."""
    return Opening.objects.filter(report=report, user=by.user, kind=Opening.Kind.REPORT).exists()


def note_standings(*, job: Job, reports: Iterable[UUID], by: Actor) -> None:
    note_scores(reports=reports, company=job.company, by=by)
    record(by=by, company=job.company, action="report.standings_viewed", target=job, name=job.title)


def note_comparison(*, job: Job, reports: Sequence[Report], by: Actor) -> None:
    note_scores(reports=[report.pk for report in reports], company=job.company, by=by)
    told = [f"{report.interview_id}" for report in reports]
    record(by=by, company=job.company, action="report.compared", target=job, name=job.title, interviews=told)
