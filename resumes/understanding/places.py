"""Where in the text each field stands. What stands nowhere was not in the résumé, whoever says so."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from resumes.understanding.fields import Understood

# Bullets, quotes and dashes come out of readers in many forms; letters and digits decide.
LETTER = re.compile(r"\w", re.UNICODE)
# A page waits for all of them, and a text may be made to have more than any résumé does.
MOST_CHARACTERS, MOST_FIELDS, MOST_PLACES = 60_000, 500, 200


@dataclass(frozen=True, slots=True)
class Fact:
    """`path` names the field: "experience.0.title"."""

    path: str
    value: str
    start: int
    end: int


class Text:
    """A text's letters and digits, and where each stands."""

    def __init__(self, text: str) -> None:
        places = [(letter, at) for at, original in enumerate(text) for letter in original.casefold() if LETTER.match(letter)]
        self._letters = "".join(letter for letter, _ in places)
        self._at = [at for _, at in places]

    def nearest(self, value: str, anchor: int) -> tuple[int, int] | None:
        wanted = "".join(letter for letter in value.casefold() if LETTER.match(letter))
        if not wanted:
            return None
        places = islice(re.finditer(f"(?={re.escape(wanted)})", self._letters), MOST_PLACES)
        found = [match.start() for match in places if self._is_word(match.start(), len(wanted))]
        if not found:
            return None
        goal = bisect_left(self._at, anchor)
        first = min(found, key=lambda at: (abs(at - goal), at))
        return self._at[first], self._at[first + len(wanted) - 1] + 1

    def _is_word(self, first: int, length: int) -> bool:
        """Not the middle of a word: "Go" stands in no "Django"."""
        before = first == 0 or self._at[first] - self._at[first - 1] > 1
        after = first + length == len(self._at) or self._at[first + length] - self._at[first + length - 1] > 1
        return before and after


def facts_in(text: str, understood: Understood) -> list[Fact]:
    """In the order of the fields; each near the one before, since what belongs together stands together."""
    inside = Text(text[:MOST_CHARACTERS])
    facts: list[Fact] = []
    anchor = 0
    for path, value in islice(_values(understood.model_dump()), MOST_FIELDS):
        place = inside.nearest(value, anchor)
        if place:
            anchor = place[0]
            facts.append(Fact(path, value, *place))
    return facts


def only_what_stands(text: str, understood: Understood) -> Understood:
    """Without what stands nowhere in the text."""
    paths = {fact.path for fact in facts_in(text, understood)}
    return Understood.model_validate(_kept(understood.model_dump(), paths, ""))


def _values(node: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        if node:
            yield path, node
        return
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in pairs:
        yield from _values(value, f"{path}.{key}".lstrip("."))


def _kept(node: object, paths: set[str], path: str) -> object:
    """The same tree; in it a string that stands nowhere is empty, and gone from a list. An entry with nothing left is gone too."""
    if isinstance(node, str):
        return node if path in paths else ""
    if isinstance(node, dict):
        return {key: _kept(value, paths, f"{path}.{key}".lstrip(".")) for key, value in node.items()}
    if isinstance(node, list):
        return [kept for at, value in enumerate(node) if _has_words(kept := _kept(value, paths, f"{path}.{at}"))]
    return node


def _has_words(node: object) -> bool:
    return next(_values(node), None) is not None
