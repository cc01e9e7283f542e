"""The résumé beside a report: what was said of work, without how somebody is reached."""

from interviews.models import Interview
from resumes.models import Resume
from resumes.understanding.fields import Contact, Understood


def resume_beside(interview: Interview) -> Understood | None:
    """As a person corrected it, or as it was understood; None where there is nothing to show."""
    assert interview.invitation
    resume = Resume.objects.filter(candidate=interview.invitation.candidate_id).order_by("-created_at").first()
    found = Understood.model_validate((resume.corrected or resume.understood) or {}) if resume else Understood()
    known = found.model_copy(update={"contact": Contact()})
    return known if known != Understood() else None
