"""What chunks are about, in the domains of the question library. Whoever knows these says it; here it is kept."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.tenancy import every_company
from resumes.models import Chunk, ChunkVector

SWEEP_AT_MOST = 200


def set_domains(*, found: Mapping[UUID, Sequence[str]]) -> None:
    """Of each chunk its domains, the nearest first, or none where it is about nothing that the library asks for."""
    with transaction.atomic():
        chunks = list(Chunk.objects.filter(pk__in=found).select_for_update())
        for chunk in chunks:
            chunk.domains = list(found[chunk.pk])
            chunk.domain = chunk.domains[0] if chunk.domains else ""
            chunk.domains_at = timezone.now()
        Chunk.objects.bulk_update(chunks, ["domains", "domain", "domains_at"])


def resumes_without_domains(model: str) -> list[tuple[UUID, UUID]]:
    """Where some chunk can be compared by this model and nobody has looked at it."""
    with every_company("a sweep finds the résumés of all companies whose chunks have no domains"):
        comparable = Exists(ChunkVector.objects.filter(chunk=OuterRef("pk"), model=model))
        due = Chunk.objects.filter(comparable, domains_at=None).order_by()
        return list(due.values_list("resume_id", "company_id").distinct()[:SWEEP_AT_MOST])
