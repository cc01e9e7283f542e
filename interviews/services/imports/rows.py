"""What is read of a file, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says, by column. The number is the one that a spreadsheet shows beside it."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` 0 is the file as a whole."""

    row: int
    column: str
    sentence: str


class Unreadable(Exception):
    """Nothing can be read of it; says why in a sentence."""

    @property
    def fault(self) -> Fault:
        return Fault(0, "", str(self))


def shown(text: str, most: int = 40) -> str:
    """A piece of somebody's text as it may stand in a sentence."""
    one_line = " ".join("".join(letter if letter.isprintable() else " " for letter in text[: most * 4]).split())
    return f"“{one_line[:most]}…”" if len(one_line) > most else f"“{one_line}”"
