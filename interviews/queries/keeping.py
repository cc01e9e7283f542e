"""For how long what was said is kept: as its company wants it now, and never longer than the candidate agreed to."""

from dataclasses import dataclass

from django.db.models import DurationField, F, Func, OuterRef, Subquery
from django.db.models.functions import Least

from interviews.models import Consent, Invitation


@dataclass(frozen=True, slots=True)
class Keeping:
    recordings_days: int
    reports_months: int


def keeping_of(invitation: Invitation) -> Keeping:
    rows = Invitation.objects.filter(pk=invitation.pk)
    return Keeping(*rows.values_list(_least("recordings_kept_days", "pk"), _least("reports_kept_months", "pk")).get())


def time_of_recordings(invitation: str) -> Func:
    """As long, of rows that have a company, and the invitation by this name."""
    return _interval("days", _least("recordings_kept_days", invitation))


def time_of_reports(invitation: str) -> Func:
    return _interval("months", _least("reports_kept_months", invitation))


def _least(field: str, invitation: str) -> Least:
    # Of nobody's agreement, as in a trial, there is none: the company's alone counts.
    agreed = Consent.objects.filter(invitation=OuterRef(invitation), kind=Consent.Kind.AGREED).order_by("-at")
    return Least(F(f"company__{field}"), Subquery(agreed.values(field)[:1]))


def _interval(unit: str, number: Least) -> Func:
    return Func(number, template=f"make_interval({unit} => %(expressions)s)", output_field=DurationField())
