"""What lies nearest by meaning: questions to a text, follow-ups to an answer, an answer to the ideal one.

Everything runs in the caller's company scope: the row policies hold here as everywhere. How it is found: nearest.py.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import QuerySet

from ai.results import DIMENSIONS
from interviews.models import FollowUp, FollowUpVector, IdealAnswerVector, Question, QuestionVector, Vector, VectorModel
from interviews.queries.nearest import Border, Search

T = TypeVar("T", bound=models.Model)
V = TypeVar("V", bound=Vector)
BORDER = Border()


class PointUnusable(ValueError):
    """A vector that is too long or too short, has no direction, or holds what is no number."""


class ModelReplaced(LookupError):
    """Another model took over since the point was made."""


@dataclass(frozen=True, slots=True)
class Point:
    """Where a text lies, as one model sees it."""

    model: VectorModel
    vector: Sequence[float]

    def __post_init__(self) -> None:
        # One value that is infinite or no number makes the length so too.
        if len(self.vector) != DIMENSIONS or not 0 < math.hypot(*self.vector) < math.inf:
            raise PointUnusable(f"A point has {DIMENSIONS} finite numbers, and not all of them are zero.")

    @property
    def direction(self) -> list[float]:
        """With the length of one: squares of very large or small numbers leave the range of Postgres's vectors."""
        length = math.hypot(*self.vector)
        return [value / length for value in self.vector]


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


def nearest_questions(point: Point, wanted: Wanted, k: int, *, border: Border = BORDER) -> list[Near[Question]]:
    vectors = wanted.within(QuestionVector.objects.filter(model=point.model))
    search = Search(vectors, "question_id", point.direction, k, wanted.without)
    return _found(Question.objects.defer("words"), point, k, lambda: search.nearest(border))


def nearest_follow_ups(point: Point, wanted: Wanted, k: int, *, of: UUID | None = None, border: Border = BORDER) -> list[Near[FollowUp]]:
    """Follow-ups whose occasion is like this answer: of one question, or of all that come into question."""
    vectors = wanted.within(FollowUpVector.objects.filter(model=point.model))
    search = Search(vectors.filter(question=of) if of else vectors, "follow_up_id", point.direction, k, wanted.without)
    return _found(FollowUp.objects.all(), point, k, lambda: search.nearest_of_few() if of else search.nearest(border))


def nearness_to_ideal(point: Point, question: UUID) -> float | None:
    """How near an answer is to the nearest of a question's ideal ones; None where it has none that can be compared."""
    vectors = IdealAnswerVector.objects.filter(model=point.model, question=question)
    near = Search(vectors, "ideal_answer_id", point.direction, 1, frozenset()).nearest_of_few()
    if not near:
        _check_is_there(point.model)
    return next(iter(near.values()), None)


def serving_model() -> VectorModel | None:
    """Whose vectors lookups use now; None before there are any."""
    return VectorModel.objects.filter(serves=True).first()


def _found(rows: "QuerySet[T]", point: Point, k: int, look: Callable[[], dict[UUID, float]]) -> list[Near[T]]:
    if k < 1:
        return []
    near = look()
    if len(near) < k:
        _check_is_there(point.model)
    found = rows.in_bulk(near)
    if len(found) < len(near):
        # One of them was removed since it was found, and another may come in its place.
        return _found(rows, point, k, look)
    return [Near(found[pk], similarity) for pk, similarity in near.items()]


def _check_is_there(model: VectorModel) -> None:
    if not VectorModel.objects.filter(pk=model.pk).exists():
        raise ModelReplaced("The vectors of this point's model are gone: make the point again, with the model that serves now.")
