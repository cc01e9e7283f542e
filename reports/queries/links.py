"""By which links a report is shared."""

from dataclasses import dataclass

from accounts.links import hash_of
from interviews.models import Interview
from reports.links import address_of, token_of
from reports.models import ReportLink


@dataclass(frozen=True, slots=True)
class Shared:
    link: ReportLink
    # Empty once it opens nothing any more.
    address: str
    # Made with a secret key that is ours no more: its address cannot be told again, and finds nothing.
    is_dead: bool


def links_to(interview: Interview) -> list[Shared]:
    links = ReportLink.objects.filter(report__interview=interview).select_related("report", "made_by").order_by("-made_at")
    return [_shared(link) for link in links]


def _shared(link: ReportLink) -> Shared:
    is_dead = link.is_open and hash_of(token_of(link.pk)) != link.token_hash
    return Shared(link, address_of(link.pk) if link.is_open and not is_dead else "", is_dead)
