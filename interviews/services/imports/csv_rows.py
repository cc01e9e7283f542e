"""Rows of a CSV file, whatever spreadsheet of whatever country wrote it."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from interviews.services.imports.cells import undone
from interviews.services.imports.columns import KNOWN, column_called, missing_from, said_in_a_row
from interviews.services.imports.rows import Fault, Row, Unreadable, shown

DELIMITERS = (",", ";", "\t")
# Longer than any row of ours. A single cell ends at csv's own limit of 131,072.
LONGEST_LINE = 2_000_000
OPEN_QUOTE = "A quote is opened and never closed, or a cell is longer than 131,072 characters. Reading ended there."


class LineTooLong(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Layout:
    delimiter: str
    columns: tuple[str, ...]
    # Rows above the first question: the names of the columns, and what Excel may have written above these.
    above: int
    notices: tuple[str, ...]


def layout_of(stream: TextIO) -> Layout:
    """From the first line: the delimiter is the one that makes most columns ours."""
    first, above = stream.readline(LONGEST_LINE), 1
    told = first.strip().removeprefix("sep=") if first.startswith("sep=") else ""
    if told in DELIMITERS and told:
        first, above = stream.readline(LONGEST_LINE), 2
    if not first.strip():
        raise Unreadable("The first row is empty. It must name the columns.")
    heads = {delimiter: _heads(first, delimiter) for delimiter in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda each: len(KNOWN & set(heads[each])))
    return Layout(delimiter, tuple(heads[delimiter]), above, _checked(heads[delimiter]))


def _heads(line: str, delimiter: str) -> list[str]:
    try:
        return [column_called(head) for head in next(csv.reader([line], delimiter=delimiter))]
    except csv.Error:
        raise Unreadable("The first row cannot be read. It must name the columns, each in a cell of its own.") from None


def _checked(columns: list[str]) -> tuple[str, ...]:
    if missing := missing_from(columns):
        raise Unreadable(f"{missing} The first row must name the columns; the template shows all of them.")
    twice = sorted(name for name, times in Counter(columns).items() if name in KNOWN and times > 1)
    if twice:
        raise Unreadable(f"The first row names {said_in_a_row(twice)} more than once.")
    unknown = [shown(name) for name in columns if name and name not in KNOWN]
    if not unknown:
        return ()
    more = f" and {len(unknown) - 10} more" if len(unknown) > 10 else ""
    return (f"Not read, as we know no such column: {', '.join(unknown[:10])}{more}.",)


def rows(stream: TextIO, layout: Layout) -> Iterator[Row | Fault]:
    for _ in range(layout.above):
        stream.readline(LONGEST_LINE)
    width = len(layout.columns)
    for number, record in _records(stream, layout):
        if isinstance(record, str):
            yield Fault(number, "", record)
        elif any(record):
            # Spreadsheets draw rows out with empty cells.
            while len(record) > width and not record[-1].strip():
                record.pop()
            yield _row(number, record, layout.columns) if len(record) == width else _other_width(number, len(record), width)


def _row(number: int, record: list[str], columns: tuple[str, ...]) -> Row:
    cells = {name: undone(cell) if cell[:1] == "'" else cell for name, cell in zip(columns, record, strict=True) if name in KNOWN}
    return Row(number, cells)


def _other_width(number: int, cells: int, columns: int) -> Fault:
    why = "Is there a delimiter in a text without quotes?" if cells > columns else "Is it cut off, or was a line end lost?"
    return Fault(number, "", f"The row has {cells} {'cell' if cells == 1 else 'cells'} and the first row names {columns} columns. {why}")


def _records(stream: TextIO, layout: Layout) -> Iterator[tuple[int, list[str] | str]]:
    """Cells, or a sentence where there is no making out cells."""
    reader, number = csv.reader(_lines(stream), delimiter=layout.delimiter, strict=True), layout.above
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except LineTooLong:
            yield number, f"The row is longer than {LONGEST_LINE:,} characters. Reading ended there."
            return
        except csv.Error as error:
            sentence, is_end = _said(str(error))
            yield number, sentence
            if is_end:
                return


def _lines(stream: TextIO) -> Iterator[str]:
    while line := stream.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise LineTooLong
        yield line


def _said(error: str) -> tuple[str, bool]:
    """csv's own words, in ours; and whether nothing sensible comes after."""
    if "field limit" in error or "unexpected end" in error:
        return OPEN_QUOTE, True
    return "There is text after a closing quote. A quote inside a text is written twice.", False
