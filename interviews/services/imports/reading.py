"""What a row says as a question, and what is wrong with it in plain words."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from accounts.models import Company
from interviews.models import Difficulty, Kind, Question
from interviews.services.imports.banks import Banks, NoSuchBank, Place
from interviews.services.imports.cells import split
from interviews.services.imports.columns import ANCHORS, FOLLOW_UPS, IDEAL_ANSWERS, LONGEST
from interviews.services.imports.rows import Fault, Row, shown
from interviews.services.questions import Wording, Written, WrittenFollowUp

KEY = re.compile(r"[A-Za-z0-9_-]+")
# What Postgres keeps in no text: a zero, and halves of characters, which only JSON can write.
NO_TEXT = re.compile("[\0\ud800-\udfff]")
MINUTES = range(1, 16)
USUAL_MINUTES = Question._meta.get_field("minutes").get_default()
# What a file need not say. Without a word about it, a question that is there keeps what it has.
MAY_BE_ABSENT = ("domain", "language", "roles", "minutes")
LANGUAGES = {word.casefold(): value for value, label in Company.Language.choices for word in (value, label)}
DIFFICULTIES = {value: value for value in Difficulty.values}
KINDS = {value: value for value in Kind.values}


@dataclass(frozen=True, slots=True)
class Said:
    number: int
    place: Place
    key: str
    written: Written
    # What the file has no column for.
    absent: frozenset[str]


def said_in(row: Row, banks: Banks) -> Said | list[Fault]:
    reading = _Reading(row)
    name, domain, language = reading.optional("bank", LONGEST["bank"]), reading.optional("domain", LONGEST["domain"]), reading.language()
    key, written = reading.key(), reading.written(domain, language)
    if any(fault.column in ("bank", "domain") for fault in reading.faults):
        return reading.faults
    try:
        place = banks.called(name, domain=domain, language=language)
    except NoSuchBank as missing:
        reading.faults.append(Fault(row.number, "bank", str(missing)))
        return reading.faults
    if reading.faults:
        return reading.faults
    wording = replace(written.wording, domain=domain or place.domain, language=language or place.language)
    return Said(row.number, place, key, replace(written, wording=wording), reading.under.absent)


def completed(said: Said, there: Written) -> Written:
    """What the file says, and of the rest what is there."""
    wording: dict[str, Any] = {name: getattr(there.wording, name) for name in MAY_BE_ABSENT if name in said.absent}
    under = {name: getattr(there, name) for name in ("follow_ups", "ideal_answers") if name in said.absent}
    return replace(said.written, wording=replace(said.written.wording, **wording), **under) if said.absent else said.written


def tidied(text: str) -> str:
    """Spreadsheets change line ends and people leave blanks: neither makes another text."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip() if "\r" in text else text.strip()


def tidied_question(written: Written) -> Written:
    """As it would be read from a file."""
    wording = written.wording
    plain: dict[str, Any] = {name: tidied(getattr(wording, name)) for name in ("text", "competency", "domain", "shows")}
    roles = tuple(role for each in wording.roles if (role := tidied(each)))
    return Written(
        replace(wording, **plain, anchors=tuple(map(tidied, wording.anchors)), roles=roles),
        tuple(WrittenFollowUp(tidied(each.when), tidied(each.text)) for each in written.follow_ups),
        tuple(map(tidied, written.ideal_answers)),
    )


class _Reading:
    """One row, and what was found wrong so far."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.under = _under(tuple(row.cells))
        self.faults: list[Fault] = []

    def fault(self, column: str, sentence: str) -> None:
        self.faults.append(Fault(self.row.number, column, sentence))

    def optional(self, column: str, longest: int) -> str:
        cell = self.row.cells.get(column)
        if not cell:
            return ""
        text = tidied(cell)
        if NO_TEXT.search(text):
            self.fault(column, "There is a character in it that is no character (a zero byte, or half of one). Delete it.")
        elif len(text) > longest:
            self.fault(column, f"The text has {len(text):,} characters; at most {longest:,} fit.")
        return text

    def required(self, column: str, longest: int) -> str:
        text = self.optional(column, longest)
        if not text:
            self.fault(column, "Here something must be written, and nothing is.")
        return text

    def one_of(self, column: str, allowed: dict[str, str]) -> str:
        text = self.required(column, 100_000)
        found = allowed.get("-".join(text.casefold().replace("_", " ").split()), "")
        if text and not found:
            self.fault(column, f"{shown(text)} is no {column}. Write {_or(list(dict.fromkeys(allowed.values())))}.")
        return found

    def language(self) -> str:
        text = self.optional("language", 100_000)
        found = LANGUAGES.get(text.casefold(), "")
        if text and not found:
            self.fault("language", f"{shown(text)} is no language of ours. Write {_or(Company.Language.values)}.")
        return found

    def key(self) -> str:
        text = self.optional("key", LONGEST["key"])
        if text and not KEY.fullmatch(text):
            self.fault("key", f"{shown(text)} is no key. A key has letters without accents, digits, hyphens and underscores only.")
        return text

    def minutes(self) -> int:
        text = self.optional("minutes", 100_000)
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
        if text and number not in MINUTES:
            self.fault("minutes", f"{shown(text)} is no number of minutes. Write a whole number from {MINUTES[0]} to {MINUTES[-1]}.")
        return number or USUAL_MINUTES

    def roles(self) -> tuple[str, ...]:
        found = split(self.optional("roles", 10_000))
        for role in found:
            if len(role) > LONGEST["role"]:
                self.fault("roles", f"The role {shown(role)} has {len(role):,} characters; at most {LONGEST['role']} fit.")
        return tuple(found)

    def written(self, domain: str, language: str) -> Written:
        wording = Wording(
            text=self.required("text", LONGEST["text"]),
            competency=self.required("competency", LONGEST["competency"]),
            difficulty=self.one_of("difficulty", DIFFICULTIES),
            kind=self.one_of("type", KINDS),
            domain=domain,
            language=language,
            shows=self.required("shows", LONGEST["shows"]),
            anchors=tuple([self.required(name, LONGEST["anchor"]) for name in ANCHORS]),
            minutes=self.minutes(),
            roles=self.roles(),
        )
        return Written(
            wording, self.follow_ups(), tuple(filter(None, [self.optional(name, LONGEST["ideal_answer"]) for name in self.under.ideal]))
        )

    def follow_ups(self) -> tuple[WrittenFollowUp, ...]:
        found = []
        for column, column_when in self.under.asked:
            text, when = self.optional(column, LONGEST["follow_up"]), self.optional(column_when, LONGEST["when"])
            if when and not text:
                self.fault(column, "It says when to ask this follow-up, and not what.")
            if text:
                found.append(WrittenFollowUp(when, text))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Under:
    """Which of the many columns there could be are there, and what has none."""

    ideal: tuple[str, ...]
    asked: tuple[tuple[str, str], ...]
    absent: frozenset[str]


@lru_cache(maxsize=64)
def _under(columns: tuple[str, ...]) -> _Under:
    """Once for a table, whose rows all have the same."""
    there = set(columns)
    ideal = tuple(name for name in IDEAL_ANSWERS if name in there)
    asked = tuple(pair for pair in FOLLOW_UPS if there & set(pair))
    absent = {name for name in MAY_BE_ABSENT if name not in there}
    absent |= {name for name, found in (("ideal_answers", ideal), ("follow_ups", asked)) if not found}
    return _Under(ideal, asked, frozenset(absent))


def _or(values: list[str]) -> str:
    return f"{', '.join(values[:-1])} or {values[-1]}"
