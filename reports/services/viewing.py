"""Who read which report stands in the log."""

from accounts.services.audit import Actor, record
from reports.models import Report


def note_view(*, report: Report, by: Actor) -> None:
    record(by=by, company=report.company, action="report.viewed", target=report, version=report.version)
