"""What our staff's list of questions shows and finds."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from accounts.tenancy import shared_scope
from interviews.meaning import points_of
from interviews.models import Bank, Question, QuestionVector, State
from interviews.queries.library import LEAST
from interviews.queries.lookup import Wanted, nearest_questions

NEAREST_AT_MOST = 200


def library_questions() -> "QuerySet[Question]":
    """Companies' own questions are theirs alone."""
    return Question.objects.filter(company=None)


def hashes_of_vectors(questions: Iterable[Question]) -> dict[UUID, str]:
    """Of which text the vector of each is that lookups use now."""
    vectors = QuestionVector.objects.filter(question__in=[each.pk for each in questions], model__serves=True)
    return dict(vectors.values_list("question_id", "content_hash"))


def numbers_in_use(banks: Iterable[Bank]) -> dict[UUID, int]:
    """How many of each bank's questions are current and in use."""
    live = Question.objects.filter(bank__in=[bank.pk for bank in banks], is_current=True, state=State.ACTIVE)
    return dict(live.values_list("bank_id").annotate(Count("pk")))


def library_banks() -> "QuerySet[Bank]":
    return Bank.objects.filter(company=None).order_by("name")


def nearest_in_library(words: str, wanted: Wanted) -> dict[UUID, float]:
    """How near each of the nearest is. Asks a provider, so no transaction may be open; may raise CannotCompare."""
    [point] = points_of([words])
    # As everybody reads it: staff need no company's rows for this.
    with shared_scope():
        found = nearest_questions(point, wanted, NEAREST_AT_MOST)
    return {near.found.pk: near.similarity for near in found if near.similarity >= LEAST}


def competencies_of(banks: "QuerySet[Bank]") -> list[str]:
    told: list[dict[str, Any]] = list(banks.values_list("competencies", flat=True))
    return sorted({name for competencies in told for name in competencies})


def domains() -> list[str]:
    return sorted(set(library_banks().values_list("domain", flat=True)))
