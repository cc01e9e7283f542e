"""Candidates are added and kept in order."""

from django.db import IntegrityError, transaction

from accounts.models import Company
from accounts.services.audit import Actor, record
from resumes.models import Candidate


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
