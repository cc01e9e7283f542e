"""What our staff's list of questions shows and finds."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accounts.tenancy import library_scope
from interviews.meaning import points_of
from interviews.models import Bank, Question, QuestionVector
from interviews.queries.lookup import Wanted, nearest_questions

NEAREST_AT_MOST = 200


def library_questions() -> "QuerySet[Question]":
    """With what the list says of each one's vector. Companies' own questions are theirs alone."""
    vectors = QuestionVector.objects.filter(question=OuterRef("pk"), model__serves=True)
    right = Exists(vectors.filter(content_hash=OuterRef("content_hash")))
    return Question.objects.filter(company=None).annotate(has_vector=Exists(vectors), has_right_vector=right)


def library_banks() -> "QuerySet[Bank]":
    return Bank.objects.filter(company=None).order_by("name")


def nearest_in_library(words: str, wanted: Wanted) -> dict[UUID, float]:
    """How near each of the nearest is. Asks a provider, so no transaction may be open; may raise CannotCompare."""
    [point] = points_of([words])
    # As everybody reads it: staff need no company's rows for this.
    with library_scope():
        return {near.found.pk: near.similarity for near in nearest_questions(point, wanted, NEAREST_AT_MOST)}


def competencies_of(banks: "QuerySet[Bank]") -> list[str]:
    told: list[dict[str, Any]] = list(banks.values_list("competencies", flat=True))
    return sorted({name for competencies in told for name in competencies})


def domains() -> list[str]:
    return sorted(set(library_banks().values_list("domain", flat=True)))
