"""What was said, with what was read in it: each answer beside its question's origin, its quotes and how it was judged."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from interviews.differences import Piece as Changed
from interviews.differences import pieces_between
from interviews.engine.commands import Kept, Purpose
from interviews.models import Interview, Turn
from interviews.plans.content import Competency, PlanContent
from interviews.queries.interviews import NOT_UNDERSTOOD, Said, transcript_of
from reports.assessing.fields import Quote, Remarks
from reports.assessing.material import does_not_know, hash_of
from reports.masking import Cover, as_said
from reports.models import Assessment
from reports.queries.recordings import Film, Recording, moments_of_words, recordings_of
from reports.quotes import Span
from reports.scoring import RULES, Panel, anchor_at

ORIGINS = {
    Purpose.WARMUP: "Warm-up, not judged",
    Purpose.RESUME_POINT: "Personal question, about their experience",
    Purpose.QUESTION: "Question of the plan",
    Purpose.NEW_QUESTION: "Generated: worded in the interview",
    Purpose.FOLLOW_UP: "Follow-up to the answer before",
    Purpose.SIMPLER: "Asked again, in a simpler way",
    Purpose.RETURN: "Back to what was not shown yet",
    Purpose.INVITE_QUESTIONS: "The candidate’s turn to ask",
}
KEPT = {
    Kept.SKIPPED: "Skipped by the candidate",
    Kept.SILENT: "No answer",
    Kept.UNFINISHED: "The interview ended here",
    Kept.DID_NOT_KNOW: "Does not know, or would rather not say",
}
GENERAL = ("clarity", "structure", "communication", "accuracy")


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_quoted: bool
    # Where a quote begins, what leads to it leads here.
    anchor: str


@dataclass(frozen=True, slots=True)
class Read:
    """One competency in one answer, as the panel saw it."""

    name: str
    levels: str
    # None: too little evidence.
    anchor: int | None
    anchors: tuple[tuple[int, str], ...]
    why: tuple[str, ...]
    disagrees: bool
    # Readings that nobody could be had for, where too few are left.
    missing: int

    @property
    def anchor_text(self) -> str:
        return dict(self.anchors).get(self.anchor or 0, "")


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer."""

    read: tuple[Read, ...]
    strengths: tuple[str, ...]
    improvements: tuple[str, ...]
    covered: tuple[str, ...]
    missed: tuple[str, ...]
    general: tuple[tuple[str, str], ...]
    # Of the readings that found something, those that were asked how right it is and did not say.
    founded: int
    without_accuracy: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, and of it what was heard before the candidate spoke; the rest stood on their screen."""

    whole: str
    heard: str
    rest: str


def asked(turn: Turn, cover: Cover) -> Asked:
    covered, upto = cover(turn.text), len(turn.heard)
    return Asked(covered.text, covered.part(Span(0, upto)), covered.part(Span(upto, len(turn.text))).strip())


class _Heard:
    """What both kinds of turns are asked by a template."""

    __slots__ = ()
    said: Said
    recordings: tuple[Recording, ...]

    @property
    def can_be_played(self) -> bool:
        return any(each.url for each in self.recordings)

    @property
    def words(self) -> str:
        """For js/listening.js, which plays from the word that is pressed."""
        return json.dumps(moments_of_words(self.said.turn, self.recordings), separators=(",", ":")) if self.can_be_played else ""

    @property
    def number(self) -> int:
        return self.said.turn.number


@dataclass(frozen=True, slots=True)
class ShownTurn(_Heard):
    said: Said
    asked: Asked
    origin: str
    competency: str
    pieces: tuple[Piece, ...]
    # What stood in the field when the turn ended without it.
    unsent: str
    kept: str
    reading: Reading | None
    speaks_to_the_judge: bool
    # What was read for this report are other words than stand here now: how they came to be.
    changed_by: str
    # As it was understood, and what the candidate put right; empty where they did not.
    original: str
    changes: tuple[Changed, ...]
    # As it was understood first, and what a better model understood otherwise; empty where there is no difference.
    first: str
    first_changes: tuple[Changed, ...]
    # For whom they may be played.
    recordings: tuple[Recording, ...] = ()
    films: tuple[Film, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidTurn(_Heard):
    """For whoever rates: what was said, and nothing of what was read in it."""

    said: Said
    recordings: tuple[Recording, ...]


def turns_to_rate(interview: Interview) -> tuple[SaidTurn, ...]:
    recordings = recordings_of(interview)
    return tuple(SaidTurn(said, recordings.get(said.turn.number, ())) for said in transcript_of(interview).turns)


def anchor_of(turn: int, start: int) -> str:
    return f"said-{turn}-{start}"


def shown_turns(
    interview: Interview, content: PlanContent, assessments: Sequence[Assessment], panels: Iterable[Panel], cover: Cover = as_said
) -> tuple[ShownTurn, ...]:
    by_turn = {panel_key(panel): panel for panel in panels}
    transcript = transcript_of(interview)
    return tuple(
        _turn(said, content, [each for each in assessments if each.turn_id == said.turn.pk], by_turn, cover) for said in transcript.turns
    )


def panel_key(panel: Panel) -> tuple[str, int]:
    return panel.competency, panel.turn


def quotes_of(assessments: Iterable[Assessment]) -> Iterable[Quote]:
    return (Quote.model_validate(quote) for each in assessments for rating in each.ratings.all() for quote in rating.quotes)


def _turn(said: Said, content: PlanContent, assessments: list[Assessment], panels: dict[tuple[str, int], Panel], cover: Cover) -> ShownTurn:
    turn = said.turn
    competencies = {each.key: each for each in content.competencies}
    changed = changed_by(turn, assessments)
    spans = [] if changed else [Span(quote.start, quote.end) for quote in quotes_of(assessments)]
    understood, meant = cover(turn.understood).text, cover(turn.meant).text
    first = cover(turn.answer).text if turn.heard_again else ""
    return ShownTurn(
        said,
        asked(turn, cover),
        _origin(turn, content),
        competencies[turn.competency].name if turn.competency in competencies else "",
        tuple(_pieces(turn, spans, cover)),
        cover(turn.unsent).text,
        _kept(turn),
        _reading(turn, competencies, assessments, panels, cover) if assessments else None,
        any(each.remarks.get("speaks_to_the_judge") for each in assessments),
        changed,
        understood if turn.corrected else "",
        tuple(pieces_between(understood, meant)) if turn.corrected else (),
        first,
        tuple(pieces_between(first, understood)) if first else (),
    )


def _kept(turn: Turn) -> str:
    if turn.is_not_understood:
        return f"{NOT_UNDERSTOOD}, so nobody has scored it"
    if not turn.kept or (turn.kept == Kept.DID_NOT_KNOW and not does_not_know(turn)):
        return ""
    return KEPT.get(Kept(turn.kept), "")


def changed_by(turn: Turn, assessments: Iterable[Assessment]) -> str:
    """How other words than those that were read came to stand there; empty: they are the same."""
    if all(each.answer_hash == hash_of(turn.meant) for each in assessments):
        return ""
    return "Understood anew" if was_heard_again(turn) else "Corrected"


def was_heard_again(turn: Turn) -> bool:
    """It reads otherwise since then, and the candidate put nothing right."""
    return bool(turn.heard_again) and turn.corrected_at is None


def _origin(turn: Turn, content: PlanContent) -> str:
    core = [each.key for each in content.questions if each.is_core]
    if turn.purpose == Purpose.QUESTION and turn.question in core:
        return f"Core question {core.index(turn.question) + 1}, the same for everybody"
    return ORIGINS.get(Purpose(turn.purpose), "")


def _pieces(turn: Turn, spans: Sequence[Span], cover: Cover) -> Iterable[Piece]:
    """Cut wherever a quote begins or ends; quotes may lie over one another."""
    text, masked = turn.meant, cover(turn.meant)
    quoted = [masked.whole(span) for span in spans]
    starts = {whole.start: anchor_of(turn.number, span.start) for whole, span in zip(quoted, spans, strict=True)}
    edges = sorted({0, len(text), *(edge for span in quoted for edge in (span.start, span.end))})
    for start, end in pairwise(edges):
        is_quoted = any(span.start <= start and end <= span.end for span in quoted)
        yield Piece(masked.part(Span(start, end)), is_quoted, starts.get(start, ""))


def _reading(
    turn: Turn,
    competencies: dict[str, Competency],
    assessments: list[Assessment],
    panels: dict[tuple[str, int], Panel],
    cover: Cover,
) -> Reading | None:
    keys = dict.fromkeys(rating.competency for each in assessments for rating in each.ratings.all())
    read = tuple(_read(competencies[key], panels[key, turn.number], assessments, cover) for key in keys if key in competencies)
    remarks = [Remarks.model_validate(each.remarks) for each in assessments]

    def said(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(cover(line).text for each in remarks for line in getattr(each, name)))

    # Without a quote no number: whoever found too little to judge has none to give here either.
    founded = [each for each, found in zip(remarks, assessments, strict=True) if any(rating.level for rating in found.ratings.all())]
    general = [(name.capitalize(), [level for each in founded if (level := getattr(each, name)) is not None]) for name in GENERAL]
    numbers = tuple((name, f"{median(levels):g}") for name, levels in general if levels)
    without = sum(each.is_without_accuracy for each in founded)
    found = Reading(read, said("strengths"), said("improvements"), said("covered"), said("missed"), numbers, len(founded), without)
    return found if read else None


def _read(competency: Competency, panel: Panel, assessments: list[Assessment], cover: Cover) -> Read:
    why = (rating.why for each in assessments for rating in each.ratings.all() if rating.competency == competency.key and rating.why)
    return Read(
        competency.name,
        " · ".join(str(level) if level is not None else "–" for level in panel.levels),
        anchor_at(panel.level) if panel.level is not None else None,
        tuple(enumerate(competency.anchors, 1)),
        tuple(dict.fromkeys(cover(line).text for line in why)),
        panel.disagrees(RULES),
        panel.missing if panel.is_thin(RULES) else 0,
    )
