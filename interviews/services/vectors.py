"""Vectors for what is compared: made in batches, in the background, and never twice for the same text.

A follow-up is a short sentence that often names nothing ("How did you notice?"), so its vector is made of its question and of the
ideal answer too: that is what an answer is about.

One model serves. When the settings name another, that one is filled beside it, and takes over at the moment in which nothing
is missing. Until then every lookup goes on with the old vectors; afterwards these are removed. To make all of one model's
vectors anew is to write down since when: each is replaced where it stands, and serves until then.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import MD5, Coalesce, Concat
from django.utils import timezone

from accounts.gateway import models_of, platform_models
from accounts.models import Company
from accounts.tenancy import every_company, one_transaction, scope_of
from ai.errors import AIError
from ai.results import Embeddings
from ai.waiting import wait
from interviews.models import FollowUp, FollowUpVector, IdealAnswer, IdealAnswerVector, Question, QuestionVector, State, Vector, VectorModel

BATCH = 256


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that is compared, and where its vectors are kept."""

    model: type[Question] | type[FollowUp] | type[IdealAnswer]
    vectors: type[Vector]
    name: str
    # Retired ones are looked up by nobody.
    wanted: Q
    # What its vector is made of, and what changes whenever that does.
    text: F | Combinable
    hash: F | Combinable


def _of_the_ideal(field: str) -> Coalesce:
    ideal = IdealAnswer.objects.filter(question=OuterRef("question")).order_by("position", "pk")
    return Coalesce(Subquery(ideal.values(field)[:1]), Value(""), output_field=TextField())


_OF_A_FOLLOW_UP = ("when", Value(" "), "text", Value(" "), "question__text", Value(" "), _of_the_ideal("text"))
_HASHES = ("content_hash", "question__content_hash", _of_the_ideal("content_hash"))
SUBJECTS = (
    Subject(Question, QuestionVector, "question", Q(is_current=True, state=State.ACTIVE), F("text"), F("content_hash")),
    Subject(
        FollowUp,
        FollowUpVector,
        "follow_up",
        Q(question__is_current=True, state=State.ACTIVE),
        Concat(*_OF_A_FOLLOW_UP, output_field=TextField()),
        MD5(Concat(*_HASHES, output_field=TextField())),
    ),
    Subject(IdealAnswer, IdealAnswerVector, "ideal_answer", Q(question__is_current=True), F("text"), F("content_hash")),
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the vectors of the model that the settings name are."""

    model: str
    wanted: int
    missing: int
    serves: bool


def make_vectors(*, at_most: int = 10_000) -> int:
    """Make what is missing, up to a number; return how many were made. May be stopped and begun again at any time."""
    target = target_model()
    made, failed = 0, dict[UUID, AIError]()
    while made < at_most and (batch := _a_batch(target, failed)):
        subject, company_id, rows = batch
        try:
            made += _make(target, subject, company_id, rows)
        except AIError as why:
            if company_id is None:
                raise
            # Its budget is spent, or its key is refused: that stops nobody else's.
            failed[company_id] = why
    if made < at_most:
        # Whoever failed holds up nobody: their questions are found by words until they have vectors again.
        _take_over(target)
    if failed:
        raise next(iter(failed.values()))
    return made


def target_model() -> VectorModel:
    """The model that the settings name. The very first one serves at once: there is nothing else to look up."""
    with every_company("which model makes vectors is the same for everybody"), transaction.atomic(using="owner"):
        is_first = not VectorModel.objects.exists()
        target, _ = VectorModel.objects.get_or_create(name=settings.AI.vector_model, defaults={"serves": is_first})
        return target


def make_all_anew() -> None:
    """Have every vector of the model that the settings name made again: what is due stands in its row."""
    target = target_model()
    with every_company("the model that serves is the same for everybody"), one_transaction():
        VectorModel.objects.filter(pk=target.pk).update(anew_from=timezone.now())


def progress() -> Progress:
    target = target_model()
    with every_company("staff see how far the vectors of all companies are"):
        wanted = sum(subject.model.objects.filter(subject.wanted).count() for subject in SUBJECTS)
        missing = sum(_missing(subject, target).count() for subject in SUBJECTS)
        return Progress(target.name, wanted, missing, target.serves)


def _a_batch(target: VectorModel, without: Collection[UUID]) -> tuple[Subject, UUID | None, Sequence[Any]] | None:
    """Some texts of one company, or of the library, that have no vector of this text by this model."""
    with every_company("the making of vectors finds whose are missing"):
        for subject in SUBJECTS:
            missing = _missing(subject, target).exclude(company_id__in=list(without))
            # The library first: everybody reads it.
            first = missing.order_by(F("company_id").asc(nulls_first=True), "pk").first()
            if first is not None:
                rows = missing.filter(company_id=first.company_id).order_by("pk")[:BATCH]
                return subject, first.company_id, list(rows)
    return None


def _missing(subject: Subject, target: VectorModel) -> QuerySet[Any]:
    right = subject.vectors.objects.filter(model=target, content_hash=OuterRef("compared_hash"), **{subject.name: OuterRef("pk")})
    if target.anew_from:
        right = right.filter(made_at__gte=target.anew_from)
    rows = subject.model.objects.filter(subject.wanted).annotate(compared_text=subject.text, compared_hash=subject.hash)
    return rows.filter(~Exists(right))


def _make(target: VectorModel, subject: Subject, company_id: UUID | None, rows: Sequence[Any]) -> int:
    # No transaction is open while a provider is asked.
    by_hash = {row.compared_hash: row.compared_text for row in rows}
    found = _embedded(company_id, list(by_hash.values()))
    if found.model != target.name:
        raise RuntimeError("The vectors are of another model than the settings name.")
    vectors = dict(zip(by_hash, map(list, found.vectors), strict=True))
    common = {"company_id": company_id, "model": target}
    with every_company("the library's vectors belong to no company"), transaction.atomic(using="owner"):
        subject.vectors.objects.bulk_create(
            (
                subject.vectors(**common, **{subject.name: row}, content_hash=row.compared_hash, vector=vectors[row.compared_hash])
                for row in rows
            ),
            update_conflicts=True,
            unique_fields=[subject.name, "model"],
            update_fields=["content_hash", "vector", "made_at"],
        )
    return len(rows)


def _embedded(company_id: UUID | None, texts: Sequence[str]) -> Embeddings:
    if company_id is None:
        return wait(platform_models().embed(texts))
    with scope_of(company_id):
        company = Company.objects.get(pk=company_id)
    return wait(models_of(company).embed(texts))


def _take_over(target: VectorModel) -> None:
    with every_company("the model that serves is the same for everybody"), transaction.atomic(using="owner"):
        target = VectorModel.objects.select_for_update().get(pk=target.pk)
        if target.serves:
            return
        VectorModel.objects.filter(serves=True).update(serves=False)
        VectorModel.objects.filter(pk=target.pk).update(serves=True)
        VectorModel.objects.filter(serves=False).delete()
