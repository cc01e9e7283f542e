"""A file becomes text: claimed, copied out of storage, scanned, read in a child process, noted.

What is not the file's fault never ends its waiting: a scanner or a store that is away, and up to a point a machine that is busy.
"""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import BoundedSemaphore
from uuid import UUID

from django.db.models import F, OuterRef, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from accounts.tenancy import company_scope, every_company
from resumes.models import Resume
from resumes.reading.child import read
from resumes.reading.verdict import Problem, Reading, Starved, Unreadable
from resumes.scanning import ScannerAway, has_virus
from resumes.services.files import remove_on_commit

log = logging.getLogger(__name__)

# Longer than a child may take with everything around it.
LEASE = timedelta(minutes=2)
AGAIN_AFTER = timedelta(minutes=1)
MOST_ATTEMPTS = 3
SWEEP_AT_MOST = 200
Wait = Resume.Wait
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
    outcome = _outcome(resume)
    with company_scope(company_id):
        if isinstance(outcome, Wait):
            _put_off(resume, outcome)
        else:
            _note(resume, outcome)


def _outcome(resume: Resume) -> Reading | Problem | Wait:
    """No transaction is open while the scanner and the child work."""
    try:
        with _copy_of(resume) as path:
            return Problem.VIRUS if has_virus(path) else read(path)
    except Unreadable as why:
        return why.problem
    except Starved:
        return Wait.ROOM if resume.attempts < MOST_ATTEMPTS else Problem.TOO_SLOW
    except ScannerAway:
        return Wait.SCAN
    except FileNotFoundError:
        return Problem.DAMAGED
    except OSError:
        return Wait.STORE


def due_resumes() -> list[tuple[UUID, UUID]]:
    """What nobody enqueued, and what its worker died over."""
    return _due(before=timezone.now() - timedelta(seconds=10), at_most=SWEEP_AT_MOST)


def next_resume() -> list[tuple[UUID, UUID]]:
    """The one whose turn it is, if any: there may have been no room for it."""
    return _due(before=timezone.now(), at_most=1)


def _due(*, before: datetime, at_most: int) -> list[tuple[UUID, UUID]]:
    """The companies take turns, whoever has waited longest for one first: many files of one do not hold up another's."""
    with every_company("a sweep finds the files of all companies that wait for reading"):
        last_turn = Resume.objects.filter(company=OuterRef("company"), begun_at__isnull=False).order_by("-begun_at").values("begun_at")[:1]
        waiting = Resume.objects.filter(state=Resume.State.RECEIVED, due_at__lte=before).annotate(
            place=Window(RowNumber(), partition_by="company", order_by=["due_at", "pk"]), last_turn=Subquery(last_turn)
        )
        rows = waiting.order_by("place", F("last_turn").asc(nulls_first=True), "due_at")
        return list(rows.values_list("pk", "company_id")[:at_most])


def _claimed(resume_id: UUID) -> Resume | None:
    now = timezone.now()
    waiting = Resume.objects.filter(pk=resume_id, state=Resume.State.RECEIVED, due_at__lte=now)
    if not waiting.update(due_at=now + LEASE, begun_at=now, attempts=F("attempts") + 1):
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


def _put_off(resume: Resume, wait: Wait) -> None:
    """Only a machine that is busy again and again counts: it may be the file after all."""
    log.warning("a file waits", extra={"facts": {"resume": str(resume.pk), "for": wait}})
    spent = resume.attempts if wait == Wait.ROOM else resume.attempts - 1
    mine = Resume.objects.filter(pk=resume.pk, state=Resume.State.RECEIVED)
    mine.update(due_at=timezone.now() + AGAIN_AFTER, waits_for=wait, attempts=spent)


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
    if outcome == Problem.VIRUS:
        found["file"] = ""
    noted = Resume.objects.filter(pk=resume.pk, state=Resume.State.RECEIVED).update(due_at=timezone.now(), waits_for="", **found)
    if noted and outcome == Problem.VIRUS:
        remove_on_commit([str(resume.file.name)])
