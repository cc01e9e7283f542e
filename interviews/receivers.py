"""What follows here from what happens in the apps below."""

from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.db.models.signals import post_delete
from django.dispatch import receiver

from accounts.models import Member, OutboxMail
from accounts.services.outbox import TO_CANDIDATES
from interviews.models import InvitationList
from resumes.models import Candidate


@receiver(post_delete, sender=Candidate)
def forget_candidate(instance: Candidate, **kwargs: Any) -> None:
    """Invitations go by their foreign keys; mail and lists know the person by their address alone."""
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
