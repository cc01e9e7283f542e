"""What a candidate does on the way to the interview. Each of these locks the invitation first and then looks whether it is still
open: it may have been revoked, or declined on another device, since the page was shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.services.audit import Actor, record
from interviews.models import Invitation
from interviews.services.reminders import plan_reminders
from interviews.way import Step, Way, ended_as


class InvitationEnded(Exception):
    """Revoked, expired, declined, withdrawn or completed."""


@contextmanager
def still_open(invitation: Invitation) -> Iterator[Invitation]:
    """The invitation as it is now, locked."""
    with transaction.atomic():
        found = locked(invitation)
        if ended_as(found):
            raise InvitationEnded
        yield found


def locked(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update(of=("self",)).select_related("job", "company", "candidate").get(pk=invitation.pk)


def note_arrival(*, invitation: Invitation, time_zone: str = "") -> None:
    """A person is at the page, whose browser is in this zone if it has said so."""
    Invitation.objects.filter(pk=invitation.pk, opened_at=None).update(opened_at=timezone.now())
    if time_zone and Invitation.objects.filter(pk=invitation.pk).exclude(time_zone=time_zone).update(time_zone=time_zone):
        # They come by day, and the day is another one there.
        plan_reminders(invitation=Invitation.objects.select_related("company").get(pk=invitation.pk), now=timezone.now())


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


def decline_invitation(*, invitation: Invitation, reason: str, by: Actor) -> None:
    with still_open(invitation) as found:
        found.declined_at = timezone.now()
        found.reason = reason
        found.save(update_fields=["declined_at", "reason"])
        record(by=by, company=found.company, action="invitation.declined", target=found)


def move_deadline(*, invitation: Invitation, to: datetime, by: Actor) -> None:
    """Give more time, never less."""
    with still_open(invitation) as found:
        if found.deadline >= to:
            return
        found.deadline = to
        found.save(update_fields=["deadline"])
        record(by=by, company=found.company, action="invitation.deadline_moved", target=found)
