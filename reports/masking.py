"""What whoever judges does not see: who somebody is, how old and of which gender, how they are reached, and which names stand behind them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from reports import person_names, spoken_names
from reports.personal import PERSONAL
from reports.quotes import Span
from resumes.fairness import EMAIL, PHONE

LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# "IT" and "HP" would hide half of a text.
SHORTEST_NAME = 3


class Hidden(StrEnum):
    NAME = "[name]"
    EMPLOYER = "[employer]"
    SCHOOL = "[school]"
    CONTACT = "[contact]"
    # Age and gender.
    PERSONAL = "[personal]"


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of a person beforehand."""

    person: str = ""
    employers: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cut:
    start: int
    end: int
    hidden: Hidden


@dataclass(frozen=True, slots=True)
class Masked:
    text: str
    # In order, none in another: where something was, and where its cover stands.
    cuts: tuple[tuple[_Cut, int], ...] = ()

    def original(self, span: Span) -> Span:
        """Where a span of the masked text stands in what was really said. A cover counts as all that it covers."""
        return Span(self._place(span.start, is_end=False), self._place(span.end, is_end=True))

    def whole(self, span: Span) -> Span:
        """A span of what was said, with all of a name that it would cut in two."""
        start = min([cut.start for cut, _ in self.cuts if cut.start < span.start < cut.end], default=span.start)
        return Span(start, max([cut.end for cut, _ in self.cuts if cut.start < span.end < cut.end], default=span.end))

    def part(self, span: Span) -> str:
        """What is shown of a span of what was said. Masked by itself it would lack what stands before it, and by which a name is known."""
        whole = self.whole(span)
        return self.text[self._shown_at(whole.start) : self._shown_at(whole.end)]

    def _shown_at(self, place: int) -> int:
        moved = 0
        for cut, shown_at in self.cuts:
            if cut.end > place:
                break
            moved = shown_at + len(cut.hidden) - cut.end
        return place + moved

    def _place(self, at: int, *, is_end: bool) -> int:
        moved = 0
        for cut, shown_at in self.cuts:
            shown_until = shown_at + len(cut.hidden)
            if at < shown_at or (at == shown_at and not is_end):
                break
            if at < shown_until or (at == shown_until and is_end):
                return cut.end if is_end and at > shown_at else cut.start
            moved = cut.end - shown_until
        return at + moved


# What somebody gets to read of what was said.
Cover = Callable[[str], Masked]


def as_said(text: str) -> Masked:
    """For whoever knows who said it."""
    return Masked(text)


def covering(names: Names) -> Cover:
    return partial(mask, names=names)


def mask(text: str, names: Names) -> Masked:
    cuts: list[_Cut] = []
    for cut in sorted(_found(text, names), key=lambda cut: (cut.start, -cut.end)):
        if not cuts or cut.start >= cuts[-1].end:
            cuts.append(cut)
        elif cut.end > cuts[-1].end:
            # An employer that begins with the end of a name: one cover for both.
            cuts[-1] = replace(cuts[-1], end=cut.end)
    shown: list[str] = []
    placed: list[tuple[_Cut, int]] = []
    at, length = 0, 0
    for cut in cuts:
        shown += [text[at : cut.start], cut.hidden]
        placed.append((cut, length + cut.start - at))
        length += cut.start - at + len(cut.hidden)
        at = cut.end
    return Masked("".join([*shown, text[at:]]), tuple(placed))


def _found(text: str, names: Names) -> Iterable[_Cut]:
    for pattern in (EMAIL, LINK, PHONE):
        yield from (_Cut(*match.span(), Hidden.CONTACT) for match in pattern.finditer(text))
    for words in PERSONAL.values():
        yield from (_Cut(*match.span(), Hidden.PERSONAL) for match in words.finditer(text))
    for kind, known in ((Hidden.EMPLOYER, names.employers), (Hidden.SCHOOL, names.schools)):
        for name in _long_enough(known):
            yield from (_Cut(*place, kind) for place in spoken_names.places_of(name, text))
    yield from (_Cut(*place, Hidden.NAME) for place in person_names.places_of(names.person, text))


def _long_enough(names: Iterable[str]) -> Iterable[str]:
    return (name.strip() for name in names if len(name.strip()) >= SHORTEST_NAME)
