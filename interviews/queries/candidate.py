"""What candidates' pages show."""

from dataclasses import dataclass

from interviews.models import AdjustmentRequest, Invitation, Job, JobMember, Question
from interviews.models.library import State
from interviews.plans.content import PlanContent
from interviews.starters import NEXT_STEPS
from resumes.models import Resume


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads what a candidate says: by name whoever invited and those who were given the job."""

    inviter: str
    reviewers: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(name for name in (self.inviter, *self.reviewers) if name))


def readers_of(invitation: Invitation) -> Readers:
    given = JobMember.objects.filter(job=invitation.job_id, member__user__is_active=True).order_by("given_at")
    reviewers = tuple(given.values_list("member__user__name", flat=True))
    return Readers(invitation.invited_by.name if invitation.invited_by else "", reviewers)


def newest_resume(invitation: Invitation) -> Resume | None:
    """Of those that they gave themselves: what recruiters file about somebody is not for their eyes."""
    return invitation.candidate.resumes.filter(given_by=None).order_by("-created_at").first()


def newest_adjustment(invitation: Invitation) -> AdjustmentRequest | None:
    return invitation.adjustment_requests.order_by("-asked_at").first()


def next_steps_of(job: Job) -> str:
    """What the company says about them, where it has answered our question about it."""
    return next((row["answer"] for row in job.faq if row["question"] in NEXT_STEPS), "")


def practice_question(invitation: Invitation, language: str, content: PlanContent | None = None) -> Question | None:
    """One of the library's warm-ups, the same one each time that the page is opened, and none that the interview asks."""
    warm_ups = Question.objects.filter(company=None, domain="warm-ups", language=language, is_current=True, state=State.ACTIVE)
    if content:
        asked = (content.phases.warmup.text, *(question.text for question in content.questions))
        warm_ups = warm_ups.exclude(pk__in=content.question_ids()).exclude(text__in=asked)
    keys = list(warm_ups.order_by("key").values_list("pk", flat=True))
    return warm_ups.get(pk=keys[invitation.pk.int % len(keys)]) if keys else None
