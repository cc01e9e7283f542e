"""Pages of résumés as programs lay them out: text at places, written into the file in an order of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.resumes.hostile.pdf import FONT, pdf, standard, stream

LINE = 14
WINDOWS = FONT.replace(b">>", b"/Encoding /WinAnsiEncoding >>")


@dataclass(frozen=True)
class Placed:
    x: int
    y: int
    text: str
    size: int = 10


def column(x: int, lines: Sequence[str], *, top: int = 740, line: int = LINE, size: int = 10) -> list[Placed]:
    """Lines below each other; an empty one is room."""
    return [Placed(x, top - at * line, text, size) for at, text in enumerate(lines) if text]


def rows(xs: Sequence[int], cells: Sequence[Sequence[str]], *, top: int = 740, line: int = LINE) -> list[Placed]:
    return [Placed(x, top - at * line, text) for at, row in enumerate(cells) for x, text in zip(xs, row, strict=False) if text]


def as_written(placed: list[Placed]) -> list[Placed]:
    return placed


def line_by_line(placed: list[Placed]) -> list[Placed]:
    """Across the page, as programs write that know lines and no columns."""
    return sorted(placed, key=lambda each: (-each.y, each.x))


def from_the_right(placed: list[Placed]) -> list[Placed]:
    return sorted(placed, key=lambda each: (-each.x, -each.y))


def mixed(placed: list[Placed]) -> list[Placed]:
    """In no order at all, and the same each time."""
    return sorted(placed, key=lambda each: hash_of(each.text))


def hash_of(text: str) -> int:
    return sum(ord(letter) * 31**at for at, letter in enumerate(text)) % 1009


def page_of(placed: Sequence[Placed]) -> bytes:
    shown = b"".join(b"BT /F1 %d Tf 1 0 0 1 %d %d Tm (%b) Tj ET\n" % (each.size, each.x, each.y, _escaped(each.text)) for each in placed)
    return pdf(standard(stream(shown), o5=WINDOWS))


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
