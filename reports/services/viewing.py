"""Who read which report, and who took what of it along, stands in the log."""

from accounts.services.audit import Actor, record
from interviews.models import Interview, Job
from reports.models import Report


def note_view(*, report: Report, by: Actor) -> None:
    record(by=by, company=report.company, action="report.viewed", target=report, version=report.version)


def note_technical_view(*, interview: Interview, by: Actor) -> None:
    record(by=by, company=interview.company, action="report.technical_viewed", target=interview)


def note_export(*, report: Report, form: str, by: Actor) -> None:
    record(by=by, company=report.company, action="report.exported", target=report, version=report.version, form=form)


def note_export_of_job(*, job: Job, form: str, number: int, by: Actor) -> None:
    record(by=by, company=job.company, action="reports.exported", target=job, name=job.title, form=form, reports=number)
