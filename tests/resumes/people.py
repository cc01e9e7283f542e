"""Candidates for tests."""

from accounts.models import Company
from resumes.models import Candidate, Resume
from resumes.reading.pdf import read_pdf
from resumes.understanding.rules import understood_by_rules
from tests.resumes.documents import SAMPLES


def make_candidate(company: Company, name: str = "Dana Novak", email: str = "dana@post.example", **fields) -> Candidate:
    return Candidate.objects.create(company=company, name=name, email=email, **fields)


def make_resume(candidate: Candidate, **fields) -> Resume:
    values = {"file": "resumes/none", "name": "cv.pdf", "size": 1, "sha256": "0" * 64, "state": "ready", "format": "pdf", "pages": 1}
    return Resume.objects.create(company=candidate.company, candidate=candidate, **values | fields)


def understood_candidate(company: Company) -> Candidate:
    text = read_pdf((SAMPLES / "one-column.pdf").read_bytes()).text
    candidate = make_candidate(company, "Priya Raman", "priya.raman@mail.example")
    made = {"understood": understood_by_rules(text).model_dump(), "understood_by": {"provider": "builtin", "model": "rules", "prompt": 1}}
    make_resume(candidate, name="Priya Raman, résumé.pdf", text=text, state="understood", **made)
    return candidate
