"""Two to five candidates of a job side by side: by competency, each with the words that show it best."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from uuid import UUID

from accounts.models import Member
from interviews.models import Interview
from interviews.queries.interviews import Said, since_began
from reports.content import ReportContent, ScoredCompetency
from reports.findings import told_by
from reports.models import Assessment, Decision, Override, Report
from reports.queries.beside import Beside, beside
from reports.queries.blindness import unrated_by
from reports.queries.drawing import Level, Spread, level_of, spread_around
from reports.queries.judged import not_scored_in
from reports.queries.people import Own, initials_of, opened_by, whole_of
from reports.queries.report import reports_by_rules
from reports.queries.suggested import Suggestion, lacking, suggestion_of
from reports.queries.transcript import changed_by
from reports.queries.versions import newest_reports
from reports.ranking import Standing, all_tie
from reports.rubric import number_of, rubric_of

FEWEST, MOST = 2, 5
# In a cell, of whoever could not say.
NO_LEVEL = "–"


@dataclass(frozen=True, slots=True)
class Quoted:
    turn: int
    # Since the interview began.
    at: str
    text: str
    # What was read are other words than stand there now: how they came to be.
    changed_by: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One candidate in one row."""

    interview: UUID
    name: str
    # Of the report; none: there is none.
    version: int | None
    # Not to be seen yet: they have to rate first.
    is_hidden: bool
    # Their plan has no such competency, or there is no report.
    is_asked: bool
    level: Level | None
    # Where there is none: why.
    lacking: str
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
    # None: no report, or none that they may see yet.
    suggestion: Suggestion | None
    # Of the answers; empty: all were scored.
    not_scored: str
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
    def has_hidden(self) -> bool:
        return any(column.is_hidden for column in self.columns)

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
    said: Beside
    quotes: Mapping[str, Quoted]
    # Competencies of which answers were; "" is the whole.
    not_scored: Collection[str]

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
    by_people, by_rules = beside(ids), reports_by_rules(reports.values())
    contents = {pk: ReportContent.model_validate(each.content) for pk, each in reports.items() if pk not in hidden}
    quotes = _best_quotes(contents)
    found, called = [], _called([_name_of(each) for each in interviews])
    for each, name in zip(interviews, called, strict=True):
        content, report = contents.get(each.pk), reports.get(each.pk)
        # What others decided says what they think.
        said = Beside() if each.pk in hidden else by_people[each.pk]
        has_opened = bool(report and report.pk in opened)
        column = _column(each, report, content, said, has_opened, is_by_rules=bool(report and report.pk in by_rules))
        not_scored = not_scored_in(each, rubric_of(each, report), content) if content else frozenset[str]()
        found.append(_Known(column, name, content, said, quotes.get(each.pk, {}), not_scored))
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
    said: Beside,
    has_opened: bool,
    *,
    is_by_rules: bool,
) -> Column:
    # There is a report, and they may not see it yet.
    is_hidden = report is not None and content is None
    shown = sum(each.level is not None for each in content.competencies) if content else 0
    coverage = f"{shown} of {len(content.competencies)}" if content else ""
    suggestion = suggestion_of(content, said.dealt_with) if content else None
    not_scored = content.what_was_not_scored if content else ""
    return Column(interview, report, is_hidden, suggestion, not_scored, coverage, said.decision, has_opened, is_by_rules)


def _best_quotes(contents: Mapping[UUID, ReportContent]) -> Mapping[UUID, Mapping[str, Quoted]]:
    ids = [pk for content in contents.values() for pk in content.assessments]
    made = Assessment.objects.filter(pk__in=ids).select_related("turn", "interview").prefetch_related("ratings")
    behind: dict[UUID, list[Assessment]] = defaultdict(list)
    for assessment in made:
        behind[assessment.interview_id].append(assessment)
    return {pk: _best_of(content, behind[pk]) for pk, content in contents.items()}


def _best_of(content: ReportContent, assessments: Sequence[Assessment]) -> Mapping[str, Quoted]:
    """For each competency that has a level, of the answer that showed it best: the first quote of whoever read it as their panel did."""
    has_level = {each.key for each in content.competencies if each.level is not None}
    told = [one for one in told_by(assessments) if one[0].competency in has_level and one[0].level is not None]
    best: dict[str, Quoted] = {}
    for panel, assessment, rating in sorted(told, key=lambda one: (-(one[0].level or 0), one[0].turn)):
        best.setdefault(panel.competency, _quoted(assessment, rating.quotes[0]["text"]))
    return best


def _quoted(assessment: Assessment, text: str) -> Quoted:
    turn = assessment.turn
    at = Said(turn, since_began(turn, assessment.interview), "", "").at
    return Quoted(turn.number, at, text, changed_by(turn, [assessment]))


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
        known.column.report.version if known.column.report else None,
        known.column.is_hidden,
        scored is not None,
        level_of(level),
        lacking(is_not_scored=key in known.not_scored),
        spread_around(level, scored.uncertainty) if scored and level is not None else None,
        scored.why_a_person if scored else "",
        known.said.overrides.get(key),
        tuple((initials_of(own[0].by_name), own[0].by_name, _said(own, key, content)) for own in known.said.reviews),
        known.quotes.get(key),
    )


def _said(own: Own, key: str, content: ReportContent | None) -> str:
    if not key:
        whole = level_of(whole_of(own[0], content)) if content else None
        return whole.value if whole else NO_LEVEL
    given = {each.competency: each.level for each in own[0].ratings.all()}
    return str(given.get(key) or NO_LEVEL)
