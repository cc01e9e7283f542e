"""Candidates are added and kept in order."""

from django.db import IntegrityError, transaction

from accounts.models import Company
from accounts.services.audit import Actor, record
from resumes.models import Candidate
from resumes.services.files import remove_on_commit


class AddressTaken(Exception):
    """The company has a candidate with this e-mail address already."""

    def __init__(self, candidate: Candidate) -> None:
        super().__init__()
        self.candidate = candidate


def add_candidate(*, company: Company, name: str, email: str, source: Candidate.Source, by: Actor) -> Candidate:
    try:
        with transaction.atomic():
            candidate = Candidate.objects.create(company=company, name=name, email=email, source=source)
            record(by=by, company=company, action="candidate.added", target=candidate, source=source)
    except IntegrityError:
        raise AddressTaken(Candidate.objects.get(email__iexact=email)) from None
    return candidate


def erase_candidate(*, candidate: Candidate, by: Actor) -> None:
    """Remove a person with all that stems from them. The log keeps that it happened, and an id."""
    company = candidate.company
    with transaction.atomic():
        # An upload that is under way comes before or after, and not in between.
        Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
        names = [str(resume.file.name) for resume in candidate.resumes.all()]
        record(by=by, company=company, action="candidate.erased", target=candidate)
        candidate.delete()
        remove_on_commit(names)
