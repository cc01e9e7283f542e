"""What a candidate does on the way to the interview."""

from datetime import datetime

from django.utils import timezone

from accounts.models import OutboxMail
from accounts.services.audit import Actor, record
from interviews.models import Invitation
from interviews.services.locking import HasEnded, still_open
from interviews.services.reminders import drop_reminders, plan_reminders
from interviews.services.slots import leave_slot
from interviews.way import Step, Way


def note_arrival(*, invitation: Invitation, time_zone: str = "", language: str = "") -> None:
    """A person is at the page, whose browser is in this zone if it has said so, and who reads it in this language: so are mails."""
    Invitation.objects.filter(pk=invitation.pk, opened_at=None).update(opened_at=timezone.now())
    if language:
        Invitation.objects.filter(pk=invitation.pk, language="").update(language=language)
    if time_zone and Invitation.objects.filter(pk=invitation.pk).exclude(time_zone=time_zone).update(time_zone=time_zone):
        # They come by day, and the day is another one there.
        plan_reminders(invitations=Invitation.objects.select_related("company").filter(pk=invitation.pk), now=timezone.now())


def choose_language(*, invitation: Invitation, language: str) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(language=language)


def go_on(*, invitation: Invitation, way: Way, done: Step) -> Step:
    """Note that a step is done, and return the next. Whoever does an earlier one again stays as far as they were."""
    following = way.after(done)
    with still_open(invitation) as found:
        if not way.may_be_at(following) or found.step not in way.steps:
            found.step = following
            found.save(update_fields=["step"])
    return following


def decline_invitation(*, invitation: Invitation, reason: str, by: Actor) -> OutboxMail | None:
    """Return the mail to their calendar, for the caller to send; none for who had chosen no time. Whoever has begun ends the
    interview instead, in the room."""
    with still_open(invitation) as found:
        if found.started_at:
            raise HasEnded
        found.declined_at = timezone.now()
        found.reason = reason
        found.save(update_fields=["declined_at", "reason"])
        record(by=by, company=found.company, action="invitation.declined", target=found)
        drop_reminders(invitation=found)
        return leave_slot(invitation=found)


def move_deadline(*, invitation: Invitation, to: datetime, unless_after: datetime, by: Actor) -> None:
    """Give more time, never less, and none where they have enough: whoever presses again is not given more each time."""
    with still_open(invitation) as found:
        if found.deadline >= unless_after:
            return
        found.deadline = to
        found.save(update_fields=["deadline"])
        plan_reminders(invitations=[found], now=timezone.now())
        record(by=by, company=found.company, action="invitation.deadline_moved", target=found)
