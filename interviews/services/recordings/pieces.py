"""Pieces of recordings: added for many interviews at once, and what is there of each segment."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection, transaction

from interviews.models import Interview, Invitation, Piece, Recorded, Segment, Turn
from interviews.plans.content import PlanContent
from interviews.services.consents import agreement
from interviews.services.recordings.camera import pieces_left
from interviews.services.recordings.late import takes_recording

# An answer lasts five minutes, of pieces of about a second; and the last of each segment is only a part of one.
MOST_OF_TURN = 720
# Who has more time may speak for longer, and who has no limits for four times as long.
WITHOUT_LIMITS = 4

# No arbiter is named: Postgres would have to read rows then, which takes a company's scope.
ADD = """
    INSERT INTO interviews_piece (company_id, turn_id, epoch, segment, number, kind, data)
    SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::int[], %s::int[], %s::int[], %s::text[], %s::bytea[])
    ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Row:
    company_id: UUID
    turn_id: UUID
    epoch: int
    segment: int
    number: int
    data: bytes
    kind: str = Recorded.SOUND


@dataclass(frozen=True, slots=True)
class Arrived:
    """What is there of a segment: these of its pieces, or all of it."""

    epoch: int
    segment: int
    kind: str
    numbers: frozenset[int]
    is_stored: bool

    @property
    def upto(self) -> int:
        return without_gap(self.numbers)


@dataclass(slots=True)
class OpenTurn:
    """A turn of which sound is being sent."""

    id: UUID
    # How many more of its pieces are taken, and of the camera; None: of such there are to be none.
    left: int | None
    left_of_camera: int | None
    # By (epoch, segment).
    there: dict[tuple[int, int], set[int]] = field(default_factory=dict)

    def left_of(self, kind: str) -> int | None:
        return self.left_of_camera if kind == Recorded.CAMERA else self.left

    def take(self, kind: str, key: tuple[int, int], number: int) -> None:
        """One that is there already costs nothing."""
        if number in self.there.get(key, ()):
            return
        if kind == Recorded.CAMERA and self.left_of_camera is not None:
            self.left_of_camera -= 1
        elif self.left is not None:
            self.left -= 1


def without_gap(numbers: Iterable[int]) -> int:
    """How many there are from 0 on."""
    there, upto = set(numbers), 0
    while upto in there:
        upto += 1
    return upto


def add_pieces(rows: Sequence[Row]) -> None:
    """In one transaction, outside of any scope. One that is there already stays as it is."""
    columns = zip(*((row.company_id, row.turn_id, row.epoch, row.segment, row.number, row.kind, row.data) for row in rows), strict=True)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ADD, [list(column) for column in columns])


def open_turn(interview: Interview, number: int) -> OpenTurn | None:
    """None: it was never asked, they agreed to no sound, or its time is over. One that has ended takes what its page still has:
    nothing of it is to be lost. Of a trial sound is taken, and nothing of a camera: a member speaks in it, and by own choice alone.

    As few questions as can be: whoever begins to speak waits for them, and so does everybody behind them."""
    turn = Turn.objects.select_related("interview__plan", "interview__invitation").filter(interview=interview.pk, number=number).first()
    if turn is None:
        return None
    invitation = turn.interview.invitation
    given = agreement(invitation) if invitation else None
    if invitation and not (given and given.may_be_heard):
        return None
    takes = {kind for kind in Recorded if takes_recording(turn.interview, turn, kind)}
    if not takes:
        return None
    arrived = arrived_of(turn)
    there: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for each in arrived:
        there[each.epoch, each.segment] |= each.numbers
    sound = sum(len(each.numbers) for each in arrived if each.kind == Recorded.SOUND)
    films = given is not None and given.may_be_filmed and PlanContent.model_validate(turn.interview.plan.content).may_be_filmed
    left = _most_pieces(invitation) * (1 + turn.retakes) - sound if Recorded.SOUND in takes else None
    return OpenTurn(turn.pk, left, pieces_left(interview) if films and Recorded.CAMERA in takes else None, there)


def arrived_in(interview: Interview) -> tuple[int, list[Arrived]]:
    """The turn that has no answer yet, by number, and what is there of it."""
    turn = Turn.objects.filter(interview=interview.pk, answered_at=None, kept="").order_by("-number").first()
    return (turn.number, arrived_of(turn)) if turn else (0, [])


def _most_pieces(invitation: Invitation | None) -> int:
    agreed = invitation.adjustments if invitation else {}
    factor = WITHOUT_LIMITS if agreed.get("no_time_limits") else float(agreed.get("time_factor", 1))
    return round(MOST_OF_TURN * factor)


def arrived_of(turn: Turn) -> list[Arrived]:
    there = defaultdict(set)
    for epoch, segment, kind, number in Piece.objects.filter(turn=turn).values_list("epoch", "segment", "kind", "number"):
        there[epoch, segment, kind].add(number)
    # What breaks off was put together without its page, which may have the rest of it.
    kept = Segment.objects.filter(turn=turn).exclude(problems__contains=[Segment.Problem.CUT])
    stored = {
        (epoch, segment, kind): set(range(pieces)) for epoch, segment, kind, pieces in kept.values_list("epoch", "number", "kind", "pieces")
    }
    there |= stored
    return [Arrived(*key, frozenset(numbers), key in stored) for key, numbers in sorted(there.items())]


def sound_in_pieces(turn: Turn, epoch: int, segment: int, kind: str = Recorded.SOUND) -> Iterator[bytes]:
    """From the first on, up to the first that is missing."""
    found = Piece.objects.filter(turn=turn, epoch=epoch, segment=segment, kind=kind).order_by("number")
    for expected, (number, data) in enumerate(found.values_list("number", "data")):
        if number != expected:
            return
        yield bytes(data)
