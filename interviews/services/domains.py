"""What the pieces of a résumé are about, in the library's words: found here, where the library is, and kept by resumes."""

from uuid import UUID

from accounts.tenancy import company_scope
from interviews.queries.domains import Written, domains_of, fields_of_library
from interviews.queries.lookup import serving_model
from resumes.models import ChunkVector
from resumes.services.domains import resumes_without_domains, set_domains


def find_domains(*, resume_id: UUID, company_id: UUID) -> None:
    """Nothing happens before the library's model has seen both: the sweep comes again."""
    model = serving_model()
    fields = fields_of_library(model) if model else None
    if model is None or fields is None:
        return
    with company_scope(company_id):
        rows = ChunkVector.objects.filter(chunk__resume=resume_id, model=model.name).select_related("chunk").order_by("chunk__position")
        chunks = {row.chunk_id: Written(row.chunk.text, row.vector) for row in rows}
    found = domains_of(list(chunks.values()), fields)
    with company_scope(company_id):
        set_domains(found=dict(zip(chunks, found, strict=True)))


def due_for_domains() -> list[tuple[UUID, UUID]]:
    """What nobody announced, or what the library could not be compared with until now."""
    model = serving_model()
    return resumes_without_domains(model.name) if model and fields_of_library(model) else []
