"""What lies nearest by meaning: questions to a text, follow-ups to an answer, an answer to the ideal one.

pgvector's index finds neighbours first and looks at filters afterwards, so under a narrow filter it finds too few, and a
company with few questions among many finds none. So few candidates are compared one by one, which is exact, and many go
through the index; where that still brings fewer than were asked for, they are compared one by one after all. Everything
runs in the caller's company scope: the row policies hold here as everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models import QuerySet
from pgvector.django import CosineDistance

from interviews.models import FollowUp, FollowUpVector, IdealAnswerVector, Question, QuestionVector, Vector, VectorModel

T = TypeVar("T", bound=models.Model)
V = TypeVar("V", bound=Vector)
# Below this many a comparison with each is as quick as the index, and exact.
ONE_BY_ONE = 3_000
# How many neighbours the index looks at before it stops: more finds better and takes longer.
LOOKED_AT = 120


@dataclass(frozen=True, slots=True)
class Point:
    """Where a text lies, as one model sees it."""

    model: VectorModel
    vector: Sequence[float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which questions come into question. What is empty is not asked for."""

    banks: tuple[UUID, ...] = ()
    language: str = ""
    competency: str = ""
    difficulty: str = ""
    domain: str = ""
    kind: str = ""
    # What was asked already.
    without: frozenset[UUID] = field(default_factory=frozenset)

    def within(self, vectors: "QuerySet[V]") -> "QuerySet[V]":
        plain = {name: getattr(self, name) for name in ("language", "competency", "difficulty", "domain", "kind") if getattr(self, name)}
        found = vectors.filter(is_live=True, **plain)
        return found.filter(bank__in=self.banks) if self.banks else found


@dataclass(frozen=True, slots=True)
class Near(Generic[T]):
    found: T
    # From 1, the same direction, to -1, the opposite.
    similarity: float


def nearest_questions(point: Point, wanted: Wanted, k: int) -> list[Near[Question]]:
    vectors = wanted.within(QuestionVector.objects.all())
    if wanted.without:
        vectors = vectors.exclude(question__in=wanted.without)
    near = _nearest(vectors, "question_id", point, k)
    found = Question.objects.in_bulk(near)
    return [Near(found[pk], similarity) for pk, similarity in near.items()]


def nearest_follow_ups(point: Point, wanted: Wanted, k: int, *, of: UUID | None = None) -> list[Near[FollowUp]]:
    """Follow-ups whose occasion is like this answer: of one question, or of all that come into question."""
    vectors = wanted.within(FollowUpVector.objects.all())
    if of:
        vectors = vectors.filter(question=of)
    if wanted.without:
        vectors = vectors.exclude(follow_up__in=wanted.without)
    near = _nearest(vectors, "follow_up_id", point, k)
    found = FollowUp.objects.in_bulk(near)
    return [Near(found[pk], similarity) for pk, similarity in near.items()]


def nearness_to_ideal(point: Point, question: UUID) -> float | None:
    """How near an answer is to the nearest of a question's ideal ones; None where it has none that can be compared."""
    near = _nearest(IdealAnswerVector.objects.filter(question=question), "ideal_answer_id", point, 1)
    return next(iter(near.values()), None)


def serving_model() -> VectorModel | None:
    """Whose vectors lookups use now; None before there are any."""
    return VectorModel.objects.filter(serves=True).first()


def _nearest(vectors: "QuerySet[V]", of: str, point: Point, k: int) -> dict[UUID, float]:
    """Return what the vectors are of, nearest first, and how near."""
    if k < 1:
        return {}
    vectors = vectors.filter(model=point.model)
    with transaction.atomic():
        if not _are_many(vectors):
            return _in_order(vectors, of, point, k, by_index=False)
        found = _in_order(vectors, of, point, k, by_index=True)
        # The index gives up after so many rows. Then, and only then, all are looked at.
        return found if len(found) == k else _in_order(vectors, of, point, k, by_index=False)


def _are_many(vectors: "QuerySet[V]") -> bool:
    return bool(vectors.order_by().values_list("pk", flat=True)[ONE_BY_ONE : ONE_BY_ONE + 1])


def _in_order(vectors: "QuerySet[V]", of: str, point: Point, k: int, *, by_index: bool) -> dict[UUID, float]:
    distance = CosineDistance("vector", point.vector)
    near = vectors.annotate(similarity=1 - distance).order_by(distance).values_list(of, "similarity")[:k]
    with connection.cursor() as cursor:
        # For this transaction: to sort is to compare one by one, and a plain index scan in order is the vectors' index. B-trees
        # are read by bitmap either way.
        cursor.execute(
            "SELECT set_config('enable_sort', %s, true), set_config('enable_indexscan', %s, true),"
            " set_config('hnsw.iterative_scan', 'strict_order', true), set_config('hnsw.ef_search', %s, true)",
            ["off" if by_index else "on", "on" if by_index else "off", str(max(LOOKED_AT, k))],
        )
        found = dict(near)
        cursor.execute("SELECT set_config('enable_sort', 'on', true), set_config('enable_indexscan', 'on', true)")
    return found
