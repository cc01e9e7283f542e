"""What follows here from what happens in the apps below."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver

from accounts.models import Member, OutboxMail
from accounts.services.audit import Actor
from accounts.services.outbox import TO_CANDIDATES
from accounts.tasks import delay_on_commit
from interviews import tasks
from interviews.live.threads import send_later
from interviews.models import Interview, Invitation, InvitationList, Segment
from interviews.queries.considered import before_erasing, before_merging
from interviews.queries.invitations import mail_prefix
from interviews.services.merging import merge_invitations
from interviews.services.proposals import forget_proposals
from interviews.signals import answer_completed, interview_finished
from resumes.models import Candidate
from resumes.services.files import remove_on_commit
from resumes.signals import candidates_merged, candidates_to_erase, erasing_is_considered, merging_is_considered, resume_understood


@receiver(resume_understood)
def find_domains(resume_id: UUID, company_id: UUID, **kwargs: object) -> None:
    delay_on_commit(tasks.find_domains, str(resume_id), str(company_id))


@receiver(answer_completed)
def listen_again(interview_id: UUID, company_id: UUID, turn: int, by_voice: bool, **kwargs: object) -> None:
    """Answers that nobody judges wait for the sweep."""
    if by_voice:
        # The worker that announces it has somebody's next question to word.
        send_later(tasks.listen_again, str(interview_id), turn, str(company_id))


@receiver(interview_finished)
def tell_of_ending(interview_id: UUID, company_id: UUID, **kwargs: object) -> None:
    delay_on_commit(tasks.tell_ending, str(interview_id), str(company_id))


@receiver(candidates_merged)
def move_invitations(kept_id: UUID, gone_id: UUID, by: Actor, **kwargs: object) -> None:
    merge_invitations(kept_id=kept_id, gone_id=gone_id, by=by)


@receiver(erasing_is_considered)
def say_what_goes(candidate_ids: Sequence[UUID], **kwargs: object) -> list[str]:
    return before_erasing(candidate_ids)


@receiver(merging_is_considered)
def say_what_comes_along(kept_id: UUID, gone_id: UUID, **kwargs: object) -> list[str]:
    return before_merging(kept_id, gone_id)


@receiver(candidates_to_erase)
def lock_lists(**kwargs: object) -> None:
    """Whoever sends a list holds it and then comes to candidates; whoever erases goes the same way round."""
    list(InvitationList.objects.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


@receiver(post_delete, sender=Segment)
def remove_recording(instance: Segment, **kwargs: Any) -> None:
    """Whatever it goes with: a candidate, a job, a trial, or the agreement of who spoke."""
    remove_on_commit([str(instance.file.name)])


@receiver(post_delete, sender=Interview)
def forget_wordings(instance: Interview, **kwargs: Any) -> None:
    """They know their interview by its number alone."""
    forget_proposals(interview_id=instance.pk)


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
