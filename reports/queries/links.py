"""By which links a report is shared."""

from dataclasses import dataclass

from interviews.models import Interview
from reports.links import address_of
from reports.models import ReportLink


@dataclass(frozen=True, slots=True)
class Shared:
    link: ReportLink
    # Empty once it opens nothing any more.
    address: str


def links_to(interview: Interview) -> list[Shared]:
    links = ReportLink.objects.filter(report__interview=interview).select_related("report", "made_by").order_by("-made_at")
    return [Shared(link, address_of(link.pk) if link.is_open else "") for link in links]
