"""Competencies that jobs are often about, each with its anchors: competencies.toml, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from interviews.plans.content import Competency

FILE = Path(__file__).with_name("competencies.toml")
DOMAINS_FILE = Path(__file__).with_name("domains.toml")
DEFAULT = "en"
# Judged by how anything is said.
IN_EVERY_ANSWER = "communication"
NO_ANCHORS = ("",) * 5


class Field(StrEnum):
    GENERAL = "general"
    LEADING = "leading"
    TECHNICAL = "technical"
    COMMERCIAL = "commercial"


@dataclass(frozen=True, slots=True)
class Known:
    key: str
    field: Field
    name: str
    about: str
    # From 1 to 5.
    anchors: tuple[str, ...]
    # Beginnings of words, and phrases, that ask for it.
    words: tuple[str, ...]
    # What can be asked where no bank has a question.
    asks: tuple[str, ...]
    # The banks' competencies that these anchors judge: a bank's slug and their names.
    banks: Mapping[str, tuple[str, ...]]

    def as_competency(self, weight: int = 0) -> Competency:
        return Competency(
            key=self.key,
            name=self.name,
            about=self.about,
            weight=weight,
            anchors=self.anchors,
            in_every_answer=self.key == IN_EVERY_ANSWER,
        )


@dataclass(frozen=True, slots=True)
class Domain:
    """A bank's field, and how jobs in it are called and described."""

    slug: str
    titles: tuple[str, ...]
    words: tuple[str, ...]


@cache
def catalogue(language: str) -> tuple[Known, ...]:
    """In this language or, where nobody has written them in it, in English."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))["competency"]
    return tuple(_known(entry, entry.get(language) or entry[DEFAULT]) for entry in entries)


def known_as(name: str, language: str) -> Known | None:
    """By its own name, or by that of a bank's competency which its anchors judge."""
    wanted = name.strip().casefold()
    by_bank = None
    for known in catalogue(language):
        if known.name.casefold() == wanted:
            return known
        if any(wanted == other.casefold() for names in known.banks.values() for other in names):
            by_bank = by_bank or known
    return by_bank


def judged_like(slug: str, name: str, language: str) -> Known | None:
    """Whose anchors judge this competency of this bank."""
    return next((known for known in catalogue(language) if name in known.banks.get(slug, ())), None)


@cache
def domains() -> tuple[Domain, ...]:
    entries = tomllib.loads(DOMAINS_FILE.read_text(encoding="utf-8"))["domain"]
    return tuple(Domain(entry["slug"], tuple(entry["titles"]), tuple(entry["words"])) for entry in entries)


def _known(entry: dict[str, object], said: dict[str, object]) -> Known:
    banks = {str(slug): tuple(names) for slug, names in dict(entry.get("banks", {})).items()}  # type: ignore[call-overload]
    return Known(
        key=str(entry["key"]),
        field=Field(str(entry["field"])),
        name=str(said["name"]),
        about=str(said["about"]),
        anchors=tuple(said["anchors"]),  # type: ignore[arg-type]
        words=tuple(said["words"]),  # type: ignore[arg-type]
        asks=tuple(said["asks"]),  # type: ignore[arg-type]
        banks=banks,
    )
