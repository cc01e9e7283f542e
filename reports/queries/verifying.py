"""Which reports an operator may have checked."""

from uuid import UUID

from django.db.models import Q

from accounts.tenancy import every_company
from reports.models import Report


def reports_to_verify(wanted: UUID | None) -> list[tuple[UUID, UUID]]:
    """This report, every version of this interview's, or all; with the company of each."""
    with every_company("an operator has the reports of all companies checked"):
        made = Report.objects.filter(state=Report.State.READY).order_by("made_at")
        found = made.filter(Q(pk=wanted) | Q(interview=wanted)) if wanted else made
        return list(found.values_list("pk", "company_id"))
