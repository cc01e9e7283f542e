"""How the library's questions do in interviews, over all companies and without a word of any: numbers alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import atanh, sqrt, tanh
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.aggregates import Corr
from django.db.models import Aggregate, Avg, Case, Count, ExpressionWrapper, F, FloatField, Q, QuerySet, StdDev, When

from interviews.models import Bank, Question, State

if TYPE_CHECKING:
    Rows = QuerySet[Question, dict[str, Any]]

# Below these, chance says more than the question does.
MEAN_FROM = 5
SEPARATES_FROM = 30
WELL, A_LITTLE = 0.3, 0.15
# In a normal distribution 95 % lie this many standard errors around the middle.
CERTAIN = 1.96


class Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


class Sort(StrEnum):
    ASKED = "asked"
    SKIPPED = "skipped"
    TIME = "time"
    RATING = "rating"
    SEPARATES = "separates"


@dataclass(frozen=True, slots=True)
class Health:
    """How one question has done: what stands of it now, and what came of all that were asked."""

    question: Question
    versions: int
    asked: int
    skipped: int
    seconds: float | None
    rated: int
    mean: float | None
    spread: float | None
    # Answers of people with another rated answer, and how both ratings go together.
    compared: int
    correlation: float | None

    @property
    def skipped_percent(self) -> float:
        return 100 * self.skipped / self.asked

    @property
    def minutes(self) -> float | None:
        return self.seconds / 60 if self.seconds is not None else None

    @property
    def takes_too_long(self) -> bool:
        return self.minutes is not None and self.minutes > self.question.minutes

    @property
    def has_mean(self) -> bool:
        return self.rated >= MEAN_FROM

    @property
    def is_comparable(self) -> bool:
        return self.compared >= SEPARATES_FROM and self.correlation is not None

    @property
    def reading(self) -> str:
        """Whether those who answer other questions well answer this one well too."""
        if self.correlation is None or not self.is_comparable:
            return "Too few"
        if self.correlation >= WELL:
            return "Separates well"
        if self.correlation >= A_LITTLE:
            return "A little"
        return "The wrong way round" if self.correlation <= -A_LITTLE else "Does not separate"

    @property
    def mark(self) -> str:
        marks = {
            "Too few": "plain",
            "Separates well": "good",
            "A little": "info",
            "Does not separate": "warn",
            "The wrong way round": "bad",
        }
        return marks[self.reading]

    @property
    def between(self) -> tuple[float, float] | None:
        """Where the true value lies, 19 times out of 20: after Fisher."""
        if self.correlation is None or not self.is_comparable:
            return None
        middle, around = atanh(max(-0.999, min(0.999, self.correlation))), CERTAIN / sqrt(self.compared - 3)
        return tanh(middle - around), tanh(middle + around)

    @property
    def is_sure(self) -> bool:
        """Whether chance alone would hardly make such a number."""
        return self.between is not None and self.between[0] * self.between[1] > 0


FIGURES: dict[str, Any] = {
    "asked": Count("uses"),
    "skipped": Count("uses", filter=Q(uses__was_skipped=True)),
    "seconds": Median("uses__seconds", filter=Q(uses__was_skipped=False)),
    "rated": Count("uses__rating"),
    "mean": Avg("uses__rating"),
    "spread": StdDev("uses__rating", sample=True),
    "compared": Count("uses", filter=Q(uses__rating__isnull=False, uses__standing__isnull=False)),
    "correlation": Corr("uses__rating", "uses__standing"),
}
# To put all of them in order takes one figure each; only those of a page need the others.
ORDERS: dict[Sort, tuple[tuple[str, ...], Any]] = {
    Sort.ASKED: (("asked",), F("asked")),
    Sort.SKIPPED: (("asked", "skipped"), F("skipped") * 1.0 / F("asked")),
    Sort.TIME: (("seconds",), F("seconds")),
    Sort.RATING: (("rated", "mean"), Case(When(rated__gte=MEAN_FROM, then=F("mean")))),
    Sort.SEPARATES: (("compared", "correlation"), Case(When(compared__gte=SEPARATES_FROM, then=F("correlation")))),
}


def asked_questions(*, bank: Bank | None = None, current_alone: bool = False) -> QuerySet[Question]:
    """The versions that were asked: all of each question, or the current ones."""
    asked = Question.objects.filter(company=None, used_at__isnull=False)
    if bank:
        asked = asked.filter(bank=bank)
    return asked.filter(is_current=True) if current_alone else asked


def in_order(asked: QuerySet[Question], sort: Sort, *, falling: bool) -> Rows:
    """One row a question. What is not known, or rests on too few, comes last either way."""
    names, by = ORDERS[sort]
    rows: Rows = asked.values("bank_id", "key").annotate(**{name: FIGURES[name] for name in names})  # type: ignore[assignment]
    rows = rows.annotate(by=ExpressionWrapper(by, output_field=FloatField()))
    return rows.order_by(F("by").desc(nulls_last=True) if falling else F("by").asc(nulls_last=True), "bank_id", "key")


def number_of(asked: QuerySet[Question]) -> int:
    return asked.order_by().values("bank_id", "key").distinct().count()


def healths(asked: QuerySet[Question], rows: Iterable[Mapping[str, Any]]) -> list[Health]:
    """The figures of these, in their order, with the questions as they stand now."""
    order = [(row["bank_id"], row["key"]) for row in rows]
    within = {"bank__in": {bank for bank, _ in order}, "key__in": [key for _, key in order]}
    questions = Question.objects.filter(company=None, is_current=True, **within).select_related("bank")
    now = {(question.bank_id, question.key): question for question in questions}
    figures = asked.filter(**within).order_by().values("bank_id", "key").annotate(versions=Count("pk", distinct=True), **FIGURES)
    found: dict[Any, dict[str, Any]] = {(row.pop("bank_id"), row.pop("key")): row for row in figures}  # type: ignore[misc]
    return [Health(now[of], **found[of]) for of in order if of in now]


def health_of(question: Question) -> Health | None:
    asked = asked_questions(bank=question.bank)
    return next(iter(healths(asked, [{"bank_id": question.bank_id, "key": question.key}])), None)


def never_asked() -> int:
    return Question.objects.filter(company=None, is_current=True, state=State.ACTIVE, used_at=None, version=1).count()
