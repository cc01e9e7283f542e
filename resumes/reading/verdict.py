"""What comes of reading a file."""

from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 10 * 1024 * 1024


class Format(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    TXT = "txt"


class Problem(StrEnum):
    """Why there is no text. The sentences for people are resumes.problems's."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    UNKNOWN_FORMAT = "unknown-format"
    OLD_WORD = "old-word"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    # Pictures of text.
    NO_TEXT = "no-text"
    TOO_MANY_PAGES = "too-many-pages"
    # Unpacks to far more than a document of this size could hold.
    BOMB = "bomb"
    PROGRAM_INSIDE = "program-inside"
    TOO_SLOW = "too-slow"
    TOO_MUCH_MEMORY = "too-much-memory"
    VIRUS = "virus"


class Unreadable(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class Starved(Exception):
    """The machine had no processor for the child, which says nothing about the file."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's text. Pages are separated by form feeds."""

    format: Format
    text: str
    pages: int
    # Which reader's text this is, for finding out later what a bad reading came from.
    reader: str
