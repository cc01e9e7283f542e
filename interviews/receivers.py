"""What follows here from what happens in the apps below."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone

from accounts.models import Member, OutboxMail
from accounts.services.outbox import TO_CANDIDATES
from accounts.tasks import delay_on_commit
from interviews import tasks
from interviews.models import Invitation, InvitationList
from interviews.queries.invitations import mail_prefix
from interviews.signals import interview_finished
from resumes.models import Candidate
from resumes.signals import candidates_merged, resume_understood


@receiver(resume_understood)
def find_domains(resume_id: UUID, company_id: UUID, **kwargs: object) -> None:
    delay_on_commit(tasks.find_domains, str(resume_id), str(company_id))


@receiver(interview_finished)
def tell_of_ending(interview_id: UUID, company_id: UUID, **kwargs: object) -> None:
    delay_on_commit(tasks.tell_ending, str(interview_id), str(company_id))


@receiver(candidates_merged)
def move_invitations(kept_id: UUID, gone_id: UUID, **kwargs: object) -> None:
    """Where both were invited to one job, the one who got further stays invited, and the other link ends."""
    moment, of_kept = timezone.now(), {each.job_id: each for each in _open_invitations(kept_id)}
    for moving in _open_invitations(gone_id):
        standing = of_kept.get(moving.job_id)
        if standing:
            ends = standing if _how_far(moving) > _how_far(standing) else moving
            Invitation.objects.filter(pk=ends.pk).update(revoked_at=moment)
    Invitation.objects.filter(candidate=gone_id).update(candidate=kept_id)


def _open_invitations(candidate_id: UUID) -> QuerySet[Invitation]:
    found = Invitation.objects.filter(candidate=candidate_id, revoked_at=None, declined_at=None, withdrawn_at=None)
    return found.select_for_update(of=("self",)).order_by("pk")


def _how_far(invitation: Invitation) -> tuple[bool, bool, bool]:
    return bool(invitation.completed_at), bool(invitation.started_at), bool(invitation.opened_at)


@receiver(pre_delete, sender=Candidate)
def forget_candidate(instance: Candidate, **kwargs: Any) -> None:
    """Invitations go by their foreign keys; mail knows them by its key, and lists know the person by their address alone."""
    for invitation in Invitation.objects.filter(candidate=instance):
        # Also what went to an address that they no longer have.
        OutboxMail.objects.filter(company=instance.company_id, key__startswith=mail_prefix(invitation.pk)).delete()
    if not instance.email:
        return
    mails = OutboxMail.objects.filter(company=instance.company_id, to__iexact=instance.email)
    if Member.objects.filter(user__email__iexact=instance.email).exists():
        # A colleague who applied keeps the mail that they got as a colleague.
        mails = mails.filter(kind__startswith=TO_CANDIDATES)
    mails.delete()
    lists = InvitationList.objects.annotate(words=Cast("rows", TextField())).filter(words__icontains=instance.email)
    for found in lists.select_for_update(of=("self",)):
        # In their place: the rows before and after keep their numbers, and what was sent stays counted.
        found.rows = [_without(row) if row["email"].lower() == instance.email.lower() else row for row in found.rows]
        found.save(update_fields=["rows"])


def _without(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "name": "", "email": "", "suggestion": "", "suggested_name": "", "invitation": "", "left_out": True, "result": "left-out",
            "why": "Erased."}  # fmt: skip
