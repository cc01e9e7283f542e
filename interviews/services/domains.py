"""What the pieces of a résumé are about, in the library's words: found here, where the library is, and kept by resumes.

By meaning first, which costs nothing. Where the company has a model it looks at all pieces together, in one call a résumé, and
chooses among the library's domains; what it says of others does not count, and where it is away meaning alone decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from accounts.gateway import can_ask_a_model, models_of
from accounts.models import Company
from accounts.tenancy import company_scope
from ai.errors import AIError
from ai.pace import Pace
from ai.waiting import wait
from interviews.prompts.placing import MOST_DOMAINS, MOST_PIECES, PLACE_PIECES, PieceToPlace, Placed, PlaceInputs
from interviews.queries.domains import Fields, Written, domains_of, fields_of_library
from interviews.queries.lookup import serving_model
from resumes.models import Chunk, ChunkVector
from resumes.services.domains import claim_for_domains, resumes_without_domains, set_domains

# The task that waits for it has a minute.
PLACING = Pace(deadline=45, answer_within=20, tries=2, pause=1)
LONGEST_PIECE = 600
# The library has fifteen. Of many more, those near any piece are offered.
MOST_OFFERED = 40


@dataclass(frozen=True, slots=True)
class Found:
    # Of each piece.
    domains: list[list[str]]
    # Which model said so, if one did.
    by: dict[str, object] = field(default_factory=dict)


def find_domains(*, resume_id: UUID, company_id: UUID) -> None:
    """Nothing happens before the library's model has seen both: the sweep comes again."""
    model = serving_model()
    fields = fields_of_library(model) if model else None
    if model is None or fields is None:
        return
    with company_scope(company_id):
        if not claim_for_domains(resume_id=resume_id, model=model.name):
            return
        rows = ChunkVector.objects.filter(chunk__resume=resume_id, model=model.name).select_related("chunk").order_by("chunk__position")
        chunks = {row.chunk: Written(row.chunk.text, row.vector) for row in rows}
        company = Company.objects.get(pk=company_id)
    # No transaction is open while a model works.
    found = _found(list(chunks), domains_of(list(chunks.values()), fields), fields, company)
    with company_scope(company_id):
        set_domains(resume_id=resume_id, found={chunk.pk: each for chunk, each in zip(chunks, found.domains, strict=True)}, by=found.by)


def due_for_domains() -> list[tuple[UUID, UUID]]:
    """What nobody announced, or what the library could not be compared with until now."""
    model = serving_model()
    return resumes_without_domains(model.name) if model and fields_of_library(model) else []


def _found(chunks: Sequence[Chunk], near: list[list[str]], fields: Fields, company: Company) -> Found:
    if not can_ask_a_model(company):
        return Found(near)
    inputs = _inputs(chunks, near, fields)
    try:
        answer = wait(models_of(company).run(PLACE_PIECES, inputs, pace=PLACING))
    except AIError:
        return Found(near)
    if answer.made.is_builtin:
        return Found(near)
    by = {"provider": answer.made.provider, "model": answer.made.model, "prompt": answer.prompt_version}
    return Found(chosen_among(inputs.domains, answer.output, near), by)


def chosen_among(offered: Sequence[str], placed: Placed, near: Sequence[list[str]]) -> list[list[str]]:
    """What the model chose of what it was offered. Of a piece that it forgot, or gave other names alone, meaning decides."""
    said = {piece.number: piece.domains for piece in placed.pieces}
    return [_chosen(offered, said.get(number), by_meaning) for number, by_meaning in enumerate(near, 1)]


def _chosen(offered: Sequence[str], said: Sequence[str] | None, by_meaning: list[str]) -> list[str]:
    if said is None:
        return by_meaning
    known = [domain for domain in dict.fromkeys(said) if domain in offered]
    return known[:MOST_DOMAINS] if known or not said else by_meaning


def _inputs(chunks: Sequence[Chunk], near: Sequence[Sequence[str]], fields: Fields) -> PlaceInputs:
    nearest_first = dict.fromkeys([*(domain for domains in near for domain in domains), *sorted(fields.centres)])
    numbered = list(enumerate(zip(chunks, near, strict=True), 1))[:MOST_PIECES]
    return PlaceInputs(
        headline=next((chunk.text[:LONGEST_PIECE] for chunk in chunks if chunk.kind == Chunk.Kind.HEADLINE), ""),
        domains=tuple(sorted(list(nearest_first)[:MOST_OFFERED])),
        pieces=tuple(PieceToPlace(number, chunk.text[:LONGEST_PIECE], tuple(domains)) for number, (chunk, domains) in numbered),
    )
