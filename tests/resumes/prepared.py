"""Résumés that were prepared for an interviewer, for tests."""

from accounts.models import Company
from accounts.tenancy import company_scope
from resumes.models import Candidate, Resume
from resumes.services.preparing import prepare_resume
from resumes.services.vectors import make_vectors
from resumes.understanding.rules import understood_by_rules
from tests.resumes.people import make_candidate, make_resume

BACKEND = """Ann Lee
ann@post.example · +44 20 7946 0000
Date of birth: 3 May 1984 · Married, two children · Nationality: Irish
Experience
Backend Engineer, Acme Ltd
March 2021 – present
- Cut the p95 of the booking API from 900 ms to 120 ms by indexing and caching in PostgreSQL
- Introduced an outbox between four services, so that duplicate invoices went to none
Maternity leave
2020 – 2021
- Looked after my first child
Software Engineer, Harbour Pay Ltd
2016 – 2020
- Wrote the reconciliation of card payments in Go, with idempotent retries over Kafka
Education
BSc Computer Science, University of Leeds
2002 – 2005
Skills
Python, Go, PostgreSQL, Kafka, Terraform
Languages
English (native), Irish
"""


def understood_resume(candidate: Candidate, text: str = BACKEND, **fields) -> Resume:
    values = {"state": "understood", "text": text, "understood": understood_by_rules(text).model_dump()}
    return make_resume(candidate, **values | fields)


def prepared_resume(company: Company, text: str = BACKEND, email: str = "dana@post.example", **fields) -> Resume:
    """As the background work leaves it. Call it outside a company's scope, with `committed`."""
    with company_scope(company):
        resume = understood_resume(make_candidate(company, email=email), text, **fields)
    prepare_resume(resume_id=resume.pk, company_id=company.pk)
    make_vectors(company_id=company.pk)
    with company_scope(company):
        return Resume.objects.get(pk=resume.pk)
