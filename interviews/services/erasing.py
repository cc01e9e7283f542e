"""A candidate asks to have deleted what is kept of them. Who recruits does it, on the candidate's page."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import OutboxMail
from accounts.services.audit import Actor, record
from accounts.services.outbox import queue_mail
from accounts.tenancy import company_scope
from interviews.models import Invitation
from interviews.services.adjustments import who_recruits
from interviews.services.locking import lock_invitation


def ask_for_erasure(*, invitation: Invitation, by: Actor) -> list[OutboxMail]:
    """Return the mails to those who can do it, for the caller to send; none where it was asked for before."""
    with company_scope(invitation.company_id):
        invitation = lock_invitation(invitation.pk)
        if invitation.erasure_asked_at:
            return []
        invitation.erasure_asked_at = timezone.now()
        invitation.save(update_fields=["erasure_asked_at"])
        record(by=by, company=invitation.company, action="erasure.asked", target=invitation)
        return [_told(member.user.email, invitation) for member in who_recruits(invitation)]


def _told(email: str, invitation: Invitation) -> OutboxMail:
    # Without their name, as all such mail: it is forwarded easily.
    address = reverse("interviews:invitation", args=[invitation.company.slug, invitation.pk])
    context = {"job": invitation.job.title, "action_url": settings.SITE_URL + address, "action_label": "See who asks"}
    return queue_mail(
        kind="erasure_asked", to=email, company=invitation.company, key=f"erasure-asked:{invitation.pk}:{email}", context=context
    )
