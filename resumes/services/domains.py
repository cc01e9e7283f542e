"""What chunks are about, in the domains of the question library. Whoever knows these says it; here it is kept."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.tenancy import every_company
from resumes.models import Chunk, ChunkVector, Resume

# Longer than whoever looks may take.
LEASE = timedelta(minutes=3)
SWEEP_AT_MOST = 200


def claim_for_domains(*, resume_id: UUID, model: str) -> bool:
    """Whether some chunk that this model has seen waits, and nobody else is at it: a model may be asked, and is paid for once."""
    now = timezone.now()
    waiting = Exists(_waiting(model).filter(resume=OuterRef("pk")))
    return bool(Resume.objects.filter(waiting, pk=resume_id, domains_due_at__lte=now).update(domains_due_at=now + LEASE))


def set_domains(*, resume_id: UUID, found: Mapping[UUID, Sequence[str]], by: Mapping[str, object]) -> None:
    """Of each chunk its domains, the nearest first, or none where it is about nothing that the library asks for."""
    with transaction.atomic():
        chunks = list(Chunk.objects.filter(pk__in=found).select_for_update())
        for chunk in chunks:
            chunk.domains = list(found[chunk.pk])
            chunk.domain = chunk.domains[0] if chunk.domains else ""
            chunk.domains_at, chunk.domains_by = timezone.now(), dict(by)
        Chunk.objects.bulk_update(chunks, ["domains", "domain", "domains_at", "domains_by"])
        # Those of a correction that came meanwhile are due at once.
        Resume.objects.filter(pk=resume_id).update(domains_due_at=timezone.now())


def resumes_without_domains(model: str) -> list[tuple[UUID, UUID]]:
    """Where some chunk can be compared by this model and nobody has looked at it."""
    with every_company("a sweep finds the résumés of all companies whose chunks have no domains"):
        due = _waiting(model).filter(resume__domains_due_at__lte=timezone.now()).order_by()
        return list(due.values_list("resume_id", "company_id").distinct()[:SWEEP_AT_MOST])


def _waiting(model: str) -> QuerySet[Chunk]:
    return Chunk.objects.filter(Exists(ChunkVector.objects.filter(chunk=OuterRef("pk"), model=model)), domains_at=None)
