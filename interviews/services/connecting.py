"""Connections to a room. The newest holds it: each raises the interview's epoch, and an older one can write nothing any more."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from interviews.live.hints import ring
from interviews.live.timing import AWAY_AFTER
from interviews.models import Interview

SALT = "interviews.room"
TICKET_HOLDS = timedelta(seconds=60)
# A little less than a heartbeat, so that each one counts.
SEEN_EVERY = timedelta(seconds=14)


class TakenOver(Exception):
    """A newer connection holds the room."""


class TicketRefused(Exception):
    """Not ours, too old, used, or of another interview."""


def ticket_for(interview: Interview, page: UUID | None = None, *, is_back: bool = False) -> str:
    """It is used up as soon as anybody connects, by it or by another."""
    if is_back and interview.held_by != page:
        raise TakenOver
    return signing.dumps({"interview": interview.pk.hex, "epoch": interview.epoch, "page": page and page.hex}, salt=SALT)


def connect_by_ticket(*, interview: Interview, ticket: str) -> int:
    """Return the new connection's epoch."""
    try:
        says = signing.loads(ticket, salt=SALT, max_age=TICKET_HOLDS)
    except signing.BadSignature:
        raise TicketRefused from None
    if says["interview"] != interview.pk.hex:
        raise TicketRefused
    epoch, page = int(says["epoch"]), says.get("page")
    comes = {"epoch": epoch + 1, "held_by": page and UUID(page), "seen_at": timezone.now()}
    if not Interview.objects.filter(pk=interview.pk, epoch=epoch).update(**comes):
        raise TicketRefused
    ring(interview)
    return epoch + 1


def connect(*, interview: Interview, page: UUID | None = None, is_back: bool = False) -> int:
    """Take the room over from whichever connection held it: from that of another page only where this one is new, or somebody
    said so. Return the new one's epoch."""
    with transaction.atomic():
        rows = Interview.objects.filter(pk=interview.pk)
        free = rows.filter(held_by=page) if is_back else rows
        if not free.update(epoch=F("epoch") + 1, held_by=page, seen_at=timezone.now()) and is_back:
            raise TakenOver
        # Whoever held it hears at once that they hold it no more.
        ring(interview)
        return Interview.objects.values_list("epoch", flat=True).get(pk=interview.pk)


def note_presence(*, interview: Interview, epoch: int | None) -> None:
    """The page is there; written down now and then. What lies ahead is from before the server's clock stepped back. None: a plain
    page, which gives no signs of life. Where one with a script has given none for long, from now on nobody says that it is away."""
    now = timezone.now()
    if epoch is None:
        Interview.objects.filter(pk=interview.pk, finished_at=None, seen_at__lt=now - AWAY_AFTER).update(seen_at=None)
        return
    before = Q(seen_at=None) | Q(seen_at__lt=now - SEEN_EVERY) | Q(seen_at__gt=now)
    Interview.objects.filter(before, pk=interview.pk, epoch=epoch, finished_at=None).update(seen_at=now)


def newest_connections(interviews: Collection[UUID]) -> dict[UUID, int]:
    """Their epochs, outside of any scope: for whoever serves the lines of all companies at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT interview_id, epoch FROM newest_connections(%s)", [list(interviews)])
        return dict(cursor.fetchall())


@contextmanager
def held(interview: Interview, epoch: int | None, *beside: str) -> Iterator[Interview]:
    """The interview as it is now, locked, for the connection of this epoch. None: a page without JavaScript, which has no
    connection and is heard by the number of its turn alone. `beside`: what it belongs to that is read as well."""
    with transaction.atomic():
        rows = Interview.objects.select_for_update(no_key=True, of=("self",))
        # Asked for none by name, select_related joins all there are, and planning that takes longer than all else here.
        found = (rows.select_related(*beside) if beside else rows).get(pk=interview.pk)
        if epoch is not None and found.epoch != epoch:
            raise TakenOver
        yield found
