"""The résumé beside a report: what was said of work, without how somebody is reached."""

from dataclasses import dataclass

from accounts.models import Member
from interviews.models import Interview
from resumes.models import Resume
from resumes.understanding.fields import Contact, Understood


@dataclass(frozen=True, slots=True)
class ResumeBeside:
    resume: Resume
    # As a person corrected it, or as it was understood; None where nothing of it was.
    understood: Understood | None


def resume_beside(interview: Interview, member: Member) -> ResumeBeside | None:
    """For whoever recruits: candidates agreed that these read it, and nobody else."""
    assert interview.invitation
    if not member.may_recruit:
        return None
    resume = Resume.objects.filter(candidate=interview.invitation.candidate_id).order_by("-created_at").first()
    if resume is None:
        return None
    known = Understood.model_validate((resume.corrected or resume.understood) or {}).model_copy(update={"contact": Contact()})
    return ResumeBeside(resume, known if known != Understood() else None)
