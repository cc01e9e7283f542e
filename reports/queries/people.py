"""What people said of an interview, beside what the AI found: for the page of a report, and for whoever exports one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q

from accounts.models import Member, Role
from interviews.models import Interview, JobMember
from reports.agreement import Agreement, Given, WithAI, among_people, with_ai
from reports.content import ReportContent
from reports.models import Comment, Decision, Feedback, Mention, Opening, Override, Report, Review, ReviewRequest
from reports.queries.drawing import Level, level_of
from reports.queries.judged import not_scored_in
from reports.queries.suggested import lacking
from reports.rubric import rubric_of
from reports.scoring import Panel, Weighed, score


@dataclass(frozen=True, slots=True)
class OfPerson:
    """What one person says of one competency, as they see it now."""

    who: str
    initials: str
    level: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class ByCompetency:
    # Empty: the whole.
    key: str
    name: str
    ai: Level | None
    # Where there is none: why.
    lacking: str
    why_a_person: str
    override: Override | None
    people: tuple[OfPerson, ...]

    @property
    def is_rated(self) -> bool:
        return any(said.level for said in self.people)

    @property
    def awaits_a_person(self) -> bool:
        return bool(self.why_a_person) and not self.override and not self.is_rated


@dataclass(frozen=True, slots=True)
class Reviewer:
    name: str
    initials: str
    is_blind: bool
    changes: int
    whole: Level | None


@dataclass(frozen=True, slots=True)
class People:
    """All of it, for a member who may see it."""

    reviewers: tuple[Reviewer, ...]
    competencies: tuple[ByCompetency, ...]
    whole: ByCompetency
    agreement: Agreement | None
    with_ai: WithAI | None
    has_rated: bool
    # Newest first.
    decisions: tuple[Decision, ...]
    # Each with what its competency is called.
    overrides: tuple[tuple[str, Override], ...]
    comments: tuple[Comment, ...]
    mentionable: tuple[Member, ...]
    feedback: Feedback | None
    requests: tuple[ReviewRequest, ...]

    @property
    def decision(self) -> Decision | None:
        return next(iter(self.decisions), None)

    @property
    def set_scores(self) -> Mapping[str, Override]:
        """Those that count, by competency; "" is the whole."""
        return {each.key: each.override for each in (self.whole, *self.competencies) if each.override}

    @property
    def rated(self) -> frozenset[str]:
        """Competencies to which somebody gave a level."""
        return frozenset(each.key for each in self.competencies if each.is_rated)

    @property
    def changes(self) -> tuple[Decision, ...]:
        """The decisions before the one that counts."""
        return self.decisions[1:]


def people_of(interview: Interview, report: Report, member: Member) -> People:
    content = ReportContent.model_validate(report.content)
    reviews = reviews_of([interview.pk])[interview.pk]
    every = tuple(Override.objects.filter(interview=interview).order_by("-at", "-pk"))
    decisions = decisions_of([interview.pk])[interview.pk]
    comments = Comment.objects.filter(interview=interview, removed_at=None).order_by("at", "pk")
    called = {"": "the whole"} | {each.key: each.name for each in content.competencies}
    not_scored = not_scored_in(interview, rubric_of(interview, report), content)
    whole, competencies = _compared(content, reviews, newest_overrides(every), not_scored)
    return People(
        tuple(reviewer_of(each, content) for each in reviews),
        competencies,
        whole,
        among_people(_given(reviews)),
        with_ai(_given(each for each in reviews if _is_blind(each)), levels_by_ai(content)),
        any(each[0].by_id == member.user_id for each in reviews),
        decisions,
        tuple((called.get(each.competency, each.competency), each) for each in every),
        tuple(comments.prefetch_related(Prefetch("mentions", Mention.objects.select_related("member__user")))),
        tuple(each for each in who_may_read(interview) if each.pk != member.pk),
        Feedback.objects.filter(interview=interview).select_related("settled_by").first(),
        tuple(ReviewRequest.objects.filter(interview=interview).order_by("-asked_at")),
    )


# One person's reviews of one interview, newest first: what they say now, and before it what they said first.
Own = tuple[Review, ...]


def reviews_of(interviews: Iterable[UUID]) -> Mapping[UUID, tuple[Own, ...]]:
    """Of each interview, by person, in the order in which they first rated."""
    found = Review.objects.filter(interview__in=interviews).prefetch_related("ratings").order_by("at", "pk")
    by_person: dict[UUID, dict[int | None, list[Review]]] = defaultdict(lambda: defaultdict(list))
    for review in found:
        by_person[review.interview_id][review.by_id].insert(0, review)
    return defaultdict(tuple, {interview: tuple(tuple(own) for own in people.values()) for interview, people in by_person.items()})


def rated_in(reviews: Iterable[Own]) -> frozenset[str]:
    """Competencies to which somebody gives a level."""
    return frozenset(rating.competency for own in reviews for rating in own[0].ratings.all() if rating.level)


def decisions_of(interviews: Iterable[UUID]) -> Mapping[UUID, tuple[Decision, ...]]:
    """Of each interview, newest first."""
    found: dict[UUID, tuple[Decision, ...]] = defaultdict(tuple)
    for decision in Decision.objects.filter(interview__in=interviews).order_by("-number"):
        found[decision.interview_id] += (decision,)
    return found


def overrides_of(interviews: Iterable[UUID]) -> Mapping[UUID, Mapping[str, Override]]:
    """The scores that people set and did not take back, by competency; "" is the whole."""
    by_interview: dict[UUID, list[Override]] = defaultdict(list)
    for override in Override.objects.filter(interview__in=interviews):
        by_interview[override.interview_id].append(override)
    return defaultdict(dict, {interview: newest_overrides(found) for interview, found in by_interview.items()})


def newest_overrides(overrides: Iterable[Override]) -> dict[str, Override]:
    newest = {each.competency: each for each in sorted(overrides, key=lambda each: each.number)}
    return {key: each for key, each in newest.items() if each.level is not None}


def opened_by(member: Member, reports: Sequence[Report]) -> set[UUID]:
    return set(Opening.objects.filter(report__in=reports, user=member.user, kind=Opening.Kind.REPORT).values_list("report", flat=True))


def who_may_read(interview: Interview) -> list[Member]:
    """Whoever recruits, and the reviewers who were given the job."""
    given = JobMember.objects.filter(job=interview.job_id).values("member")
    readers = Member.objects.filter(~Q(role=Role.REVIEWER) | Q(pk__in=given), user__is_active=True)
    return list(readers.select_related("user").order_by("user__name", "pk"))


def levels_by_ai(content: ReportContent) -> dict[str, float]:
    return {each.key: each.level for each in content.competencies if each.level is not None}


def whole_of(review: Review, content: ReportContent) -> float | None:
    """By the plan's weights, as for the AI: with less than half of them rated there is no whole."""
    given = {each.competency: each.level for each in review.ratings.all()}
    weights = [Weighed(each.key, each.weight) for each in content.competencies]
    return score(weights, [Panel(key, 1, (level,)) for key, level in given.items()]).level


def initials_of(name: str) -> str:
    return "".join(word[0] for word in name.split()[:2]).upper()


def _is_blind(own: Own) -> bool:
    """What they said first, and not what they made of it once they knew the scores."""
    return own[-1].is_blind


def _given(reviews: Iterable[Own]) -> list[Given]:
    """First words: among people as well as with the AI only these were given independently."""
    return [Given(each.competency, str(own[-1].by_id), each.level) for own in reviews for each in own[-1].ratings.all() if each.level]


def reviewer_of(own: Own, content: ReportContent) -> Reviewer:
    newest = own[0]
    return Reviewer(newest.by_name, initials_of(newest.by_name), _is_blind(own), len(own) - 1, level_of(whole_of(newest, content)))


def said_of(own: Own, competency: str) -> OfPerson:
    """As they see it now."""
    newest = own[0]
    rating = next((each for each in newest.ratings.all() if each.competency == competency), None)
    return OfPerson(newest.by_name, initials_of(newest.by_name), rating.level if rating else None, rating.reason if rating else "")


def _compared(
    content: ReportContent, reviews: Sequence[Own], overrides: Mapping[str, Override], not_scored: Collection[str]
) -> tuple[ByCompetency, tuple[ByCompetency, ...]]:
    competencies = tuple(
        ByCompetency(
            each.key,
            each.name,
            level_of(each.level),
            lacking(is_not_scored=each.key in not_scored),
            each.why_a_person,
            overrides.get(each.key),
            tuple(said_of(own, each.key) for own in reviews),
        )
        for each in content.competencies
    )
    why_not = lacking(is_not_scored="" in not_scored)
    whole = ByCompetency("", "Overall", level_of(content.level), why_not, content.why_a_person, overrides.get(""), ())
    return whole, competencies
