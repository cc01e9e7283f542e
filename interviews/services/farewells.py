"""Whoever was invited and is not awaited any more is told: their invitation was taken back, or its job was closed.

Who never got the invitation is told nothing. Those of a closed job are told by a worker, in portions; what a worker left behind
that died, a sweep takes up.
"""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from accounts.models import OutboxMail
from accounts.services.outbox import drop_mail
from accounts.tenancy import company_scope, every_company
from interviews.letters.words import Text
from interviews.models import Invitation, Job
from interviews.models.invitations import UNDELIVERED
from interviews.queries.invitations import STILL_COMING, letters_to, with_state
from interviews.services.candidate_mail import mail_candidate, words_for
from interviews.services.slots import take_time_back

AT_ONCE = 50
# Before a sweep takes them for forgotten.
SOON = timedelta(seconds=30)
SWEEP_AT_MOST = 100


def take_leave(*, invitation: Invitation) -> OutboxMail | None:
    """Of a revoked one, for the caller to send, who holds it: what had not gone out goes out no more. The end of an interview that
    had begun is told by a letter of its own (services.endings)."""
    drop_mail(letters_to(invitation))
    assert invitation.revoked_at
    if invitation.started_at:
        return None
    return _told(invitation, "revoked", f"revoked-{invitation.revoked_at.timestamp():.0f}", words_for(invitation).revoked)


def begin_closing(*, job: Job) -> int:
    """Everybody who has not begun is to be told; the caller holds the job, and enqueues tasks.tell_of_closing."""
    waiting = with_state(Invitation.objects.filter(job=job), timezone.now()).filter(Q(now_state__in=STILL_COMING))
    return Invitation.objects.filter(pk__in=waiting.values("pk")).update(farewell_at=timezone.now())


def end_closing(*, job: Job) -> None:
    """It is open again: who was not told by now need not be."""
    Invitation.objects.filter(job=job, farewell_at__isnull=False).update(farewell_at=None)


def is_closing(job: Job) -> bool:
    return Invitation.objects.filter(job=job, farewell_at__isnull=False).exists()


def tell_of_closing(*, job_id: UUID, company_id: UUID) -> Iterator[OutboxMail]:
    """Each mail for the caller to send, in portions of a transaction each."""
    while portion := _next_told(job_id, company_id):
        yield from (mail for mail in portion if mail)


def _next_told(job_id: UUID, company_id: UUID) -> list[OutboxMail | None]:
    with company_scope(company_id):
        due = Invitation.objects.filter(job=job_id, farewell_at__isnull=False).order_by("pk")
        rows = due.select_related("company", "candidate", "job__company").select_for_update(of=("self",), skip_locked=True)
        return [_told_of_closing(invitation) for invitation in rows[:AT_ONCE]]


def untold_of_closing() -> list[tuple[UUID, UUID]]:
    """Return the jobs of every company, as (job, company)."""
    with every_company("a sweep finds candidates of all companies who were not told that their job is closed"):
        due = Invitation.objects.filter(farewell_at__lt=timezone.now() - SOON)
        return list(due.order_by().values_list("job_id", "company_id").distinct()[:SWEEP_AT_MOST])


def _told_of_closing(invitation: Invitation) -> OutboxMail | None:
    assert invitation.farewell_at
    key = f"closed-{invitation.farewell_at.timestamp():.0f}"
    invitation.farewell_at = None
    invitation.save(update_fields=["farewell_at"])
    if invitation.ended_as not in ("", Invitation.State.EXPIRED) or invitation.started_at:
        # They declined, began or were told meanwhile. Whose time ran out meanwhile was awaited when it was closed.
        return None
    # What had not gone out goes out no more.
    drop_mail(letters_to(invitation))
    return _told(invitation, "closed", key, words_for(invitation).closed)


def _told(invitation: Invitation, kind: str, key: str, text: Text) -> OutboxMail | None:
    calendar = take_time_back(invitation=invitation)
    if not _has_come(invitation) or not invitation.candidate.email:
        return None
    return mail_candidate(invitation=invitation, kind=kind, key=key, text=text, calendar=calendar)


def _has_come(invitation: Invitation) -> bool:
    """The invitation: as far as anybody knows. Mail is forgotten after a while, and what is being sent may arrive."""
    if invitation.mail_id is None or invitation.opened_at:
        return True
    return OutboxMail.objects.get(pk=invitation.mail_id).state not in UNDELIVERED
