"""What a person puts right in what was understood. It stands beside it, and stays when that is made anew."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.services.audit import Actor, record
from resumes.models import Resume
from resumes.understanding.fields import Understood


class ChangedMeanwhile(Exception):
    """Somebody else corrected the résumé after this person had opened it."""


class NotUnderstood(Exception):
    """It was never understood, or is being understood at this moment."""


def correct_understanding(*, resume: Resume, corrected: Understood, seen: datetime | None, by: Actor) -> None:
    """`seen`: when it had last been corrected as far as this person knows."""
    with transaction.atomic():
        current = _locked(resume)
        if current.corrected_at != seen:
            raise ChangedMeanwhile
        before = Understood.model_validate(current.corrected or current.understood or {})
        changed = sorted(name for name in Understood.model_fields if getattr(before, name) != getattr(corrected, name))
        if not changed:
            return
        _write(resume, corrected=corrected.model_dump(), corrected_by=by.user, corrected_at=timezone.now())
        _prepare_anew(resume)
        record(by=by, company=resume.candidate.company, action="resume.corrected", target=resume, fields=changed)


def take_back_correction(*, resume: Resume, by: Actor) -> None:
    """What was read holds again."""
    with transaction.atomic():
        if _locked(resume).corrected is not None:
            _write(resume, corrected=None, corrected_by=None, corrected_at=None)
            _prepare_anew(resume)
            record(by=by, company=resume.candidate.company, action="resume.correction_taken_back", target=resume)


def understand_again(*, resume: Resume, by: Actor) -> None:
    """Put it in line once more; the caller enqueues tasks.understand_resume. Until then the page keeps what it has."""
    with transaction.atomic():
        if _locked(resume).state not in (Resume.State.UNDERSTOOD, Resume.State.READY):
            raise NotUnderstood
        _write(resume, state=Resume.State.READ, due_at=timezone.now(), attempts=0)
        record(by=by, company=resume.candidate.company, action="resume.understood_again", target=resume)


def _prepare_anew(resume: Resume) -> None:
    """What was made of it is made anew; the caller enqueues tasks.prepare_resume. One that is being understood comes to that by itself."""
    prepared = Resume.objects.filter(pk=resume.pk, state__in=[Resume.State.UNDERSTOOD, Resume.State.READY])
    prepared.update(state=Resume.State.UNDERSTOOD, due_at=timezone.now(), attempts=0)


def _locked(resume: Resume) -> Resume:
    return Resume.objects.select_for_update(of=("self",)).get(pk=resume.pk)


def _write(resume: Resume, **values: object) -> None:
    Resume.objects.filter(pk=resume.pk).update(**values)
