"""What our staff see of what interviews worded."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from accounts.tenancy import shared_scope
from interviews.models import Bank, FollowUp, Proposal, Question, QuestionUse, State
from interviews.queries.lookup import Near, Point, Wanted, nearest_follow_ups, nearest_questions

SHOWN = 4


@dataclass(frozen=True, slots=True)
class QueueFilter:
    kind: str = ""
    domain: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, oldest first, and where in it somebody stands."""

    ids: Sequence[UUID]
    place: int
    oldest: datetime | None

    @property
    def at(self) -> UUID | None:
        return self.ids[self.place] if self.ids else None

    @property
    def number(self) -> int:
        return self.place + 1

    @property
    def before(self) -> UUID | None:
        return self.ids[self.place - 1] if self.place else None

    @property
    def following(self) -> Sequence[UUID]:
        return self.ids[self.place + 1 : self.place + 4]

    @property
    def after_deciding(self) -> UUID | None:
        """Who comes when this one is gone: the next, at the end the one before."""
        return next(iter(self.following), self.before)


def review_queue(wanted: QueueFilter, at: UUID | None = None) -> Queue:
    chosen = {name: getattr(wanted, name) for name in ("kind", "domain", "language") if getattr(wanted, name)}
    waiting = Proposal.objects.filter(state=Proposal.State.WAITING, **chosen).order_by("created_at", "pk")
    rows = list(waiting.values_list("pk", "created_at"))
    ids = [pk for pk, _ in rows]
    return Queue(ids, ids.index(at) if at in ids else 0, rows[0][1] if rows else None)


def proposals_of(ids: Sequence[UUID]) -> list[Proposal]:
    found = Proposal.objects.select_related("after__bank").in_bulk(ids)
    return [found[each] for each in ids if each in found]


def waiting_domains() -> list[str]:
    return sorted(Proposal.objects.filter(state=Proposal.State.WAITING).order_by().values_list("domain", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A question or follow-up of the library that is near."""

    found: Question | FollowUp
    similarity: float
    uses: int

    @property
    def name(self) -> str:
        """What a form calls it."""
        return f"{'follow-up' if self.is_follow_up else 'question'}:{self.found.pk}"

    @property
    def is_follow_up(self) -> bool:
        return isinstance(self.found, FollowUp)

    @property
    def question(self) -> Question:
        return self.found.question if isinstance(self.found, FollowUp) else self.found

    @property
    def percent(self) -> int:
        return max(0, round(self.similarity * 100))


def compared_texts(proposal: Proposal) -> tuple[str, str]:
    """To hold against questions, and against follow-ups, which are compared with their occasion."""
    return proposal.text, f"{proposal.answer_in_short} {proposal.text}".strip()


def neighbours_of(point: Point, with_occasion: Point, language: str, k: int = SHOWN) -> list[Neighbour]:
    wanted = Wanted(language=language)
    with shared_scope():
        near: list[Near[Question] | Near[FollowUp]] = [
            *nearest_questions(point, wanted, k),
            *nearest_follow_ups(with_occasion, wanted, k),
        ]
        nearest = sorted(near, key=lambda each: -each.similarity)[:k]
        questions = _questions_of([each.found for each in nearest])
    return [Neighbour(_with_question(each.found, questions), each.similarity, 0) for each in nearest]


def _questions_of(found: Sequence[Question | FollowUp]) -> dict[UUID, Question]:
    ids = [each.question_id if isinstance(each, FollowUp) else each.pk for each in found]
    return Question.objects.select_related("bank").in_bulk(ids)


def _with_question(found: Question | FollowUp, questions: dict[UUID, Question]) -> Question | FollowUp:
    if isinstance(found, FollowUp):
        found.question = questions[found.question_id]
        return found
    return questions[found.pk]


def with_uses(neighbours: Sequence[Neighbour]) -> list[Neighbour]:
    """How often the question of each was asked, in all companies together."""
    ids = [each.question.pk for each in neighbours]
    asked = QuestionUse.objects.filter(question__in=ids).order_by().values("question").annotate(times=Count("pk"))
    times = Counter({row["question"]: row["times"] for row in asked})
    return [Neighbour(each.found, each.similarity, times[each.question.pk]) for each in neighbours]


def library_banks(language: str) -> QuerySet[Bank]:
    return Bank.objects.filter(company=None, retired_at=None, language=language).order_by("name")


def library_competencies() -> set[str]:
    return {name for bank in Bank.objects.filter(company=None) for name in bank.competencies}


def questions_by_words(words: str, language: str) -> QuerySet[Question]:
    """Library questions in which all these words stand."""
    each_word = Q()
    for word in words.split()[:8]:
        each_word &= Q(text__icontains=word)
    live = Question.objects.filter(each_word, company=None, is_current=True, state=State.ACTIVE, language=language)
    return live.select_related("bank").order_by("bank__name", "key")


def current_version(question: Question) -> Question | None:
    """In the library and in use; None for a company's, and for one that was retired."""
    same = Question.objects.filter(bank=question.bank_id, key=question.key, company=None, is_current=True, state=State.ACTIVE)
    return same.select_related("bank").first()


def question_named(given: str) -> Question | None:
    """What a form names, as far as there is such a question of the library."""
    try:
        found = UUID(given)
    except ValueError:
        return None
    return Question.objects.filter(pk=found, company=None, is_current=True, state=State.ACTIVE).select_related("bank").first()
