"""Text becomes fields: by a model or by rules, kept only where it stands in the text, and never over what a person corrected."""

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.gateway import models_of
from accounts.models import Company
from accounts.tenancy import company_scope, every_company
from ai.errors import AIError
from ai.results import Answer
from ai.waiting import wait
from resumes.models import Candidate, Resume
from resumes.prompts import UNDERSTAND, UnderstandInputs
from resumes.reading.verdict import Problem
from resumes.understanding.fields import Understood
from resumes.understanding.places import only_what_stands
from resumes.understanding.rules import understood_by_rules

# Longer than the gateway's background pace may take.
LEASE = timedelta(minutes=3)
AGAIN_AFTER = timedelta(minutes=1)
MOST_ATTEMPTS = 3
# With those of reading, and of workers that died.
MOST_CLAIMS = 8
SWEEP_AT_MOST = 200
# Of a longer one the rest is read by people.
MOST_CHARACTERS = 60_000
LONGEST_ADDRESS = 254


def understand_resume(*, resume_id: UUID, company_id: UUID) -> None:
    with company_scope(company_id):
        resume = _claimed(resume_id)
        company = Company.objects.get(pk=company_id)
    if resume is None:
        return
    # No transaction is open while a model, or a rule, works.
    text = resume.text[:MOST_CHARACTERS]
    answer = None
    try:
        answer = wait(models_of(company).run(UNDERSTAND, UnderstandInputs(text=text)))
    except AIError:
        if resume.attempts < MOST_ATTEMPTS:
            with company_scope(company_id):
                Resume.objects.filter(pk=resume.pk).update(due_at=timezone.now() + AGAIN_AFTER)
            return
    understood = only_what_stands(text, answer.output if answer else understood_by_rules(text))
    with company_scope(company_id):
        _note(resume, answer, understood)


def due_for_understanding() -> list[tuple[UUID, UUID]]:
    """What nobody enqueued, and what its worker died over."""
    with every_company("a sweep finds the résumés of all companies that wait for being understood"):
        waiting = Resume.objects.filter(state=Resume.State.READ, due_at__lte=timezone.now() - timedelta(seconds=10)).order_by("due_at")
        return list(waiting.values_list("pk", "company_id")[:SWEEP_AT_MOST])


def _claimed(resume_id: UUID) -> Resume | None:
    now = timezone.now()
    waiting = Resume.objects.filter(pk=resume_id, state=Resume.State.READ, due_at__lte=now)
    if not waiting.update(due_at=now + LEASE, attempts=F("attempts") + 1):
        return None
    resume = Resume.objects.get(pk=resume_id)
    if resume.attempts > MOST_CLAIMS:
        # Something else than the models fails over it, each time anew, and each time is paid for.
        Resume.objects.filter(pk=resume.pk).update(state=Resume.State.REFUSED, problem=Problem.DAMAGED)
        return None
    return resume


def _note(resume: Resume, answer: Answer[Understood] | None, understood: Understood) -> None:
    """Without an answer the rules did it, and the page says so."""
    made = {"provider": answer.made.provider, "model": answer.made.model, "prompt": UNDERSTAND.prompt.version} if answer else {}
    noted = Resume.objects.filter(pk=resume.pk, state=Resume.State.READ).update(
        state=Resume.State.UNDERSTOOD, understood=understood.model_dump(), understood_by=made, due_at=timezone.now(), attempts=0
    )
    if noted:
        _complete(resume, understood)


def _complete(resume: Resume, understood: Understood) -> None:
    """Fill what nobody has filled in. What a person wrote stays."""
    candidate, contact = resume.candidate, understood.contact
    # Until now the file's name stood in for the person's.
    if contact.name and candidate.source == Candidate.Source.UPLOADED and resume.name.startswith(candidate.name):
        candidate.name = contact.name[:120]
    if not candidate.phone:
        candidate.phone = contact.phone[:40]
    is_free = _is_address(contact.email) and not Candidate.objects.filter(email__iexact=contact.email).exists()
    if not candidate.email and is_free:
        candidate.email = contact.email
    try:
        with transaction.atomic():
            candidate.save(update_fields=["name", "phone", "email"])
    except IntegrityError:
        # Another résumé said the same address at the same moment.
        candidate.save(update_fields=["name", "phone"])


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_ADDRESS
