"""What the page of a report shows: its numbers as drawings need them, and beside each the words that it stands on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from interviews.models import Interview, Turn
from interviews.plans.content import Competency
from reports.assessing.fields import Quote
from reports.content import ReportContent, ScoredCompetency, Sentence, Writing
from reports.findings import panels_of
from reports.masking import Names, mask
from reports.models import Assessment, Override, Report
from reports.queries.domains import name_of
from reports.queries.drawing import Level, Measured, Profile, Spread, level_of, profile_of, spread_around, spread_of
from reports.queries.recordings import Films, Recordings, moment_of
from reports.queries.transcript import NOBODY, ShownTurn, anchor_of, shown_turns
from reports.quotes import Span
from reports.rubric import newest_version, rubric_of
from reports.scoring import Panel, Recommendation
from reports.services.reporting import assessments_of, judged_turns

RECOMMENDED = {
    Recommendation.STRONG_YES: ("Strong yes", "good"),
    Recommendation.YES: ("Yes", "good"),
    Recommendation.MIXED: ("Mixed", "warn"),
    Recommendation.NO: ("No", "bad"),
    Recommendation.NOT_ENOUGH: ("Not enough evidence", "plain"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    turn: int
    # Since the interview began, when it was answered.
    at: str
    anchor: str
    text: str
    # Of the recording, where there is one.
    from_ms: int | None
    until_ms: int | None


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
    # Set by a person, beside the level and never over it.
    override: Override | None


@dataclass(frozen=True, slots=True)
class ShownDomain:
    name: str
    weight: int
    level: Level | None
    coverage: int


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
    writing: Writing
    level: Level | None
    spread: Spread | None
    recommendation: str
    recommendation_kind: str
    competencies: tuple[ShownCompetency, ...]
    profile: Profile
    turns: tuple[ShownTurn, ...]
    quotes: int
    judges: int
    # Of the whole.
    override: Override | None

    @property
    def domains(self) -> tuple[ShownDomain, ...]:
        """None where the only one is the whole."""
        found = self.content.domains
        if len(found) == 1 and all(each.domain for each in self.content.competencies):
            return ()
        return tuple(ShownDomain(name_of(each.domain), each.weight, level_of(each.level), round(100 * each.coverage)) for each in found)

    @property
    def is_by_rules(self) -> bool:
        return "model" not in self.report.made_by

    @property
    def shown(self) -> int:
        return sum(each.level is not None for each in self.competencies)

    @property
    def lead(self) -> Sentence | None:
        return next(iter(self.writing.summary), None)

    @property
    def rest(self) -> tuple[Sentence, ...]:
        return self.writing.summary[1:]


@dataclass(frozen=True, slots=True)
class _Behind:
    """What evidence is taken from."""

    assessments: list[Assessment]
    # When each turn was answered.
    times: dict[int, str]
    names: Names
    recordings: Recordings
    overrides: Mapping[str, Override]


def versions_of(interview: Interview) -> list[Report]:
    """Made, and being made; the newest first."""
    return list(Report.objects.filter(interview=interview).defer("content").order_by("-version"))


def newest_report(interview: Interview) -> Report | None:
    return Report.objects.filter(interview=interview, state=Report.State.READY).order_by("-version").first()


def progress_of(interview: Interview) -> Progress:
    """Of the version that is being made."""
    report = newest_version(interview)
    turns = judged_turns(interview, rubric_of(interview, report))
    known = assessments_of(turns, version=report.version if report else 1)
    waiting = {each.turn_id for each in known if each.state == Assessment.State.WAITING}
    read = {each.turn_id for each in known} - waiting
    return Progress(len(read), len(turns))


def assessments_behind(content: ReportContent) -> list[Assessment]:
    made = Assessment.objects.filter(pk__in=content.assessments).select_related("turn").prefetch_related("ratings")
    return sorted(made, key=lambda each: (each.turn.number, each.judge))


def shown_report(
    report: Report,
    interview: Interview,
    names: Names = NOBODY,
    *,
    recordings: Recordings | None = None,
    films: Films | None = None,
    overrides: Mapping[str, Override] | None = None,
) -> ShownReport:
    """`names`: what is covered wherever it stands. `recordings`, `films`: for whom they may be played. `overrides`: for whom they may be shown."""
    content = ReportContent.model_validate(report.content)
    plan = rubric_of(interview, report)
    assessments = assessments_behind(content)
    panels = panels_of(assessments)
    heard = recordings or {}
    seen = films or {}
    turns = tuple(
        replace(turn, recordings=heard.get(turn.number, ()), films=seen.get(turn.number, ()))
        for turn in shown_turns(interview, plan, assessments, panels, names)
    )
    set_scores = overrides or {}
    behind = _Behind(assessments, {turn.number: turn.said.at for turn in turns}, names, heard, set_scores)
    by_key = {each.key: each for each in plan.competencies}
    measured = [_measured(each, panels) for each in content.competencies]
    competencies = tuple(
        _competency(each, by_key[each.key], numbers, behind) for each, numbers in zip(content.competencies, measured, strict=True)
    )
    name, kind = RECOMMENDED[content.recommendation]
    return ShownReport(
        report,
        content,
        _covered(content.writing, names),
        level_of(content.level),
        spread_around(content.level, content.uncertainty) if content.level is not None else None,
        name,
        kind,
        competencies,
        profile_of(measured),
        turns,
        sum(len(each.evidence) for each in competencies),
        max((each.judge for each in assessments), default=0),
        set_scores.get(""),
    )


def _measured(scored: ScoredCompetency, panels: Sequence[Panel]) -> Measured:
    given = sorted(level for panel in panels if panel.competency == scored.key for level in panel.given)
    return Measured(scored.name, scored.level, tuple(given))


def _competency(scored: ScoredCompetency, of_plan: Competency, numbers: Measured, behind: _Behind) -> ShownCompetency:
    anchor = min(max(round(scored.level), 1), 5) if scored.level is not None else 0
    return ShownCompetency(
        scored,
        level_of(scored.level),
        spread_of(numbers),
        anchor,
        of_plan.anchors[anchor - 1] if anchor else "",
        tuple(enumerate(of_plan.anchors, 1)),
        tuple(_evidence(scored.key, behind)) if scored.level is not None else (),
        "" if scored.level is not None else _why_not(scored.key, behind.assessments),
        behind.overrides.get(scored.key),
    )


def _evidence(key: str, behind: _Behind) -> Iterable[Evidence]:
    """Each quote once, in the order in which it was said."""
    seen: list[tuple[int, Quote]] = []
    for assessment in behind.assessments:
        number = assessment.turn.number
        for rating in assessment.ratings.all():
            wanted = rating.quotes if rating.competency == key and rating.level is not None else ()
            for quote in map(Quote.model_validate, wanted):
                if not any(number == turn and quote.start < other.end and other.start < quote.end for turn, other in seen):
                    seen.append((number, quote))
                    yield _quoted(assessment.turn, quote, behind)


def _quoted(turn: Turn, quote: Quote, behind: _Behind) -> Evidence:
    """What was corrected since has no mark to lead to."""
    stands = turn.meant[quote.start : quote.end] == quote.text
    whole = mask(turn.meant, behind.names).whole(Span(quote.start, quote.end))
    said = turn.meant[whole.start : whole.end] if stands else quote.text
    anchor = anchor_of(turn.number, quote.start) if stands else f"turn-{turn.number}"
    text = mask(said, behind.names).text if behind.names != NOBODY else quote.text
    heard = moment_of(turn, behind.recordings.get(turn.number, ()), quote.start, quote.end) if stands else None
    return Evidence(turn.number, behind.times.get(turn.number, ""), anchor, text, *(heard or (None, None)))


def _why_not(key: str, assessments: list[Assessment]) -> str:
    asked = [rating for each in assessments for rating in each.ratings.all() if rating.competency == key]
    if not asked:
        return "Nobody asked about it, or the answer was skipped. Ask about it in the next conversation."
    return "What was said about it is too little to be judged. Ask about it in the next conversation."


def _covered(writing: Writing, names: Names) -> Writing:
    if names == NOBODY:
        return writing

    def cover(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
        return tuple(Sentence(text=mask(each.text, names).text, turns=each.turns) for each in sentences)

    return Writing(**{part: cover(getattr(writing, part)) for part in Writing.model_fields})
