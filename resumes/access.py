"""The only way from an id in an address to an object. What is another's and what is missing answer alike: 404."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404

from accounts.models import AuditEntry
from resumes.models import Candidate, Resume


class CandidateMerged(Http404):
    """The candidate is part of another one now."""

    def __init__(self, into: UUID) -> None:
        super().__init__()
        self.into = into


def candidate_in_company(candidate_id: UUID) -> Candidate:
    candidate = Candidate.objects.select_related("company").filter(pk=candidate_id).first()
    if candidate is None:
        raise _gone(candidate_id)
    return candidate


def candidate_to_change(candidate_id: UUID) -> Candidate:
    """Nobody merges or erases them until the page has answered."""
    candidate = Candidate.objects.select_for_update(of=("self",)).select_related("company").filter(pk=candidate_id).first()
    if candidate is None:
        raise _gone(candidate_id)
    return candidate


def candidates_in_company(candidate_ids: Iterable[UUID]) -> list[Candidate]:
    """Those of them that are there."""
    return list(Candidate.objects.select_related("company").filter(pk__in=list(candidate_ids)).order_by("name", "pk"))


def resume_in_company(resume_id: UUID) -> Resume:
    resume = Resume.objects.select_related("candidate__company", "corrected_by").filter(pk=resume_id).first()
    if resume is None:
        raise Http404
    return resume


def resume_to_change(resume_id: UUID) -> Resume:
    """It is there, and as it was found, until the page has answered."""
    resume = Resume.objects.select_for_update(of=("self",)).select_related("candidate__company").filter(pk=resume_id).first()
    if resume is None:
        raise Http404
    return resume


def resumes_in_company(resume_ids: Iterable[UUID]) -> list[Resume]:
    """Those of them that are there."""
    return list(Resume.objects.select_related("candidate").filter(pk__in=list(resume_ids)).order_by("created_at", "pk"))


def _gone(candidate_id: UUID) -> Http404:
    """The log is what remembers, for as long as there are candidates: it is never changed."""
    merged = AuditEntry.objects.filter(action="candidate.merged", details__merged=str(candidate_id)).order_by("at").last()
    return CandidateMerged(UUID(merged.target_id)) if merged else Http404()
