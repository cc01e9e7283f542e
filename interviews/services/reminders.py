"""Reminders before a deadline: rows that a sweep sends when they are due, by day where the candidate is, and only while they
are of use."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from accounts.daytime import is_daytime, next_daytime, reminder_moment
from accounts.models import OutboxMail
from accounts.services.audit import Actor, record
from accounts.services.outbox import TO_CANDIDATES, drop_mail
from accounts.tenancy import company_scope, every_company
from interviews.models import Invitation, Job, Reminder
from interviews.queries.invitations import mails_of
from interviews.services.candidate_mail import mail_candidate, words_for
from interviews.services.locking import HasEnded, lock_invitation
from interviews.services.refused import Refused

CHOICES = (72, 48, 24)
# A recruiter asks for one now: it counts no hours.
BY_HAND = 0
SWEEP_AT_MOST = 500
AGAIN_AFTER = timedelta(days=1)


class RemindedLately(Refused):
    """By hand: another mail now would only press them."""


def plan_reminders(*, invitations: Collection[Invitation] | QuerySet[Invitation], now: datetime) -> None:
    """Make the rows that their deadlines ask for, in place of those for earlier ones."""
    Reminder.objects.filter(invitation__in=invitations, hours_before__gt=BY_HAND).delete()
    Reminder.objects.bulk_create(reminder for invitation in invitations for reminder in _wanted(invitation, now))


def _wanted(invitation: Invitation, now: datetime) -> Iterator[Reminder]:
    for hours in invitation.reminds:
        moment = reminder_moment(invitation.deadline, hours, invitation.zone)
        # For what is past already nobody needs a reminder.
        if invitation.deadline - timedelta(hours=hours) > now and moment > now:
            yield Reminder(company_id=invitation.company_id, invitation=invitation, hours_before=hours, due_at=moment)


@dataclass(frozen=True, slots=True)
class Reminded:
    """Who gets a reminder now, who got one by hand a short while ago, and who cannot have one."""

    now: list[Invitation] = field(default_factory=list)
    lately: list[Invitation] = field(default_factory=list)
    not_at_all: list[Invitation] = field(default_factory=list)


def remind_by_hand(*, invitations: Iterable[Invitation], by: Actor, now: datetime) -> Reminded:
    """Remind those who have not finished, at the next hour at which a mail may come."""
    done = Reminded()
    for invitation in invitations:
        with company_scope(invitation.company_id):
            try:
                (done.now if _planned_now(invitation.pk, by, now) else done.not_at_all).append(invitation)
            except RemindedLately:
                done.lately.append(invitation)
    return done


def due_reminders(now: datetime) -> list[tuple[UUID, UUID]]:
    """Return whom to look at, in every company, as (invitation, company)."""
    with every_company("the sweep of reminders reads ids"):
        # Those of a paused job wait for it, and not at the head of the queue.
        due = Reminder.objects.filter(sent_at=None, due_at__lte=now).exclude(invitation__job__status=Job.Status.PAUSED).order_by("due_at")
        return list(dict.fromkeys(due.values_list("invitation_id", "company_id")[:SWEEP_AT_MOST]))


def send_reminder(*, invitation_id: UUID, company_id: UUID, now: datetime) -> OutboxMail | None:
    """Write the mail that is due, if it is still of use. Of several that are due together one goes out."""
    with company_scope(company_id):
        try:
            invitation = lock_invitation(invitation_id)
        except HasEnded:
            return None
        due = list(invitation.reminders.filter(sent_at=None, due_at__lte=now).order_by("hours_before"))
        if not due or invitation.job.status == Job.Status.PAUSED:
            return None
        if not _is_of_use(invitation, now):
            _drop(due)
            return None
        if not is_daytime(now, invitation.zone):
            _put_off(due, next_daytime(now, invitation.zone), invitation)
            return None
        return _sent(invitation, due, now)


def drop_reminders(*, invitation: Invitation) -> None:
    """Of whoever declined, began or has finished: one that still waits for the mail server goes out no more."""
    drop_mail(mails_of(invitation).filter(kind=f"{TO_CANDIDATES}reminder"))


def _sent(invitation: Invitation, due: list[Reminder], now: datetime) -> OutboxMail:
    nearest, *others = due
    _drop(others)
    nearest.sent_at = now
    nearest.save(update_fields=["sent_at"])
    # A later deadline makes the same reminder another one, and so does another day on which somebody presses.
    day = f"{now:%Y-%m-%d}-" if nearest.hours_before == BY_HAND else ""
    which = f"{day}{invitation.deadline.timestamp():.0f}"
    key = f"reminder-{nearest.hours_before}-{which}"
    return mail_candidate(
        invitation=invitation, kind="reminder", key=key, text=words_for(invitation).reminder, by_day_until=invitation.deadline
    )


def _is_of_use(invitation: Invitation, now: datetime) -> bool:
    arrived = invitation.state_at(now) != Invitation.State.FAILED
    return arrived and not invitation.ended_at(now) and invitation.deadline > now and invitation.job.status != Job.Status.CLOSED


def _put_off(due: list[Reminder], moment: datetime, invitation: Invitation) -> None:
    """The zone was not known when they were planned, or the sweep came late."""
    if moment >= invitation.deadline:
        _drop(due)
        return
    for reminder in due:
        reminder.due_at = moment
        reminder.save(update_fields=["due_at"])


def _drop(reminders: list[Reminder]) -> None:
    Reminder.objects.filter(pk__in=[reminder.pk for reminder in reminders]).delete()


def _planned_now(invitation_id: UUID, by: Actor, now: datetime) -> bool:
    try:
        invitation = lock_invitation(invitation_id)
    except HasEnded:
        return False
    if invitation.job.status != Job.Status.OPEN or not _is_of_use(invitation, now):
        return False
    if invitation.reminders.filter(hours_before=BY_HAND, sent_at__gt=now - AGAIN_AFTER).exists():
        raise RemindedLately
    due_at = next_daytime(now, invitation.zone)
    if due_at >= invitation.deadline:
        return False
    values = {"company_id": invitation.company_id, "due_at": due_at, "sent_at": None}
    Reminder.objects.update_or_create(invitation=invitation, hours_before=BY_HAND, defaults=values)
    record(by=by, company=invitation.company, action="invitation.reminded", target=invitation)
    return True
