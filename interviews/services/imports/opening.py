"""A file is looked through once before anything is asked of the database: what it is, and how much."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, TextIO

from interviews.services.imports import csv_rows, json_rows
from interviews.services.imports.columns import LONGEST
from interviews.services.imports.csv_rows import Layout
from interviews.services.imports.decoding import LAST_RESORT, NOTICE, encoding_of
from interviews.services.imports.rows import Fault, Row, Unreadable, shown

BLANK = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Survey:
    encoding: str
    # None for JSON.
    layout: Layout | None
    rows: int
    # What the file itself names is free for nobody else.
    keys: frozenset[str]
    has_keyless: bool
    notices: tuple[str, ...]


def survey_of(file: BinaryIO, *, at_most: int) -> Survey:
    encoding = encoding_of(file)
    with _text(file, encoding) as stream:
        layout = None if _is_json(stream) else csv_rows.layout_of(stream)
    keys: set[str] = set()
    unknown: set[str] = set()
    count, keyless = 0, False
    for row in _rows(file, encoding, layout, unknown):
        count += 1
        if count > at_most:
            raise Unreadable(f"The file has more than {at_most:,} questions. Divide it and bring the parts one after the other.")
        if isinstance(row, Row):
            key = row.cells.get("key", "").strip()[: LONGEST["key"]]
            keyless = keyless or not key
            keys.add(key)
    if not count:
        raise Unreadable("There are no questions in this file.")
    return Survey(encoding, layout, count, frozenset(keys), keyless, _notices(encoding, layout, unknown))


def rows_of(file: BinaryIO, survey: Survey) -> Iterator[Row | Fault]:
    return _rows(file, survey.encoding, survey.layout, set())


def _rows(file: BinaryIO, encoding: str, layout: Layout | None, unknown: set[str]) -> Iterator[Row | Fault]:
    with _text(file, encoding) as stream:
        yield from csv_rows.rows(stream, layout) if layout else json_rows.rows(stream, unknown)


def _notices(encoding: str, layout: Layout | None, unknown: set[str]) -> tuple[str, ...]:
    found = [NOTICE] if encoding == LAST_RESORT else []
    if unknown:
        found.append(f"Not read, as we know no such name: {', '.join(shown(name) for name in sorted(unknown)[:10])}.")
    return (*found, *(layout.notices if layout else ()))


def _is_json(stream: TextIO) -> bool:
    piece = stream.read(4096).lstrip(BLANK)
    stream.seek(0)
    if not piece:
        raise Unreadable("The file is empty.")
    return piece[0] in "[{"


@contextmanager
def _text(file: BinaryIO, encoding: str) -> Iterator[TextIO]:
    """Its letters, line ends as they are: csv wants to see them."""
    file.seek(0)
    stream = io.TextIOWrapper(file, encoding, newline="")
    try:
        yield stream
    finally:
        # Else it would close the file under us.
        stream.detach()
