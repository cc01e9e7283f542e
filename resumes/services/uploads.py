"""Files are taken: kept under a name of ours, recognised when they come again, and put in line for reading."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.base import File
from django.db import IntegrityError, transaction

from accounts.services.audit import Actor, record
from resumes import scanning
from resumes.models import Candidate, Resume
from resumes.reading.verdict import MOST_BYTES
from resumes.services.files import remove_on_commit

# What a name may not hold: control characters; marks that turn the direction of writing and so hide an ending; what has no width,
# but for what joins emoji; halves of surrogates, which no database takes.
HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff\U000e0000-\U000e007f]")
LONGEST_NAME, LONGEST_ENDING = 150, 9


class TooLarge(Exception):
    pass


class Empty(Exception):
    pass


class NotKept(Exception):
    """The store of files is away, or refuses us. Nothing was saved."""


@dataclass(frozen=True, slots=True)
class Received:
    resume: Resume
    # The same file came before.
    duplicate: bool


def receive_resume(*, candidate: Candidate, file: File, name: str, by: Actor) -> Received:  # type: ignore[type-arg]
    """Keep a file for a candidate; the caller enqueues tasks.read_resume."""
    if not file.size:
        raise Empty
    if file.size > MOST_BYTES:
        raise TooLarge
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    resume = Resume(company_id=candidate.company_id, candidate=candidate, name=shown_name(name), size=file.size, sha256=sha256)
    resume.given_by = by.user
    # What came before there was a scanner may not have been scanned.
    if not scanning.is_on():
        _as_before(resume)
    try:
        with transaction.atomic():
            resume.file.save(resume.name, file, save=False)
            resume.save()
            record(by=by, company=candidate.company, action="resume.received", target=resume)
    except OSError:
        raise NotKept from None
    except IntegrityError:
        remove_on_commit([str(resume.file.name)])
        return Received(Resume.objects.get(candidate=candidate, sha256=sha256), duplicate=True)
    return Received(resume, duplicate=False)


def shown_name(name: str) -> str:
    """A file's name for showing: the last part of a path, without what cannot be seen, and not too long."""
    last = re.split(r"[/\\]", name)[-1]
    clean = " ".join(HIDDEN.sub("", last).split()) or "résumé"
    if len(clean) <= LONGEST_NAME:
        return clean
    ending = PurePath(clean).suffix[:LONGEST_ENDING]
    return f"{clean[: LONGEST_NAME - len(ending) - 1]}…{ending}"


def _as_before(resume: Resume) -> None:
    """The same file of another candidate of this company was read already: its text is the same."""
    before = Resume.objects.filter(sha256=resume.sha256).exclude(state=Resume.State.RECEIVED).first()
    if before:
        for name in ("problem", "format", "pages", "reader", "text"):
            setattr(resume, name, getattr(before, name))
        resume.state = Resume.State.REFUSED if before.problem else Resume.State.READ
