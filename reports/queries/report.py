"""What the page of a report shows: its numbers as drawings need them, and beside each the words that it stands on."""

from collections.abc import Iterable
from dataclasses import dataclass

from interviews.engine.commands import Kept, Purpose
from interviews.models import Interview, Turn
from interviews.plans.content import Competency, PlanContent
from reports.content import ReportContent, ScoredCompetency, Sentence
from reports.findings import panels_of
from reports.models import Assessment, Report
from reports.scoring import Panel, Recommendation, as_percent
from reports.services.reporting import assessments_of, judged_turns

BARS = 5
RECOMMENDED = {
    Recommendation.STRONG_YES: ("Strong yes", "good"),
    Recommendation.YES: ("Yes", "good"),
    Recommendation.MIXED: ("Mixed", "warn"),
    Recommendation.NO: ("No", "bad"),
    Recommendation.NOT_ENOUGH: ("Not enough evidence", "plain"),
}
ORIGINS = {
    Purpose.WARMUP: "Warm-up, not judged",
    Purpose.RESUME_POINT: "From the résumé",
    Purpose.QUESTION: "Question of the plan",
    Purpose.NEW_QUESTION: "Worded in the interview",
    Purpose.FOLLOW_UP: "Follow-up",
    Purpose.SIMPLER: "Asked again, in a simpler way",
    Purpose.RETURN: "Back to what was not shown yet",
    Purpose.INVITE_QUESTIONS: "The candidate’s turn to ask",
}
KEPT = {
    Kept.SKIPPED: "Skipped by the candidate",
    Kept.SILENT: "No answer",
    Kept.UNFINISHED: "The interview ended here",
    Kept.DID_NOT_KNOW: "Said that they do not know",
}


@dataclass(frozen=True, slots=True)
class Spread:
    """On the axis from 1 to 5, as 0 to 100."""

    start: float
    width: float
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Level:
    value: str
    percent: int
    bars: str


@dataclass(frozen=True, slots=True)
class Evidence:
    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class ShownCompetency:
    scored: ScoredCompetency
    level: Level | None
    spread: Spread | None
    anchor: int
    anchor_text: str
    anchors: tuple[tuple[int, str], ...]
    evidence: tuple[Evidence, ...]
    why_not: str


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class ShownTurn:
    turn: Turn
    origin: str
    competency: str
    pieces: tuple[Piece, ...]
    kept: str
    speaks_to_the_judge: bool


@dataclass(frozen=True, slots=True)
class Progress:
    read: int
    total: int

    @property
    def note(self) -> str:
        return f"{self.read} of {self.total}"


@dataclass(frozen=True, slots=True)
class ShownReport:
    report: Report
    content: ReportContent
    level: Level | None
    spread: Spread | None
    recommendation: str
    recommendation_kind: str
    competencies: tuple[ShownCompetency, ...]
    turns: tuple[ShownTurn, ...]
    quotes: int
    judges: int

    @property
    def is_by_rules(self) -> bool:
        return "model" not in self.report.made_by

    @property
    def shown(self) -> int:
        return sum(each.level is not None for each in self.competencies)

    @property
    def lead(self) -> Sentence | None:
        return next(iter(self.content.writing.summary), None)

    @property
    def rest(self) -> tuple[Sentence, ...]:
        return self.content.writing.summary[1:]


def newest_report(interview: Interview) -> Report | None:
    return Report.objects.filter(interview=interview, state=Report.State.READY).order_by("-version").first()


def progress_of(interview: Interview) -> Progress:
    turns = judged_turns(interview)
    known = assessments_of(turns)
    waiting = {each.turn_id for each in known if each.state == Assessment.State.WAITING}
    read = {each.turn_id for each in known} - waiting
    return Progress(len(read), len(turns))


def shown_report(report: Report, interview: Interview) -> ShownReport:
    content = ReportContent.model_validate(report.content)
    plan = PlanContent.model_validate(interview.plan.content)
    made = Assessment.objects.filter(pk__in=content.assessments).select_related("turn").prefetch_related("ratings")
    assessments = sorted(made, key=lambda each: (each.turn.number, each.judge))
    panels = panels_of(assessments)
    by_key = {each.key: each for each in plan.competencies}
    competencies = tuple(_competency(each, by_key[each.key], panels, assessments) for each in content.competencies)
    name, kind = RECOMMENDED[content.recommendation]
    return ShownReport(
        report,
        content,
        _level(content.level),
        _around(content.level, content.uncertainty) if content.level is not None else None,
        name,
        kind,
        competencies,
        tuple(_turn(turn, by_key, assessments) for turn in interview.turns.order_by("number")),
        sum(len(each.evidence) for each in competencies),
        max((each.judge for each in assessments), default=0),
    )


def _competency(scored: ScoredCompetency, of_plan: Competency, panels: list[Panel], assessments: list[Assessment]) -> ShownCompetency:
    anchor = min(max(round(scored.level), 1), 5) if scored.level is not None else 0
    given = sorted(level for panel in panels if panel.competency == scored.key for level in panel.given)
    spread = _spread(given, scored.level) if scored.level is not None and given else None
    evidence = tuple(_evidence(scored.key, assessments)) if scored.level is not None else ()
    why_not = "" if scored.level is not None else _why_not(scored.key, assessments)
    levels = tuple(enumerate(of_plan.anchors, 1))
    return ShownCompetency(
        scored, _level(scored.level), spread, anchor, of_plan.anchors[anchor - 1] if anchor else "", levels, evidence, why_not
    )


def _evidence(key: str, assessments: list[Assessment]) -> Iterable[Evidence]:
    """Each quote once, in the order in which it was said."""
    seen: set[tuple[int, int, int]] = set()
    for assessment in assessments:
        for rating in assessment.ratings.all():
            for quote in rating.quotes if rating.competency == key and rating.level is not None else ():
                place = (assessment.turn.number, quote["start"], quote["end"])
                if not any(place[0] == turn and place[1] < end and start < place[2] for turn, start, end in seen):
                    seen.add(place)
                    yield Evidence(assessment.turn.number, quote["text"])


def _why_not(key: str, assessments: list[Assessment]) -> str:
    asked = [rating for each in assessments for rating in each.ratings.all() if rating.competency == key]
    if not asked:
        return "Nobody asked about it, or the answer was skipped. Ask about it in the next conversation."
    return "What was said about it is too little to be judged. Ask about it in the next conversation."


def _turn(turn: Turn, competencies: dict[str, Competency], assessments: list[Assessment]) -> ShownTurn:
    of_turn = [each for each in assessments if each.turn_id == turn.pk]
    spans = [(quote["start"], quote["end"]) for each in of_turn for rating in each.ratings.all() for quote in rating.quotes]
    name = competencies[turn.competency].name if turn.competency in competencies else ""
    return ShownTurn(
        turn,
        ORIGINS.get(Purpose(turn.purpose), ""),
        name,
        tuple(_pieces(turn.answer, spans)),
        KEPT.get(Kept(turn.kept), "") if turn.kept else "",
        any(each.remarks.get("speaks_to_the_judge") for each in of_turn),
    )


def _pieces(text: str, spans: list[tuple[int, int]]) -> Iterable[Piece]:
    at = 0
    for start, end in sorted(spans):
        if start > at:
            yield Piece(text[at:start], False)
        if end > at:
            yield Piece(text[max(start, at) : end], True)
        at = max(at, end)
    if at < len(text):
        yield Piece(text[at:], False)


def _level(level: float | None) -> Level | None:
    if level is None:
        return None
    halves = round(level * 2)
    bars = "f" * (halves // 2) + "h" * (halves % 2)
    return Level(f"{level:.1f}", as_percent(level), bars.ljust(BARS, "e"))


def _spread(given: list[int], level: float) -> Spread:
    label = (
        f"Single readings from {given[0]} to {given[-1]}, {level:.1f} counts" if given[0] != given[-1] else f"All readings gave {given[0]}"
    )
    return Spread(as_percent(given[0]), max(as_percent(given[-1]) - as_percent(given[0]), 4), as_percent(level), label)


def _around(level: float, uncertainty: float) -> Spread:
    low, high = max(level - uncertainty, 1), min(level + uncertainty, 5)
    return Spread(as_percent(low), max(as_percent(high) - as_percent(low), 4), as_percent(level), f"Between {low:.1f} and {high:.1f}")
