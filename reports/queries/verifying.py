"""Which reports an operator may have checked."""

from uuid import UUID

from accounts.tenancy import every_company
from reports.models import Report


def reports_to_verify(report_id: UUID | None) -> list[tuple[UUID, UUID]]:
    """This one, or all; with the company of each."""
    with every_company("an operator has the reports of all companies checked"):
        made = Report.objects.filter(state=Report.State.READY).order_by("made_at")
        return list((made.filter(pk=report_id) if report_id else made).values_list("pk", "company_id"))
