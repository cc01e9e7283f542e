"""By which links a report is shared."""

from dataclasses import dataclass

from accounts.links import hash_of
from interviews.models import Interview
from interviews.services.consents import has_taken_back
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
    assert interview.invitation
    is_over = has_taken_back(interview.invitation)
    return [_shared(link, is_over=is_over) for link in links]


def _shared(link: ReportLink, *, is_over: bool) -> Shared:
    is_open = link.is_open and not is_over
    is_dead = is_open and hash_of(token_of(link.pk)) != link.token_hash
    return Shared(link, address_of(link.pk) if is_open and not is_dead else "", is_dead)
