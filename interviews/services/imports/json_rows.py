"""Rows of a JSON file: a list of objects, read one after the other."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

from interviews.services.imports.cells import joined
from interviews.services.imports.columns import FOLLOW_UPS, IDEAL_ANSWERS, KNOWN, MOST, column_called
from interviews.services.imports.rows import Fault, Row, Unreadable, shown

PIECE = 65_536
# Longer than any question of ours, and all that is ever held at once.
LONGEST_QUESTION = 1_000_000
# What an empty one of these is in a table.
EMPTY = {name: name for name in KNOWN} | {"ideal_answers": "ideal_answer", "follow_ups": "follow_up_1"}
NO_LIST = "The JSON is no list. Write the questions between [ and ], each between { and }."
BLANK = " \t\r\n"


class Broken(ValueError):
    """The sentence says what about it is no JSON of ours."""


class WrongShape(Exception):
    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


def rows(stream: TextIO, unknown: set[str]) -> Iterator[Row | Fault]:
    """Names that mean nothing to us are put into `unknown`."""
    number = 0
    try:
        for number, item in enumerate(_items(stream), start=1):
            try:
                yield Row(number, _cells(item, unknown))
            except WrongShape as wrong:
                yield Fault(number, wrong.column, str(wrong))
    except Broken as broken:
        yield Fault(number + 1, "", f"{broken} Reading ended there.")


def _no_number(name: str) -> None:
    raise Broken(f"{name} is no JSON.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Broken("One name stands twice in one question.")
    return found


# Numbers stay texts: what is too large for a number is then wrong in a sentence like everything else.
DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_no_number)


class Tape:
    """A file of which only a piece is held."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self.text, self.at, self.is_end = stream, "", 0, False

    def more(self) -> None:
        piece = self._stream.read(PIECE)
        self.is_end = not piece
        self.text, self.at = self.text[self.at :] + piece, 0

    def sign(self) -> str:
        """The next letter that is not blank, or nothing at the end."""
        while True:
            rest = len(self.text)
            while self.at < rest and self.text[self.at] in BLANK:
                self.at += 1
            if self.at < rest:
                return self.text[self.at]
            if self.is_end:
                return ""
            self.more()


def _items(stream: TextIO) -> Iterator[Any]:
    tape = Tape(stream)
    if tape.sign() != "[":
        raise Unreadable(NO_LIST)
    tape.at += 1
    if tape.sign() == "]":
        tape.at += 1
    else:
        yield from _until_the_end(tape)
    if tape.sign():
        raise Broken("There is more after the end of the list.")


def _until_the_end(tape: Tape) -> Iterator[Any]:
    while True:
        yield _item(tape)
        sign = tape.sign()
        tape.at += 1
        if sign == "]":
            return
        if sign != ",":
            raise Broken("A comma or the end of the list is missing after the question before." if sign else "The file is cut off.")


def _item(tape: Tape) -> Any:
    tape.sign()
    while True:
        try:
            item, end = DECODER.raw_decode(tape.text, tape.at)
        except json.JSONDecodeError as error:
            if tape.is_end or len(tape.text) - tape.at > LONGEST_QUESTION:
                raise _why(tape, error) from None
            tape.more()
        except RecursionError:
            raise Broken("Something is nested far deeper than a question is.") from None
        else:
            # A number at the edge of what is held may go on beyond it.
            if end < len(tape.text) or tape.is_end:
                tape.at = end
                return item
            tape.more()


def _why(tape: Tape, error: json.JSONDecodeError) -> Broken:
    if len(tape.text) - tape.at > LONGEST_QUESTION:
        return Broken(f"The question is longer than {LONGEST_QUESTION:,} characters, or a quote or bracket is never closed.")
    if error.pos >= len(tape.text) or error.msg.startswith("Unterminated"):
        return Broken("The file is cut off in the middle of this question.")
    return Broken(f"This is no JSON, at {shown(tape.text[max(tape.at, error.pos - 10) : error.pos + 20])}.")


def _cells(item: object, unknown: set[str]) -> dict[str, str]:
    """As a row of a table has them, so that both kinds of file are read by the same rules."""
    if not isinstance(item, dict):
        raise WrongShape("", "This is no question: write each between { and }.")
    cells: dict[str, str] = {}
    for name, value in item.items():
        column = column_called(name)
        match column, value:
            case _, None if column in EMPTY:
                cells[EMPTY[column]] = ""
            case "roles", list():
                cells["roles"] = joined([_plain("roles", each) for each in value])
            case "anchors", list():
                cells |= {f"anchor_{level}": _plain("anchors", each) for level, each in enumerate(value, start=1)}
                if len(value) != 5:
                    raise WrongShape("anchors", f"There are five anchors, and here are {len(value)}.")
            case "ideal_answers", list():
                cells |= {"ideal_answer": ""} | dict(
                    zip(IDEAL_ANSWERS, [_plain(column, each) for each in _few(column, value)], strict=False)
                )
            case "follow_ups", list():
                cells |= {"follow_up_1": ""} | _follow_ups(_few(column, value))
            case _ if column in KNOWN:
                cells[column] = _plain(column, value)
            case _:
                unknown.add(name)
    return cells


def _few(column: str, values: list[object]) -> list[object]:
    if len(values) > MOST:
        raise WrongShape(column, f"There may be {MOST} of them, and here are {len(values)}.")
    return values


def _follow_ups(values: list[object]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for (text, when), value in zip(FOLLOW_UPS, values, strict=False):
        if not isinstance(value, dict):
            raise WrongShape("follow_ups", 'Write each follow-up as {"when": "…", "text": "…"}.')
        cells |= {text: _plain(text, value.get("text", "")), when: _plain(when, value.get("when") or "")}
    return cells


def _plain(column: str, value: object) -> str:
    if isinstance(value, str):
        return value
    raise WrongShape(column, "Here must stand a text, and no list, object or yes and no.")
