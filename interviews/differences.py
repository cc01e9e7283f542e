"""What is different between two versions of the same words."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Longer texts are not compared: where words come again and again, that takes seconds.
MOST_WORDS = 2_000


class Mark(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    mark: Mark
    text: str


def pieces_between(before: str, after: str) -> Iterator[Piece]:
    """Word by word, as people read."""
    old, new = before.split(), after.split()
    if max(len(old), len(new)) > MOST_WORDS:
        yield from (Piece(Mark.GONE, before), Piece(Mark.NEW, after))
        return
    for what, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if what == "equal":
            yield Piece(Mark.SAME, " ".join(old[a:b]))
            continue
        if a < b:
            yield Piece(Mark.GONE, " ".join(old[a:b]))
        if c < d:
            yield Piece(Mark.NEW, " ".join(new[c:d]))
