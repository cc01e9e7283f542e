"""A file becomes text: claimed, copied out of storage, read in a child process, noted."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import BoundedSemaphore
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from accounts.tenancy import company_scope, every_company
from resumes.models import Resume
from resumes.reading.child import read
from resumes.reading.verdict import Problem, Reading, Unreadable

# Longer than a child may take with everything around it.
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 3
SWEEP_AT_MOST = 200
# Of a worker's children at once: files that take long must leave processors to pages, and threads to other tasks.
ROOM = BoundedSemaphore(2)


def read_resume_if_there_is_room(*, resume_id: UUID, company_id: UUID) -> bool:
    """Return whether there was room. Else the file stays due, and nobody waits for it: whoever ends takes up the next."""
    if not ROOM.acquire(blocking=False):
        return False
    try:
        read_resume(resume_id=resume_id, company_id=company_id)
    finally:
        ROOM.release()
    return True


def read_resume(*, resume_id: UUID, company_id: UUID) -> None:
    with company_scope(company_id):
        resume = _claimed(resume_id)
    if resume is None:
        return
    # No transaction is open while the child works.
    try:
        with _copy_of(resume) as path:
            outcome: Reading | Problem = read(path)
    except Unreadable as why:
        outcome = why.problem
    except FileNotFoundError:
        outcome = Problem.DAMAGED
    with company_scope(company_id):
        _note(resume, outcome)


def due_resumes() -> list[tuple[UUID, UUID]]:
    """What nobody enqueued, and what its worker died over."""
    return _due(before=timezone.now() - timedelta(seconds=10), at_most=SWEEP_AT_MOST)


def next_resume() -> list[tuple[UUID, UUID]]:
    """The one that has waited longest, if any: there may have been no room for it."""
    return _due(before=timezone.now(), at_most=1)


def _due(*, before: datetime, at_most: int) -> list[tuple[UUID, UUID]]:
    with every_company("a sweep finds the files of all companies that wait for reading"):
        rows = Resume.objects.filter(state=Resume.State.RECEIVED, due_at__lte=before).order_by("due_at")
        return list(rows.values_list("pk", "company_id")[:at_most])


def _claimed(resume_id: UUID) -> Resume | None:
    now = timezone.now()
    waiting = Resume.objects.filter(pk=resume_id, state=Resume.State.RECEIVED, due_at__lte=now)
    if not waiting.update(due_at=now + LEASE, attempts=F("attempts") + 1):
        return None
    resume = Resume.objects.get(pk=resume_id)
    if resume.attempts > MOST_ATTEMPTS:
        # It took its workers with it.
        _note(resume, Problem.DAMAGED)
        return None
    return resume


@contextmanager
def _copy_of(resume: Resume) -> Iterator[Path]:
    """The child knows no storage and no key to one."""
    with tempfile.NamedTemporaryFile(prefix="resume-") as copy, resume.file.open("rb") as kept:
        for chunk in kept.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def _note(resume: Resume, outcome: Reading | Problem) -> None:
    found: dict[str, object] = (
        {"state": Resume.State.REFUSED, "problem": outcome}
        if isinstance(outcome, Problem)
        else {
            "state": Resume.State.READ,
            "format": outcome.format,
            "text": outcome.text,
            "pages": outcome.pages,
            "reader": outcome.reader,
        }
    )
    Resume.objects.filter(pk=resume.pk, state=Resume.State.RECEIVED).update(due_at=timezone.now(), **found)
