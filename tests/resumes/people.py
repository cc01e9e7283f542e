"""Candidates for tests."""

from accounts.models import Company
from resumes.models import Candidate, Resume


def make_candidate(company: Company, name: str = "Dana Novak", email: str = "dana@post.example", **fields) -> Candidate:
    return Candidate.objects.create(company=company, name=name, email=email, **fields)


def make_resume(candidate: Candidate, **fields) -> Resume:
    values = {"file": "resumes/none", "name": "cv.pdf", "size": 1, "sha256": "0" * 64, "state": "ready", "format": "pdf", "pages": 1}
    return Resume.objects.create(company=candidate.company, candidate=candidate, **values | fields)
