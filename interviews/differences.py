"""What is different between two versions of the same words."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Mark(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    mark: Mark
    text: str


def pieces_between(before: str, after: str) -> Iterator[Piece]:
    """Word by word, as people read. In long texts words that stand everywhere are no landmarks: so even a hostile one is compared
    in a moment."""
    old, new = before.split(), after.split()
    for what, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if what == "equal":
            yield Piece(Mark.SAME, " ".join(old[a:b]))
            continue
        if a < b:
            yield Piece(Mark.GONE, " ".join(old[a:b]))
        if c < d:
            yield Piece(Mark.NEW, " ".join(new[c:d]))
