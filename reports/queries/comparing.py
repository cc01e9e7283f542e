"""Two to five candidates of a job side by side: by competency, each with the words that show it best."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb
from uuid import UUID

from accounts.models import Member
from interviews.models import Interview
from interviews.queries.interviews import Said, since_began
from reports.content import ReportContent, ScoredCompetency
from reports.models import Assessment, Decision, Override, Report
from reports.queries.blindness import unrated_by
from reports.queries.drawing import Level, Spread, level_of, spread_around
from reports.queries.people import Own, decisions_of, initials_of, opened_by, overrides_of, reviews_of, whole_of
from reports.queries.report import RECOMMENDED, reports_by_rules
from reports.queries.versions import newest_reports
from reports.ranking import Standing, all_tie
from reports.rubric import number_of, rubric_of
from reports.scoring import Recommendation

FEWEST, MOST = 2, 5
# In a cell, of whoever could not say.
NO_LEVEL = "–"


@dataclass(frozen=True, slots=True)
class Quoted:
    turn: int
    # Since the interview began.
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One candidate in one row."""

    interview: UUID
    name: str
    # Not to be seen yet: they have to rate first.
    is_hidden: bool
    # Their plan has no such competency, or there is no report.
    is_asked: bool
    level: Level | None
    spread: Spread | None
    why_a_person: str
    override: Override | None
    # Initials, name, and the level that they gave.
    people: tuple[tuple[str, str, str], ...]
    quote: Quoted | None

    @property
    def awaits_a_person(self) -> bool:
        return bool(self.why_a_person) and not self.override and all(level == NO_LEVEL for _, _, level in self.people)


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    name: str
    weight: int
    # Neither where fewer than two have shown it.
    is_tie: bool
    sets_apart: bool
    verdict: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    interview: Interview
    report: Report | None
    is_hidden: bool
    recommendation: str
    recommendation_kind: str
    coverage: str
    decision: Decision | None
    has_opened: bool
    is_by_rules: bool

    @property
    def name(self) -> str:
        return _name_of(self.interview)

    @property
    def judged_by(self) -> int:
        """The version of the plan."""
        return number_of(self.interview, self.report)


@dataclass(frozen=True, slots=True)
class Comparison:
    columns: tuple[Column, ...]
    whole: Row
    rows: tuple[Row, ...]
    # They answered one version of the plan, and were judged by one, and so may be held against each other.
    is_one_plan: bool

    @property
    def reports(self) -> tuple[Report, ...]:
        """Whose scores are shown."""
        return tuple(column.report for column in self.columns if column.report and not column.is_hidden)

    @property
    def apart(self) -> tuple[str, ...]:
        """Where somebody is ahead of somebody."""
        return tuple(row.name for row in self.rows if row.sets_apart)

    @property
    def is_by_rules(self) -> bool:
        """At least one of them."""
        return any(column.is_by_rules for column in self.columns)

    @property
    def has_ties(self) -> bool:
        return any(row.is_tie for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Known:
    """All that is needed of one candidate."""

    column: Column
    # Among those who are compared.
    called: str
    content: ReportContent | None
    reviews: tuple[Own, ...]
    overrides: Mapping[str, Override]
    quotes: Mapping[str, Quoted]

    def scored(self, key: str) -> ScoredCompetency | None:
        return next((each for each in self.content.competencies if each.key == key), None) if self.content else None


def comparison_of(interviews: Sequence[Interview], member: Member) -> Comparison:
    known = _known(interviews, member)
    columns = [each.column for each in known]
    # Whoever has no report yet was judged by none.
    is_one_plan = len({each.plan_id for each in interviews}) == 1 and len({each.judged_by for each in columns if each.report}) <= 1
    competencies = {each.key: each for column in columns for each in rubric_of(column.interview, column.report).competencies}
    rows = tuple(
        _row(each.key, each.name, each.weight, known, is_one_plan) for each in sorted(competencies.values(), key=lambda each: -each.weight)
    )
    return Comparison(tuple(columns), _row("", "Overall", 100, known, is_one_plan), rows, is_one_plan)


def _known(interviews: Sequence[Interview], member: Member) -> list[_Known]:
    ids = [each.pk for each in interviews]
    hidden, reports = unrated_by(member, interviews), newest_reports(ids)
    opened = opened_by(member, list(reports.values()))
    reviews, decisions, overrides = reviews_of(ids), decisions_of(ids), overrides_of(ids)
    by_rules = reports_by_rules(reports.values())
    contents = {pk: ReportContent.model_validate(each.content) for pk, each in reports.items() if pk not in hidden}
    quotes = _best_quotes(contents)
    found, called = [], _called([_name_of(each) for each in interviews])
    for each, name in zip(interviews, called, strict=True):
        content, report = contents.get(each.pk), reports.get(each.pk)
        decision, has_opened = next(iter(decisions[each.pk]), None), bool(report and report.pk in opened)
        column = _column(each, report, content, decision, has_opened, is_by_rules=bool(report and report.pk in by_rules))
        is_seen = each.pk not in hidden
        said, was_set = (reviews[each.pk], overrides[each.pk]) if is_seen else ((), {})
        found.append(_Known(column, name, content, said, was_set, quotes[each.pk]))
    return found


def _name_of(interview: Interview) -> str:
    assert interview.invitation
    return interview.invitation.candidate.name


def _called(names: Sequence[str]) -> list[str]:
    """By the first name, and by the whole one where two share it."""
    firsts = [name.partition(" ")[0] for name in names]
    return [name if firsts.count(first) > 1 else first for name, first in zip(names, firsts, strict=True)]


def _column(
    interview: Interview,
    report: Report | None,
    content: ReportContent | None,
    decision: Decision | None,
    has_opened: bool,
    *,
    is_by_rules: bool,
) -> Column:
    # There is a report, and they may not see it yet.
    is_hidden = report is not None and content is None
    name, kind = RECOMMENDED[Recommendation(content.recommendation)] if content else ("", "plain")
    shown = sum(each.level is not None for each in content.competencies) if content else 0
    coverage = f"{shown} of {len(content.competencies)}" if content else ""
    # What others decided says what they think.
    return Column(interview, report, is_hidden, name, kind, coverage, None if is_hidden else decision, has_opened, is_by_rules)


def _best_quotes(contents: Mapping[UUID, ReportContent]) -> Mapping[UUID, dict[str, Quoted]]:
    """For each competency the first quote of the highest level that somebody of the panel gave."""
    ids = [pk for content in contents.values() for pk in content.assessments]
    made = Assessment.objects.filter(pk__in=ids).select_related("turn", "interview").prefetch_related("ratings")
    best: dict[tuple[UUID, str], tuple[tuple[int, int, int], Quoted]] = {}
    for assessment in made:
        for rating in assessment.ratings.all():
            if rating.level is not None and rating.quotes:
                order = (-rating.level, assessment.turn.number, assessment.judge)
                key = (assessment.interview_id, rating.competency)
                if key not in best or order < best[key][0]:
                    best[key] = (order, _quoted(assessment, rating.quotes[0]["text"]))
    found: dict[UUID, dict[str, Quoted]] = defaultdict(dict)
    for (interview, competency), (_, quoted) in best.items():
        found[interview][competency] = quoted
    return found


def _quoted(assessment: Assessment, text: str) -> Quoted:
    turn = assessment.turn
    return Quoted(turn.number, Said(turn, since_began(turn, assessment.interview), "", "").at, text)


def _row(key: str, name: str, weight: int, known: Sequence[_Known], is_one_plan: bool) -> Row:
    standings = [_standing(key, each) for each in known]
    may_be_compared = is_one_plan and sum(each.level is not None for each in standings) > 1
    is_tie = all_tie(standings)
    verdict = _verdict(standings) if may_be_compared else ""
    cells = tuple(_cell(key, each) for each in known)
    return Row(key, name, weight, may_be_compared and is_tie, may_be_compared and not is_tie, verdict, cells)


def _standing(key: str, known: _Known) -> Standing:
    scored = (known.scored(key) if key else known.content) if known.content else None
    return Standing(known.called, scored.level, scored.uncertainty) if scored else Standing(known.called, None)


def _verdict(standings: Sequence[Standing]) -> str:
    placed = [each for each in standings if each.level is not None]
    if len(placed) < 2:
        return ""
    levels = [each.level or 0 for each in placed]
    if all_tie(placed):
        return f"Tie. At most {max(levels) - min(levels):.1f} apart, and the ranges overlap."
    said, pairs = [], 0
    for each in sorted(placed, key=lambda each: (-(each.level or 0), each.key)):
        behind = [other.key for other in placed if each.is_ahead_of(other)]
        if behind:
            said.append(f"{each.key} ahead of {_listed(behind)}.")
            pairs += len(behind)
    return " ".join(said if pairs == comb(len(placed), 2) else [*said, "Everything else is a tie."])


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _cell(key: str, known: _Known) -> Cell:
    content = known.content
    scored = (known.scored(key) if key else content) if content else None
    level = scored.level if scored else None
    return Cell(
        known.column.interview.pk,
        known.column.name,
        known.column.is_hidden,
        scored is not None,
        level_of(level),
        spread_around(level, scored.uncertainty) if scored and level is not None else None,
        scored.why_a_person if scored else "",
        known.overrides.get(key),
        tuple((initials_of(own[0].by_name), own[0].by_name, _said(own, key, content)) for own in known.reviews),
        known.quotes.get(key),
    )


def _said(own: Own, key: str, content: ReportContent | None) -> str:
    if not key:
        whole = level_of(whole_of(own[0], content)) if content else None
        return whole.value if whole else NO_LEVEL
    given = {each.competency: each.level for each in own[0].ratings.all()}
    return str(given.get(key) or NO_LEVEL)
