"""The only way from an id in an address to an object. What is another's and what is missing answer alike: 404."""

from uuid import UUID

from django.http import Http404

from resumes.models import Candidate, Resume


def candidate_in_company(candidate_id: UUID) -> Candidate:
    candidate = Candidate.objects.select_related("company").filter(pk=candidate_id).first()
    if candidate is None:
        raise Http404
    return candidate


def resume_in_company(resume_id: UUID) -> Resume:
    resume = Resume.objects.select_related("candidate").filter(pk=resume_id).first()
    if resume is None:
        raise Http404
    return resume
