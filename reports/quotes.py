"""Whether a quote was really said, and where. White space, case and punctuation may differ; nothing else may."""

from dataclasses import dataclass

# Shorter ones stand everywhere and show nothing.
FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Span:
    """From where to where in the transcript, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


def find(quote: str, text: str) -> Span | None:
    """The first place where the quote's words follow each other. None: it was not said."""
    wanted = [word.text for word in _words(quote)]
    said = _words(text)
    if len(wanted) < min(FEWEST_WORDS, len(said)) or not wanted:
        return None
    for at in range(len(said) - len(wanted) + 1):
        if [word.text for word in said[at : at + len(wanted)]] == wanted:
            return Span(said[at].start, said[at + len(wanted) - 1].end)
    return None


def _words(text: str) -> list[_Word]:
    """Runs of letters and digits; an apostrophe is punctuation, so that both kinds of it are one."""
    found: list[_Word] = []
    start: int | None = None
    for at, character in enumerate(f"{text} "):
        if character.isalnum():
            start = at if start is None else start
        elif start is not None:
            found.append(_Word(text[start:at].casefold(), start, at))
            start = None
    return found
