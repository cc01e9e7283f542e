"""Vectors for chunks: made in batches, in the background, and never twice for the same text.

When the settings name another model, its vectors are made beside those that are there. A résumé is looked up by the old ones
until the last of the new ones is made; then the old ones are removed (queries.chunks.model_of).
"""

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.gateway import models_of
from accounts.models import Company
from accounts.tenancy import company_scope, every_company
from ai.waiting import wait
from resumes.models import Chunk, ChunkVector
from resumes.signals import announce_understood

BATCH = 256
# Longer than the gateway's background pace may take, and after a failure the time until the next try.
LEASE = timedelta(minutes=3)


def make_vectors(*, company_id: UUID) -> int:
    """Make a batch of what one company's chunks miss; return how many were made. What fails is due again after a while."""
    target = settings.AI.vector_model
    with company_scope(company_id):
        chunks = _claimed(target)
        company = Company.objects.get(pk=company_id)
    if not chunks:
        return 0
    # No transaction is open while a provider is asked.
    found = wait(models_of(company).embed([chunk.text for chunk in chunks]))
    if found.model != target:
        raise RuntimeError("The vectors are of another model than the settings name.")
    vectors = {chunk.pk: list(vector) for chunk, vector in zip(chunks, found.vectors, strict=True)}
    with company_scope(company_id):
        _keep(target, vectors)
    return len(chunks)


def companies_with_missing() -> list[UUID]:
    with every_company("a sweep finds the companies whose chunks miss vectors"):
        due = _missing(settings.AI.vector_model).filter(due_at__lte=timezone.now() - timedelta(seconds=10))
        return list(due.order_by().values_list("company_id", flat=True).distinct())


def _missing(target: str) -> QuerySet[Chunk]:
    return Chunk.objects.filter(~Exists(ChunkVector.objects.filter(chunk=OuterRef("pk"), model=target)))


def _claimed(target: str) -> Sequence[Chunk]:
    """Whole résumés as far as the batch reaches: only when none of its chunks is missing can a résumé be looked up anew."""
    now = timezone.now()
    due = _missing(target).filter(due_at__lte=now).order_by("resume", "position").select_for_update(skip_locked=True)[:BATCH]
    chunks = list(due)
    Chunk.objects.filter(pk__in=[chunk.pk for chunk in chunks]).update(due_at=now + LEASE)
    return chunks


def _keep(target: str, vectors: dict[UUID, list[float]]) -> None:
    # Some may be gone by now: erased, or made anew.
    left = list(Chunk.objects.filter(pk__in=vectors).select_for_update())
    ChunkVector.objects.bulk_create(
        [ChunkVector(company_id=chunk.company_id, chunk=chunk, model=target, vector=vectors[chunk.pk]) for chunk in left],
        update_conflicts=True,
        unique_fields=["chunk", "model"],
        update_fields=["vector", "made_at"],
    )
    # Another model may be named later: then they are due at once.
    Chunk.objects.filter(pk__in=vectors).update(due_at=timezone.now())
    for resume_id, company_id in {(chunk.resume_id, chunk.company_id) for chunk in left} - _unfinished(target, left):
        ChunkVector.objects.filter(chunk__resume=resume_id).exclude(model=target).delete()
        announce_understood(resume_id, company_id)


def _unfinished(target: str, chunks: Collection[Chunk]) -> set[tuple[UUID, UUID]]:
    resumes = {chunk.resume_id for chunk in chunks}
    return set(_missing(target).filter(resume__in=resumes).values_list("resume_id", "company_id"))
