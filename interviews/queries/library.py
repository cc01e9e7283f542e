"""What recruiters browse: the library's questions and their company's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, F, Max, Q, QuerySet, Value, When, prefetch_related_objects
from django.db.models.functions import Coalesce

from accounts.models import Company
from interviews.models import Bank, FollowUp, Origin, Question, QuestionUse, State
from interviews.queries.lookup import Near, Point, Wanted, nearest_questions
from interviews.queries.plans import jobs_asking
from interviews.queries.search import found_by_words, fused

LIBRARY, OWN = "library", "own"
# By meaning everything is near to a degree; nobody reads further than this.
NEAREST = 60
# By any model, what lies further away has nothing to do with it.
LEAST = 0.1
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for. What is empty is not asked for."""

    words: str = ""
    by_meaning: bool = False
    # LIBRARY, OWN or a bank's id
    bank: str = ""
    competencies: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    language: str = ""
    kind: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as the list shows it: with the company's own copy of it, and how near it is where that was asked."""

    question: Question
    follow_ups: list[FollowUp]
    copy: Question | None
    similarity: float | None = None
    # In how many of this company's current plans it stands.
    plans: int = 0

    @property
    def percent(self) -> int:
        return max(0, round((self.similarity or 0) * 100))

    @property
    def anchors(self) -> list[tuple[int, str]]:
        return anchors_of(self.question)


def anchors_of(question: Question) -> list[tuple[int, str]]:
    """From 5 to 1, as they are read."""
    return list(enumerate(question.anchors, start=1))[::-1]


def banks() -> QuerySet[Bank]:
    """The company's own first, each with how many questions it has."""
    current = Q(questions__is_current=True)
    return Bank.objects.annotate(
        in_use=Count("questions", filter=current & Q(questions__state=State.ACTIVE)),
        retired=Count("questions", filter=current & Q(questions__state=State.RETIRED)),
    ).order_by(F("company").asc(nulls_last=True), F("retired_at").asc(nulls_first=True), "name", "pk")


def own_banks(company: Company) -> QuerySet[Bank]:
    """Those that take questions, the one that was written into last first."""
    written = Coalesce(Max("questions__changed_at"), "created_at")
    return Bank.objects.filter(company=company, retired_at=None).annotate(written=written).order_by("-written", "pk")


def competencies() -> list[tuple[str, int]]:
    """Every name in use, and how many questions judge it."""
    found = Question.objects.filter(is_current=True, state=State.ACTIVE).order_by("competency")
    return list(found.values_list("competency").annotate(number=Count("pk")))


def questions_found(search: Search) -> QuerySet[Question]:
    """By words: each of them stands somewhere in the question; those that stand in its text come first."""
    found = Question.objects.filter(_filters(search))
    in_text = Q()
    for word in search.words.split()[:MOST_WORDS]:
        found = found.filter(
            Q(text__icontains=word) | Q(shows__icontains=word) | Q(competency__icontains=word) | Q(bank__name__icontains=word)
        )
        in_text &= Q(text__icontains=word)
    if in_text:
        found = found.annotate(rank=Case(When(in_text, then=Value(0)), default=Value(1))).order_by("rank")
    order = (*found.query.order_by, F("company").asc(nulls_last=True), "bank__name", "key")
    return found.order_by(*order)


@dataclass(frozen=True, slots=True)
class Found:
    question: Question
    # Without it the words alone led here.
    similarity: float | None


def questions_for(search: Search, point: Point) -> list[Found]:
    """What a phrase is after: by its meaning and its words together, which find more than either."""
    near = _near(search, point)
    similarity = {each.found.pk: each.similarity for each in near}
    by_words = found_by_words(search.words, Question.objects.filter(_filters(search)), search.language)
    ranked = fused([each.found for each in near], by_words)[:NEAREST]
    return [Found(question, similarity.get(question.pk)) for question in ranked]


def _near(search: Search, point: Point) -> list[Near[Question]]:
    """Nearest first. A lookup takes one competency and one difficulty, so each pair is one."""
    within = _banks(search)
    if within == ():
        return []
    pairs = [(name, difficulty) for name in search.competencies or ("",) for difficulty in search.difficulties or ("",)]
    wanted = [
        Wanted(banks=within or (), language=search.language, competency=name, difficulty=difficulty, kind=search.kind)
        for name, difficulty in pairs
    ]
    found = [near for each in wanted for near in nearest_questions(point, each, NEAREST) if near.similarity >= LEAST]
    return sorted(found, key=lambda near: -near.similarity)[:NEAREST]


def shown(questions: Sequence[Question], similarity: dict[UUID, float | None] | None = None) -> list[Shown]:
    prefetch_related_objects(list(questions), "bank", "follow_ups")
    copies, jobs = own_copies(questions), jobs_asking(questions)
    return [
        Shown(
            question,
            [each for each in question.follow_ups.all() if each.state == State.ACTIVE],
            copies.get(question.pk),
            (similarity or {}).get(question.pk),
            len(jobs.get(question.pk, ())),
        )
        for question in questions
    ]


def own_copies(questions: Iterable[Question]) -> dict[UUID, Question]:
    """The company's copies of library questions. One of an earlier version counts: the question is the same."""
    asked = {(each.bank_id, each.key): each.pk for each in questions if each.company_id is None}
    if not asked:
        return {}
    versions = Question.objects.filter(bank__in={bank for bank, _ in asked}, key__in={key for _, key in asked})
    originals = {pk: asked[bank, key] for pk, bank, key in versions.values_list("pk", "bank_id", "key") if (bank, key) in asked}
    copies = Question.objects.filter(company__isnull=False, is_current=True, source__in=originals).select_related("bank")
    return {originals[copy.source]: copy for copy in copies.order_by("-created_at") if copy.source}


def original_of(question: Question) -> Question | None:
    """The library's question that this one was copied from, as it was then."""
    if question.origin != Origin.COPIED or question.source is None:
        return None
    return Question.objects.select_related("bank").filter(pk=question.source, company=None).first()


def times_asked(question: Question, company: Company) -> int:
    """In how many interviews of this company, in any version."""
    return QuestionUse.objects.filter(company=company, question__bank=question.bank_id, question__key=question.key).count()


def _filters(search: Search) -> Q:
    wanted = Q(is_current=True, state=State.RETIRED if search.retired else State.ACTIVE)
    if search.bank in (LIBRARY, OWN):
        wanted &= Q(company__isnull=search.bank == LIBRARY)
    elif search.bank:
        wanted &= Q(bank=search.bank)
    if search.competencies:
        wanted &= Q(competency__in=search.competencies)
    if search.difficulties:
        wanted &= Q(difficulty__in=search.difficulties)
    if search.language:
        wanted &= Q(language=search.language)
    return wanted & Q(kind=search.kind) if search.kind else wanted


def _banks(search: Search) -> tuple[UUID, ...] | None:
    """The banks that a lookup is bound to, or None for all."""
    if search.bank in (LIBRARY, OWN):
        return tuple(Bank.objects.filter(company__isnull=search.bank == LIBRARY).values_list("pk", flat=True))
    return (UUID(search.bank),) if search.bank else None
