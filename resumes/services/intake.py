"""A file that comes without a person becomes a candidate, or leaves nothing behind."""

import hashlib
from pathlib import PurePath

from django.core.files.base import File
from django.db import transaction

from accounts.models import Company
from accounts.services.audit import Actor, record
from accounts.tenancy import own_cursor
from resumes.models import Candidate, Resume
from resumes.reading.sniff import problem_at_sight
from resumes.reading.verdict import MOST_BYTES, Problem, Unreadable
from resumes.services.uploads import Received, receive_resume, shown_name


def receive_candidate(*, company: Company, file: File, name: str, by: Actor) -> Received:  # type: ignore[type-arg]
    """The candidate is named by the file until the résumé has said who it is; the caller enqueues tasks.read_resume.

    A file that the company has already makes nobody anew.
    """
    if (file.size or 0) > MOST_BYTES:
        raise Unreadable(Problem.TOO_LARGE)
    data = file.read()
    file.seek(0)
    problem = problem_at_sight(data)
    if problem:
        raise Unreadable(problem)
    sha256 = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        _wait_for_the_same(company, sha256)
        known = Resume.objects.filter(sha256=sha256).select_related("candidate").order_by("created_at").first()
        if known:
            return Received(known, duplicate=True)
        shown = shown_name(name)
        stem = PurePath(shown).stem or shown
        candidate = Candidate.objects.create(company=company, name=stem[:120], source=Candidate.Source.UPLOADED)
        record(by=by, company=company, action="candidate.added", target=candidate, source=candidate.source)
        return receive_resume(candidate=candidate, file=file, name=name, by=by)


def _wait_for_the_same(company: Company, sha256: str) -> None:
    """Of one file that arrives twice at the same moment the second finds the first. The lock ends with the transaction."""
    with own_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{company.pk} {sha256}"])
