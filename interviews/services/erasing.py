"""What is kept of a candidate goes: when they ask for it, which whoever recruits does on the candidate's page; and once it was kept
as long as was promised."""

import logging
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import Error
from django.db.models import DateTimeField, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone

from accounts.models import OutboxMail
from accounts.services.audit import Actor, record
from accounts.services.outbox import queue_mail
from accounts.tenancy import company_scope, every_company
from interviews.models import Interview, InterviewEvent, Invitation
from interviews.queries.invitations import mails_of
from interviews.queries.keeping import time_of_reports
from interviews.services.adjustments import who_recruits
from interviews.services.locking import HasEnded, lock_invitation

SWEEP_AT_MOST = 200
log = logging.getLogger(__name__)


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


def forget_old_interviews(now: datetime) -> int:
    """What was said, what was made of it, and the way to it, with all mail about it. The candidate's card and résumé stay until
    somebody erases them. Return how many went; the caller comes again while any do."""
    with every_company("a sweep finds the interviews of all companies that were kept as long as was promised"):
        old = sorted(_old(now)[:SWEEP_AT_MOST])
    return sum(_is_forgotten(company_id, invitation_id, now) for company_id, invitation_id in old)


def _old(now: datetime) -> QuerySet[Interview, tuple[UUID, UUID]]:
    """Whose, and the invitation; the oldest first.

    While its job is paused an interview does not end by itself. It counts from the last that was heard of its candidate, and as
    long as they may still come back to it, it stays."""
    newest = InterviewEvent.objects.filter(interview=OuterRef("pk")).order_by("-number").values("at")[:1]
    rows = Interview.objects.annotate(last_at=Coalesce("finished_at", Greatest("began_at", "seen_at", newest)))
    kept_until = ExpressionWrapper(F("last_at") + time_of_reports("invitation"), DateTimeField())
    rows = rows.annotate(kept_until=kept_until).filter(invitation__isnull=False, kept_until__lte=now)
    rows = rows.filter(Q(finished_at__isnull=False) | Q(invitation__deadline__lt=now))
    return rows.order_by("last_at").values_list("company_id", "invitation_id")


def _is_forgotten(company_id: UUID, invitation_id: UUID, now: datetime) -> bool:
    """One that somebody holds at this moment, or reads, stands in nobody else's way: it goes with the next sweep."""
    try:
        with company_scope(company_id):
            # First of all: whoever tells an interview something locks it before its invitation.
            list(Interview.objects.select_for_update(no_key=True).filter(invitation=invitation_id).values_list("pk"))
            invitation = lock_invitation(invitation_id)
            # Somebody may have come back since it was found.
            if not _old(now).filter(invitation=invitation).exists():
                return False
            _forget(invitation)
    except HasEnded:
        # Erased at this moment, with its candidate.
        return True
    except Error as fault:
        log.warning("an interview was not forgotten", extra={"facts": {"invitation": invitation_id, "why": type(fault).__name__}})
        return False
    return True


def _forget(invitation: Invitation) -> None:
    record(by=Actor(), company=invitation.company, action="interview.forgotten", target=invitation, job=str(invitation.job_id))
    mails_of(invitation).delete()
    # With the interview and its report. Recordings go after their rows: interviews.receivers.
    invitation.delete()
