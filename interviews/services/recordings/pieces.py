"""Pieces of recordings: added for many interviews at once, and what is there of each segment."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from interviews.models import Piece, Segment, Turn

# No arbiter is named: Postgres would have to read rows then, which takes a company's scope.
ADD = """
    INSERT INTO interviews_piece (company_id, turn_id, epoch, segment, number, data)
    SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::int[], %s::int[], %s::int[], %s::bytea[])
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


@dataclass(frozen=True, slots=True)
class Arrived:
    """What is there of a segment: these of its pieces, or all of it."""

    epoch: int
    segment: int
    numbers: frozenset[int]
    is_stored: bool

    @property
    def upto(self) -> int:
        return without_gap(self.numbers)


def without_gap(numbers: Iterable[int]) -> int:
    """How many there are from 0 on."""
    there, upto = set(numbers), 0
    while upto in there:
        upto += 1
    return upto


def add_pieces(rows: Sequence[Row]) -> None:
    """In one transaction, outside of any scope. One that is there already stays as it is."""
    columns = zip(*((row.company_id, row.turn_id, row.epoch, row.segment, row.number, row.data) for row in rows), strict=True)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ADD, [list(column) for column in columns])


def arrived_of(turn: Turn) -> list[Arrived]:
    there = defaultdict(set)
    for epoch, segment, number in Piece.objects.filter(turn=turn).values_list("epoch", "segment", "number"):
        there[epoch, segment].add(number)
    for epoch, segment, pieces in Segment.objects.filter(turn=turn).values_list("epoch", "number", "pieces"):
        there.pop((epoch, segment), None)
        there[epoch, segment] = set(range(pieces))
    stored = set(Segment.objects.filter(turn=turn).values_list("epoch", "number"))
    return [Arrived(*key, frozenset(numbers), key in stored) for key, numbers in sorted(there.items())]


def sound_in_pieces(turn: Turn, epoch: int, segment: int) -> Iterator[bytes]:
    """From the first on, up to the first that is missing."""
    found = Piece.objects.filter(turn=turn, epoch=epoch, segment=segment).order_by("number")
    for expected, (number, data) in enumerate(found.values_list("number", "data")):
        if number != expected:
            return
        yield bytes(data)
