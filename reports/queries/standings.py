"""The people of a job by what their interviews showed.

Only those who answered the same version of its plan, and were judged by the same, stand in one list.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Member
from interviews.models import Interview, Job
from reports.agreement import Agreement, Given, WithAI, among_people, with_ai
from reports.content import ReportContent
from reports.models import Decision, Override, Report
from reports.queries.beside import Beside, beside
from reports.queries.blindness import unrated_by
from reports.queries.drawing import Level, Spread, level_of, spread_around
from reports.queries.people import Own, initials_of, levels_by_ai, reviews_of, whole_of
from reports.queries.report import reports_by_rules
from reports.queries.suggested import Suggestion, lacking, suggestion_of
from reports.queries.versions import newest_reports
from reports.ranking import Place, Standing, places

# Of one version of a plan on a page; the rest is counted, and on the pages after it.
PAGE = 50
# For how many interviews of a job agreement is worked out: the newest.
AGREEMENT_OF = 200


@dataclass(frozen=True, slots=True)
class Ranked:
    interview: Interview
    report: UUID
    version: int
    place: Place | None
    level: Level | None
    spread: Spread | None
    suggestion: Suggestion
    coverage: int
    # Of the answers; empty: all were scored.
    not_scored: str
    # Where there is no level: why.
    lacking: str
    why_a_person: str
    is_by_rules: bool
    # Of what a person must rate, something was neither rated nor set by anybody.
    awaits_a_person: bool
    override: Override | None
    # Initials, name, and what they think of the whole.
    people: tuple[tuple[str, str, Level | None], ...]
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Group:
    """Those who answered one version of the plan, and were judged by one."""

    number: int
    judged_by: int
    total: int
    placed: int
    # With at least one other.
    tied: int
    rows: tuple[Ranked, ...]

    @property
    def is_by_rules(self) -> bool:
        """At least one of those who are shown."""
        return any(row.is_by_rules for row in self.rows)


# What was answered, and by what it was judged: numbers of versions of the plan.
Versions = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Standings:
    groups: tuple[Group, ...]
    # Whose scores the member sees once they have rated.
    unrated: tuple[Interview, ...]
    total: int

    @property
    def reports(self) -> tuple[UUID, ...]:
        """Whose scores are shown."""
        return tuple(row.report for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class _Scored:
    """Of a report, the numbers that places are made of."""

    report: UUID
    interview: UUID
    plan: int
    judged_by: int
    name: str
    level: float | None
    uncertainty: float


def standings_of(job: Job, member: Member, wanted: Versions | None, page: int) -> Standings:
    """`wanted`: the versions of which a page after the first is asked for."""
    interviews = reported(job)
    unrated = _unrated(member, interviews)
    by_plan: dict[Versions, list[_Scored]] = defaultdict(list)
    for each in _scored(interviews.exclude(pk__in=[one.pk for one in unrated])):
        by_plan[each.plan, each.judged_by].append(each)
    ranked = {versions: _places(scored) for versions, scored in sorted(by_plan.items(), reverse=True)}
    shown = {versions: _page(by_plan[versions], ranked[versions], page if versions == wanted else 1) for versions in ranked}
    rows = _rows(
        [each for scored in shown.values() for each in scored], {key: place for found in ranked.values() for key, place in found.items()}
    )
    groups = tuple(
        Group(
            *versions,
            len(by_plan[versions]),
            len(ranked[versions]),
            sum(place.ties > 0 for place in ranked[versions].values()),
            tuple(rows[each.interview] for each in scored),
        )
        for versions, scored in shown.items()
    )
    return Standings(groups, tuple(unrated), sum(map(len, by_plan.values())) + len(unrated))


def reported(job: Job) -> QuerySet[Interview]:
    """Interviews of candidates that have a report to read."""
    return Interview.objects.filter(job=job, invitation__isnull=False, reports__state=Report.State.READY).distinct()


@dataclass(frozen=True, slots=True)
class JobAgreement:
    among: Agreement | None
    with_ai: WithAI | None
    interviews: int
    # All of what people are held against.
    is_by_rules: bool


def agreement_in(job: Job) -> JobAgreement:
    """Over a job's interviews there may be enough to say how far people mean the same by the same level."""
    newest = list(reported(job).order_by("-finished_at").values_list("pk", "finished_at")[:AGREEMENT_OF])
    interviews = [pk for pk, _ in newest]
    reviews = reviews_of(interviews)
    reports = newest_reports(list(reviews))
    ruled = reports_by_rules(reports.values())
    # Of one kind alone: what rules scored counts where nothing else is there.
    alike = {pk: each for pk, each in reports.items() if each.pk not in ruled} or reports
    contents = {pk: ReportContent.model_validate(each.content) for pk, each in alike.items()}
    levels = {f"{pk} {key}": level for pk, content in contents.items() for key, level in levels_by_ai(content).items()}
    every = [given for pk, people in reviews.items() for own in people for given in _given(pk, own)]
    blind = [given for pk, people in reviews.items() for own in people if own[-1].is_blind for given in _given(pk, own)]
    return JobAgreement(among_people(every), with_ai(blind, levels), len(reviews), bool(ruled) and alike is reports)


def _given(interview: UUID, own: Own) -> list[Given]:
    return [Given(f"{interview} {each.competency}", str(own[-1].by_id), each.level) for each in own[-1].ratings.all() if each.level]


def _unrated(member: Member, interviews: QuerySet[Interview]) -> list[Interview]:
    if member.may_recruit:
        return []
    found = list(interviews.select_related("plan", "invitation__candidate").order_by("-finished_at"))
    blind = unrated_by(member, found)
    return [each for each in found if each.pk in blind]


def _scored(interviews: QuerySet[Interview]) -> list[_Scored]:
    newest = Report.objects.filter(interview=OuterRef("pk"), state=Report.State.READY).order_by("-version")
    found = interviews.annotate(
        report_id=Subquery(newest.values("pk")[:1]),
        judged_by=Coalesce(Subquery(newest.values("rubric__number")[:1]), F("plan__number")),
        scored_level=Subquery(newest.values("content__level")[:1]),
        scored_uncertainty=Subquery(newest.values("content__uncertainty")[:1]),
    )
    values = found.values_list(
        "report_id", "pk", "plan__number", "judged_by", "invitation__candidate__name", "scored_level", "scored_uncertainty"
    )
    return [_Scored(*each[:6], each[6] or 0.0) for each in values]


def _places(scored: Sequence[_Scored]) -> dict[UUID, Place]:
    """Inside a tie by name."""
    keys = {f"{each.name.casefold()} {each.interview}": each for each in scored}
    found = places(Standing(key, each.level, each.uncertainty) for key, each in keys.items())
    return {keys[place.key].interview: place for place in found}


def _page(scored: Sequence[_Scored], ranked: Mapping[UUID, Place], page: int) -> list[_Scored]:
    order = {interview: at for at, interview in enumerate(ranked)}
    by_place = sorted(scored, key=lambda each: (order.get(each.interview, len(order)), each.name.casefold(), str(each.interview)))
    # An address may ask for a page that is there no more.
    at = min(page - 1, (len(by_place) - 1) // PAGE)
    return by_place[at * PAGE : (at + 1) * PAGE]


def _rows(scored: Sequence[_Scored], ranked: Mapping[UUID, Place]) -> dict[UUID, Ranked]:
    ids = [each.interview for each in scored]
    interviews = Interview.objects.select_related("invitation__candidate").in_bulk(ids)
    reports = Report.objects.in_bulk([each.report for each in scored])
    by_rules = reports_by_rules(reports.values())
    said = beside(ids)
    return {
        each.interview: _row(
            interviews[each.interview],
            reports[each.report],
            each.report in by_rules,
            ranked.get(each.interview),
            said[each.interview],
        )
        for each in scored
    }


def _row(interview: Interview, report: Report, is_by_rules: bool, place: Place | None, said: Beside) -> Ranked:
    content = ReportContent.model_validate(report.content)
    return Ranked(
        interview,
        report.pk,
        report.version,
        place,
        level_of(content.level),
        spread_around(content.level, content.uncertainty) if content.level is not None else None,
        suggestion_of(content, said.dealt_with),
        round(100 * content.coverage),
        content.what_was_not_scored,
        lacking(is_not_scored=content.is_not_scored),
        content.why_a_person,
        is_by_rules,
        content.awaits_a_person(said.dealt_with),
        said.overrides.get(""),
        tuple((initials_of(own[0].by_name), own[0].by_name, level_of(whole_of(own[0], content))) for own in said.reviews),
        said.decision,
    )
