"""What the page of a report shows: its numbers as drawings need them, and beside each the words that it stands on."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from interviews.models import Interview, Turn
from interviews.plans.content import Competency
from interviews.queries.interviews import by_voice_or_typing
from reports.assessing.fields import Quote
from reports.content import ReportContent, ScoredCompetency, Sentence, Writing
from reports.findings import panels_of
from reports.masking import Cover, as_said
from reports.models import Assessment, Override, Report
from reports.queries.domains import name_of
from reports.queries.drawing import Level, Measured, Profile, Spread, level_of, profile_of, spread_around, spread_of
from reports.queries.judged import assessments_behind, assessments_of, judged_turns, missing_beside, not_scored_in
from reports.queries.recordings import Films, Recordings, moment_of
from reports.queries.suggested import Suggestion, lacking, suggestion_of
from reports.queries.transcript import ShownTurn, anchor_of, shown_turns
from reports.queries.versions import newest_report
from reports.quotes import Span
from reports.rubric import newest_version, rubric_of
from reports.scoring import Panel, anchor_at


@dataclass(frozen=True, slots=True)
class Evidence:
    turn: int
    # Since the interview began, when it was asked.
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
    # Its readings disagree or are too few, and nobody is known to have said what they see.
    awaits_a_person: bool
    # An answer that bears on it was given, and nobody could be had to score it.
    is_not_scored: bool

    @property
    def lacking(self) -> str:
        return lacking(is_not_scored=self.is_not_scored)

    @property
    def why_a_person(self) -> str:
        few = self.scored.few_readings
        return "Too few readings of an answer could be had." if few else "The readings lie more than one level apart."


@dataclass(frozen=True, slots=True)
class ShownDomain:
    name: str
    weight: int
    level: Level | None
    coverage: int
    lacking: str


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
    suggestion: Suggestion
    competencies: tuple[ShownCompetency, ...]
    profile: Profile
    turns: tuple[ShownTurn, ...]
    quotes: int
    # Of one answer, at most; and the answers of which one that was asked for could not be had.
    judges: int
    incomplete: int
    # Of the whole.
    override: Override | None
    # At least one of the answers.
    is_by_rules: bool
    # The version that counts, where it is not this one.
    newer: Report | None

    @property
    def lacking(self) -> str:
        return lacking(is_not_scored=self.content.is_not_scored)

    @property
    def scored_by(self) -> str:
        return "by rules" if self.is_by_rules else "by the AI"

    @property
    def answered(self) -> str:
        return by_voice_or_typing([turn.said for turn in self.turns])

    @property
    def awaits_a_person(self) -> bool:
        return not self.override and any(each.awaits_a_person for each in self.competencies)

    @property
    def domains(self) -> tuple[ShownDomain, ...]:
        """None where the only one is the whole."""
        found = self.content.domains
        if len(found) == 1 and all(each.domain for each in self.content.competencies):
            return ()
        not_scored = {each.scored.domain for each in self.competencies if each.is_not_scored}
        return tuple(
            ShownDomain(
                name_of(each.domain),
                each.weight,
                level_of(each.level),
                round(100 * each.coverage),
                lacking(is_not_scored=each.domain in not_scored),
            )
            for each in found
        )

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
    # When each turn was asked.
    times: dict[int, str]
    cover: Cover
    recordings: Recordings
    overrides: Mapping[str, Override]
    # Competencies to which people gave a level.
    rated: Collection[str]
    # Competencies on which an answer was given that nobody could be had to score.
    not_scored: frozenset[str]


def progress_of(interview: Interview) -> Progress:
    """Of the version that is being made."""
    report = newest_version(interview)
    turns = judged_turns(interview, rubric_of(interview, report))
    known = assessments_of(turns, version=report.version if report else 1)
    waiting = {each.turn_id for each in known if each.state == Assessment.State.WAITING}
    read = {each.turn_id for each in known} - waiting
    return Progress(len(read), len(turns))


def reports_by_rules(reports: Collection[Report]) -> set[UUID]:
    """Those in which rules scored at least one answer. Where nobody had anything to read, whoever worded it counts; what no model could be
    had for is nobody's."""
    contents = {report.pk: ReportContent.model_validate(report.content) for report in reports}
    report_of = {pk: report for report, content in contents.items() for pk in content.assessments}
    read = Assessment.objects.filter(pk__in=report_of, made_by__has_key="prompt").values_list("pk", "made_by__model")
    by_model: dict[UUID, bool] = {}
    for pk, model in read:
        by_model[report_of[pk]] = by_model.get(report_of[pk], True) and model is not None
    return {report.pk for report in reports if not by_model.get(report.pk, "model" in report.made_by or contents[report.pk].not_scored > 0)}


def shown_report(
    report: Report,
    interview: Interview,
    cover: Cover = as_said,
    *,
    recordings: Recordings | None = None,
    films: Films | None = None,
    overrides: Mapping[str, Override] | None = None,
    rated: Collection[str] = (),
) -> ShownReport:
    """`cover`: what may be read of it. `recordings`, `films`: for whom they may be played. `overrides`, `rated`: for whom they may be shown."""
    content = ReportContent.model_validate(report.content)
    plan = rubric_of(interview, report)
    assessments = assessments_behind(content)
    missing = missing_beside(report, assessments)
    panels = panels_of([*assessments, *missing])
    heard = recordings or {}
    seen = films or {}
    turns = tuple(
        replace(turn, recordings=heard.get(turn.number, ()), films=seen.get(turn.number, ()))
        for turn in shown_turns(interview, plan, assessments, panels, cover)
    )
    set_scores = overrides or {}
    not_scored = not_scored_in(interview, plan, content)
    behind = _Behind(assessments, {turn.number: turn.said.at for turn in turns}, cover, heard, set_scores, rated, not_scored)
    by_key = {each.key: each for each in plan.competencies}
    measured = [_measured(each, panels, not_scored) for each in content.competencies]
    competencies = tuple(
        _competency(each, by_key[each.key], numbers, behind) for each, numbers in zip(content.competencies, measured, strict=True)
    )
    newest = newest_report(interview)
    return ShownReport(
        report,
        content,
        _covered(content.writing, cover),
        level_of(content.level),
        spread_around(content.level, content.uncertainty) if content.level is not None else None,
        suggestion_of(content, {*set_scores, *rated}),
        competencies,
        profile_of(measured),
        turns,
        sum(len(each.evidence) for each in competencies),
        max(Counter(each.turn_id for each in assessments).values(), default=0),
        len({each.turn_id for each in missing}),
        set_scores.get(""),
        bool(reports_by_rules([report])),
        newest if newest and newest.version > report.version else None,
    )


def _measured(scored: ScoredCompetency, panels: Sequence[Panel], not_scored: Collection[str]) -> Measured:
    """Of the panels that gave it a level: where most of one found too little, what the others gave counts nowhere."""
    given = sorted(level for panel in panels if panel.competency == scored.key and panel.level is not None for level in panel.given)
    return Measured(scored.name, scored.level, tuple(given), scored.uncertainty, is_not_scored=scored.key in not_scored)


def _competency(scored: ScoredCompetency, of_plan: Competency, numbers: Measured, behind: _Behind) -> ShownCompetency:
    anchor = anchor_at(scored.level) if scored.level is not None else 0
    return ShownCompetency(
        scored,
        level_of(scored.level),
        spread_of(numbers),
        anchor,
        of_plan.anchors[anchor - 1] if anchor else "",
        tuple(enumerate(of_plan.anchors, 1)),
        tuple(_evidence(scored.key, behind)) if scored.level is not None else (),
        "" if scored.level is not None else _why_not(scored.key, behind),
        behind.overrides.get(scored.key),
        scored.needs_a_person and scored.key not in {*behind.overrides, *behind.rated},
        scored.level is None and scored.key in behind.not_scored,
    )


def _evidence(key: str, behind: _Behind) -> Iterable[Evidence]:
    """Each quote once, in the order in which it was said."""
    seen: list[tuple[Turn, Quote]] = []
    for assessment in behind.assessments:
        for rating in assessment.ratings.all():
            wanted = rating.quotes if rating.competency == key and rating.level is not None else ()
            for quote in map(Quote.model_validate, wanted):
                if not any(assessment.turn == turn and quote.start < other.end and other.start < quote.end for turn, other in seen):
                    seen.append((assessment.turn, quote))
    for turn, quote in sorted(seen, key=lambda found: (found[0].number, found[1].start)):
        yield _quoted(turn, quote, behind)


def _quoted(turn: Turn, quote: Quote, behind: _Behind) -> Evidence:
    """What was corrected since has no mark to lead to."""
    stands = turn.meant[quote.start : quote.end] == quote.text
    anchor = anchor_of(turn.number, quote.start) if stands else f"turn-{turn.number}"
    text = behind.cover(turn.meant).part(Span(quote.start, quote.end)) if stands else behind.cover(quote.text).text
    heard = moment_of(turn, behind.recordings.get(turn.number, ()), quote.start, quote.end) if stands else None
    return Evidence(turn.number, behind.times.get(turn.number, ""), anchor, text, *(heard or (None, None)))


def _why_not(key: str, behind: _Behind) -> str:
    if key in behind.not_scored:
        return "It was answered, and no model could be had to score the answer. Read it in the transcript, or make the report anew."
    asked = [rating for each in behind.assessments for rating in each.ratings.all() if rating.competency == key]
    if not asked:
        return "Nobody asked about it, or the answer was skipped. Ask about it in the next conversation."
    return "What was said about it is too little to be judged. Ask about it in the next conversation."


def _covered(writing: Writing, cover: Cover) -> Writing:
    def covered(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
        return tuple(Sentence(text=cover(each.text).text, turns=each.turns) for each in sentences)

    return Writing(**{part: covered(getattr(writing, part)) for part in Writing.model_fields})
