"""The order in which a person reads a page: columns one after the other, and what stands across them in between.

A page comes as lines of text in which spaces stand for room. A place at which text begins anew in many lines, and that no line
crosses for a while, begins a column, and each column is read down; a column may have columns again. A column of dates or labels is
none, nor is one of a table of single words: it belongs to the lines beside it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resumes.understanding.sections import BY_HEADING

# Text with no more than two spaces in it.
RUN = re.compile(r"\S+(?: {1,2}\S+)*")
# Room in a line tells a title from a place and a cell from the next; who understands the text needs it.
GAP = "\t"
# Fewer lines are a table's row or a date at the margin.
LEAST_LINES = 5
DATE = re.compile(r"\b\d{4}\b|\b\d{1,2}[./]\d{2,4}|present|today|heute|now|current|actual|aujourd|présent", re.IGNORECASE)
LETTERS = re.compile(r"[^\W\d_]+")
LABEL_WORDS = 3
# "from May 2018 until June 2020"
MOST_WORDS_OF_A_DATE = 4
# So much may a line stand in from its column's edge.
NEARLY = 2
# Columns in columns in columns: the rest is a table.
MOST_LEVELS = 3
MOST_LINES_COMPARED, LEAST_LETTERS = 120, 6
LONGEST_WORD = 200


@dataclass(frozen=True, slots=True)
class Run:
    left: int
    right: int
    text: str


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Ordered:
    text: str
    has_columns: bool


def in_reading_order(page: str) -> Ordered:
    columns = list(_columns([_runs(line) for line in page.split("\n")], MOST_LEVELS))
    parts = ["\n".join(GAP.join(run.text for run in line) for line in column) for column in columns]
    return Ordered(re.sub(r"\n{3,}", "\n\n", "\n\n".join(parts)).strip(), len(columns) > 1)


def _columns(lines: Sequence[Line], levels: int) -> Iterator[Sequence[Line]]:
    """What is read down without a break, in order."""
    for stretch, edge in _stretches(lines) if levels else [(lines, None)]:
        if edge is None:
            yield stretch
        else:
            for side in _sides(stretch, edge):
                yield from _columns(side, levels - 1)


def with_gaps(plain: str, page: str) -> str:
    """The plain text, with the room that stands between the same words on the page."""
    lines = [GAP.join(run.text for run in _runs(line)) for line in page.split("\n")]
    parted = {tuple(line.split()): line for line in lines if GAP in line}
    return "\n".join(parted.get(tuple(line.split()), line) for line in plain.split("\n"))


def is_out_of_order(plain: str, page: str) -> bool:
    """A program may write all dates first and the rest later, wherever on the page they belong."""
    letters = _letters(page)
    places = [letters.find(_letters(line)) for line in plain.split("\n")[:MOST_LINES_COMPARED] if len(_letters(line)) >= LEAST_LETTERS]
    pairs = [(first, second) for at, first in enumerate(places) for second in places[at + 1 :] if first >= 0 <= second]
    return sum(first > second for first, second in pairs) * 20 > len(pairs)


def has_glued_words(plain: str, page: str) -> bool:
    """The end of one piece of text and the beginning of another, written as one word."""
    runs = [run.text.split() for line in page.split("\n") for run in _runs(line)]
    ends, beginnings = {run[-1] for run in runs}, {run[0] for run in runs}
    unknown = {word for word in plain.split() if len(word) <= LONGEST_WORD} - {word for run in runs for word in run}
    return any(word[:at] in ends and word[at:] in beginnings for word in unknown for at in range(1, len(word)))


def _letters(text: str) -> str:
    return "".join(text.split())


def _runs(line: str) -> Line:
    return tuple(Run(match.start(), match.end(), " ".join(match.group().split())) for match in RUN.finditer(line))


def _stretches(lines: Sequence[Line]) -> Iterator[tuple[Sequence[Line], int | None]]:
    """Cut a page into what is read across and what is read in two columns, which meet at an edge."""
    edges = _edges(lines)
    at = begin = 0
    while at < len(lines):
        length, edge = max(((_length(lines[at:], edge), edge) for edge in edges), default=(0, 0))
        if not length:
            at += 1
            continue
        yield lines[begin:at], None
        yield lines[at : at + length], edge
        at = begin = at + length
    yield lines[begin:], None


def _edges(lines: Sequence[Line]) -> list[int]:
    """Where text begins again and again after room in the line."""
    lefts = Counter(run.left for line in lines for run in line[1:])
    return [left for left in lefts if sum(lefts[near] for near in (left - 1, left, left + 1)) >= 2]


def _length(lines: Sequence[Line], edge: int) -> int:
    """For how many lines from here on an edge parts two columns; 0 where it does not."""
    if not lines[0] or not (_begins_on_both_sides(lines[0], edge) or _begins_at_the_right(lines, edge)):
        return 0
    end = next((at for at, line in enumerate(lines) if any(run.left < edge < run.right for run in line)), len(lines))
    if end < LEAST_LINES:
        return 0
    end = _end_of_words(lines[:end], edge) or (end if end == len(lines) else _without_heading(lines[:end], edge))
    sides = [[line for line in side if line] for side in _sides(lines[:end], edge)]
    is_enough = end >= LEAST_LINES and min(len(side) for side in sides) >= LEAST_LINES - 2
    return end if is_enough and not _are_labels(lines[:end], edge) else 0


def _begins_on_both_sides(line: Line, edge: int) -> bool:
    """A date that stands further right, alone at the margin, is no beginning of a column."""
    right = [run for run in line if run.left >= edge]
    is_date = len(right) == 1 and right[0].left - edge > NEARLY and _is_date(right[0].text)
    return line[0].right <= edge <= line[-1].left and not is_date


def _begins_at_the_right(lines: Sequence[Line], edge: int) -> bool:
    """The right column stands a little higher: its first line is alone, and the next one begins at the left."""
    following = next((line for line in lines[1:] if line), ())
    return len(lines[0]) == 1 and abs(lines[0][0].left - edge) <= 1 and bool(following) and following[0].right <= edge


def _end_of_words(lines: Sequence[Line], edge: int) -> int:
    """Where single words stand beside single words, line by line, their end is the end of both; 0 where they do not."""
    end = max(at for at, line in enumerate(lines) if line and line[-1].left >= edge) + 1
    pairs = [(left, right) for left, right in zip(*_sides(lines[:end], edge), strict=True) if left or right]
    return end if all(left and right and all(_is_short(run.text) for run in left + right) for left, right in pairs) else 0


def _without_heading(lines: Sequence[Line], edge: int) -> int:
    """The end of columns over which something else begins: its heading stands at the left, alone and nearer to it."""
    end = len(lines)
    at = next((at for at in reversed(range(end)) if lines[at]), 0)
    above = next((before for before in reversed(range(at)) if lines[before]), at)
    is_heading = len(lines[at]) == 1 and lines[at][0].left < edge and _is_short(lines[at][0].text)
    return above + 1 if is_heading and at - above > end - at else end


def _is_short(text: str) -> bool:
    return len(text.split()) <= LABEL_WORDS


def _sides(lines: Sequence[Line], edge: int) -> tuple[list[Line], list[Line]]:
    left = [tuple(run for run in line if run.left < edge) for line in lines]
    return left, [tuple(run for run in line if run.left >= edge) for line in lines]


def _are_labels(lines: Sequence[Line], edge: int) -> bool:
    """One side is dates, and here and there a word or two, each beside what it names; or both are words, and no two lists."""
    pairs = [(left, right) for left, right in zip(*_sides(lines, edge), strict=True) if left and right]
    if _end_of_words(lines, edge):
        return not all(run.text.casefold().rstrip(":") in BY_HEADING for side in pairs[0] for run in side)
    return any(_is_of_labels([pair[side] for pair in pairs]) for side in (0, 1))


def _is_of_labels(side: Sequence[Line]) -> bool:
    dates = sum(any(_is_date(run.text) for run in line) for line in side)
    short = sum(not any(_is_date(run.text) for run in line) and _is_short(" ".join(run.text for run in line)) for line in side)
    return 3 * dates >= len(side) and 10 * (dates + short) >= 7 * len(side)


def _is_date(text: str) -> bool:
    """A period with its months, and no sentence with a year in it."""
    return bool(DATE.search(text)) and len(LETTERS.findall(DATE.sub("", text))) <= MOST_WORDS_OF_A_DATE
