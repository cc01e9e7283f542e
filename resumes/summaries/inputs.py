"""What a summary is made of."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    ENGLISH = "English"
    GERMAN = "German"
    FRENCH = "French"
    SPANISH = "Spanish"


@dataclass(frozen=True, slots=True)
class Material:
    """A piece of a résumé, without what is nobody's business."""

    kind: str
    # "Engineer, Acme Ltd (2019 – 2021)", where it is part of an entry.
    head: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SummariseInputs:
    headline: str
    pieces: tuple[Material, ...] = ()
    # Each with the years of the jobs that mention it; 0 where none does.
    skills: tuple[tuple[str, float], ...] = ()
    language: Language = Language.ENGLISH
