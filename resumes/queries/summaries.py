"""What the page says to whoever will speak with a candidate, each line of it led to where it stands in the résumé."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from resumes.models import Resume, Summary
from resumes.summaries.fields import Gap, Kept, Quoted

if TYPE_CHECKING:
    from resumes.queries.candidates import Piece


@dataclass(frozen=True, slots=True)
class Led:
    """Something said, the words it comes from, and where on the page these stand."""

    text: str
    quote: str
    anchor: str

    @property
    def repeats_quote(self) -> bool:
        return self.quote in self.text


@dataclass(frozen=True, slots=True)
class ForInterviewer:
    points: Sequence[str]
    skills: Sequence[str]
    highlights: Sequence[Led]
    gaps: Sequence[Gap]
    questions: Sequence[Led]
    by_rules: bool
    made_at: datetime | None
    # It is being made, or made anew.
    is_waiting: bool

    @property
    def says_something(self) -> bool:
        return bool(self.points or self.skills or self.highlights or self.gaps or self.questions)


def for_interviewer(resume: Resume, pieces: tuple[Piece, ...]) -> tuple[ForInterviewer, tuple[Piece, ...]]:
    """With the résumé's text, cut further where something is quoted that stands in no field."""
    summary = Summary.objects.filter(resume=resume).first()
    kept = Kept.model_validate(summary.content) if summary else Kept()
    for number, quoted in enumerate((*kept.highlights, *kept.questions)):
        pieces = tuple(_cut(pieces, quoted, f"quote-{number}"))
    shown = ForInterviewer(
        kept.points,
        kept.skills,
        [_led(quoted, pieces) for quoted in kept.highlights],
        kept.gaps,
        [_led(quoted, pieces) for quoted in kept.questions],
        by_rules=summary is not None and summary.made_by.get("provider") in (None, "builtin"),
        made_at=summary.made_at if summary else None,
        is_waiting=resume.state == Resume.State.UNDERSTOOD,
    )
    return shown, pieces


def _cut(pieces: Sequence[Piece], quoted: Quoted, anchor: str) -> Iterator[Piece]:
    """A piece that can be led to already stays whole."""
    for start, piece in _placed(pieces):
        first, last = max(quoted.start - start, 0), min(quoted.end - start, len(piece.text))
        if piece.anchor or first >= last or _anchor_of(quoted, pieces):
            yield piece
        else:
            yield replace(piece, text=piece.text[:first])
            yield replace(piece, text=piece.text[first:last], anchor=anchor)
            yield replace(piece, text=piece.text[last:])


def _led(quoted: Quoted, pieces: Sequence[Piece]) -> Led:
    return Led(quoted.text, quoted.quote, _anchor_of(quoted, pieces))


def _anchor_of(quoted: Quoted, pieces: Sequence[Piece]) -> str:
    """The first place that can be led to and has some of its words."""
    overlapping = (piece.anchor for start, piece in _placed(pieces) if quoted.start < start + len(piece.text) and start < quoted.end)
    return next((anchor for anchor in overlapping if anchor), "")


def _placed(pieces: Sequence[Piece]) -> Iterator[tuple[int, Piece]]:
    start = 0
    for piece in pieces:
        yield start, piece
        start += len(piece.text)
