"""What was understood becomes what an interviewer knows: chunks, and a summary with questions for this person alone.

Chunks are plain code and there at once; the summary may wait for a model. When a person corrects what was understood, both are
made anew: what did not change keeps its vector.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.gateway import models_of
from accounts.models import Company
from accounts.tenancy import company_scope, every_company
from ai.errors import AIError
from ai.results import Answer
from ai.waiting import wait
from resumes.chunks.cutting import Piece, pieces_of
from resumes.models import Chunk, Resume, Summary
from resumes.prompts import SUMMARISE
from resumes.summaries.checks import kept_of
from resumes.summaries.fields import Brief, Kept
from resumes.summaries.inputs import Language, Material, SummariseInputs
from resumes.summaries.rules import summary_by_rules, with_note_of_orders
from resumes.understanding.fields import Understood
from resumes.understanding.years import years_per_skill

# Longer than the gateway's background pace may take.
LEASE = timedelta(minutes=3)
AGAIN_AFTER = timedelta(minutes=1)
MOST_ATTEMPTS = 3
# With those of workers that died.
MOST_CLAIMS = 8
SWEEP_AT_MOST = 200


def prepare_resume(*, resume_id: UUID, company_id: UUID) -> bool:
    """Return whether its chunks are there now, so that somebody may make their vectors."""
    with company_scope(company_id):
        resume = _claimed(resume_id)
        company = Company.objects.get(pk=company_id)
    if resume is None:
        return False
    # No transaction is open while a model, or a rule, works.
    understood = Understood.model_validate(resume.corrected or resume.understood)
    pieces = pieces_of(resume.text, understood)
    with company_scope(company_id):
        if not _keep_chunks(resume, pieces):
            return False
    inputs = _inputs(pieces, understood, company)
    answer = None
    try:
        answer = wait(models_of(company).run(SUMMARISE, inputs))
    except AIError:
        if resume.attempts < MOST_ATTEMPTS:
            with company_scope(company_id):
                _held(resume).update(due_at=timezone.now() + AGAIN_AFTER)
            return True
    brief = with_note_of_orders(answer.output if answer else summary_by_rules(inputs), inputs)
    kept = kept_of(brief, resume.text, [piece.text for piece in pieces])
    with company_scope(company_id):
        _keep_summary(resume, answer, kept)
    return True


def due_for_preparing() -> list[tuple[UUID, UUID]]:
    """What nobody enqueued, and what its worker died over."""
    with every_company("a sweep finds the résumés of all companies that wait for chunks and a summary"):
        due = Resume.objects.filter(state=Resume.State.UNDERSTOOD, due_at__lte=timezone.now() - timedelta(seconds=10))
        return list(due.order_by("due_at").values_list("pk", "company_id")[:SWEEP_AT_MOST])


def _claimed(resume_id: UUID) -> Resume | None:
    now = timezone.now()
    waiting = Resume.objects.filter(pk=resume_id, state=Resume.State.UNDERSTOOD, due_at__lte=now)
    if not waiting.update(due_at=now + LEASE, attempts=F("attempts") + 1):
        return None
    resume = Resume.objects.get(pk=resume_id)
    if resume.attempts > MOST_CLAIMS:
        # Something else than the models fails over it, each time anew, and each time is paid for. It can be read without.
        _held(resume).update(state=Resume.State.READY, attempts=0)
        return None
    return resume


def _held(resume: Resume) -> QuerySet[Resume]:
    """The row, as long as this claim holds: a correction, and another worker's claim, change when it is due."""
    return Resume.objects.filter(pk=resume.pk, state=Resume.State.UNDERSTOOD, due_at=resume.due_at)


def _keep_chunks(resume: Resume, pieces: Sequence[Piece]) -> bool:
    """What says the same stays as it is, with its vector and its domains."""
    if not _held(resume).select_for_update().exists():
        return False
    there = {chunk.content_hash: chunk for chunk in resume.chunks.all()}
    wanted = [_chunk(resume, position, piece, there.get(piece.content_hash)) for position, piece in enumerate(pieces)]
    resume.chunks.exclude(pk__in=[chunk.pk for chunk in wanted]).delete()
    Chunk.objects.bulk_create([chunk for chunk in wanted if chunk.content_hash not in there])
    Chunk.objects.bulk_update([chunk for chunk in wanted if chunk.content_hash in there], ["section", "entry", "position", "start", "end"])
    return True


def _chunk(resume: Resume, position: int, piece: Piece, before: Chunk | None) -> Chunk:
    chunk = before or Chunk(company_id=resume.company_id, resume=resume, kind=piece.kind, text=piece.text, content_hash=piece.content_hash)
    chunk.section, chunk.entry, chunk.position = piece.section, piece.entry, position
    chunk.start, chunk.end = piece.place or (None, None)
    return chunk


def _inputs(pieces: Sequence[Piece], understood: Understood, company: Company) -> SummariseInputs:
    years = years_per_skill(understood, timezone.now().date())
    skills = [item.text for piece in pieces if piece.kind == Chunk.Kind.SKILLS for item in piece.items]
    return SummariseInputs(
        headline=next((piece.text for piece in pieces if piece.kind == Chunk.Kind.HEADLINE), ""),
        pieces=tuple(_material(piece) for piece in pieces if piece.kind != Chunk.Kind.HEADLINE),
        skills=tuple(sorted(((skill, years.get(skill, 0.0)) for skill in skills), key=lambda pair: -pair[1])),
        language=Language(Company.Language(company.language).label),
    )


def _material(piece: Piece) -> Material:
    return Material(piece.kind, piece.head, tuple(item.text for item in piece.items))


def _keep_summary(resume: Resume, answer: Answer[Brief] | None, kept: Kept) -> None:
    """Without an answer the rules did it, and the page says so."""
    if not _held(resume).update(state=Resume.State.READY, attempts=0):
        return
    made = {"provider": answer.made.provider, "model": answer.made.model, "prompt": SUMMARISE.prompt.version} if answer else {}
    Summary.objects.update_or_create(
        resume=resume,
        defaults={"company_id": resume.company_id, "content": kept.model_dump(), "made_by": made, "made_at": timezone.now()},
    )
