"""A list is kept, corrected and sent.

It is sent batch by batch. A batch is one transaction that invites its people and notes how far it came, under the lock of the
list's row; so a second worker goes away, and one that is killed leaves nothing half done. The sweep takes up what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Func, IntegerField, QuerySet
from django.utils import timezone

from accounts.models import OutboxMail
from accounts.services.audit import Actor, record
from accounts.tenancy import company_scope, every_company
from interviews.letters.words import Text
from interviews.models import InvitationList, Job
from interviews.queries.invitations import about_job
from interviews.services.invitations import (
    AlreadyInvited,
    BrokenOff,
    DeadlinePassed,
    JobNotOpen,
    Message,
    Person,
    SaidNo,
    invite_candidate,
    open_job,
)
from interviews.services.lists.checking import Result, Row, checked, checked_entries, counted, rows_from, stored
from interviews.services.lists.reading import Entry
from interviews.services.refused import Refused

State = InvitationList.State
BATCH = 50
SWEPT_AFTER = timedelta(seconds=60)
KEPT = timedelta(days=14)


class NotNow(Refused):
    """It is being sent, or was sent."""


class NobodyReady(Refused):
    pass


@dataclass(frozen=True, slots=True)
class Batch:
    mails: list[OutboxMail]
    has_more: bool


def keep_list(*, job: Job, name: str, entries: Sequence[Entry], by: Actor) -> InvitationList:
    rows = stored(checked_entries(entries, job))
    return InvitationList.objects.create(company_id=job.company_id, job=job, name=name[:150], rows=rows, by=by.user)


def change_row(*, found: InvitationList, number: int, change: Callable[[Row], Row]) -> list[Row]:
    """Correct one row, and look at all of them again."""
    with transaction.atomic():
        found = _to_change(found)
        rows = [change(row) if row.row == number else row for row in rows_from(found.rows)]
        return _kept(found, rows)


def check_again(*, found: InvitationList) -> list[Row]:
    """Since the last look somebody may have invited one of them."""
    with transaction.atomic():
        found = _to_change(found)
        return _kept(found, rows_from(found.rows))


def order_sending(*, found: InvitationList, message: Message, by: Actor) -> int:
    """Say that it is to be sent; the caller sends tasks.send_list. Returns to how many."""
    with transaction.atomic():
        found = _to_change(found)
        open_job(found.job_id)
        if message.deadline <= timezone.now():
            raise DeadlinePassed
        rows = _kept(found, rows_from(found.rows))
        ready = counted(rows).get(Result.READY, 0)
        if not ready:
            raise NobodyReady
        found.subject, found.message = message.text.subject, message.text.text
        found.deadline, found.reminders = message.deadline, list(message.reminders)
        found.state, found.by, found.due_at = State.SENDING, by.user, timezone.now()
        found.save(update_fields=["subject", "message", "deadline", "reminders", "state", "by", "due_at"])
        record(by=by, company=found.company, action="invitation_list.sent", target=found, people=ready)
        return ready


def send_batch(*, list_id: UUID, company_id: UUID) -> Batch:
    with company_scope(company_id):
        rows = InvitationList.objects.select_for_update(of=("self",), skip_locked=True).select_related("job__company", "company", "by")
        found = rows.filter(pk=list_id, state=State.SENDING).first()
        return _batch(found) if found else Batch([], has_more=False)


def due_lists() -> list[tuple[UUID, UUID]]:
    with every_company("the sweep of lists reads ids"):
        due = InvitationList.objects.filter(state=State.SENDING, due_at__lte=timezone.now() - SWEPT_AFTER)
        return list(due.values_list("pk", "company_id"))


def forget_list(*, found: InvitationList, by: Actor) -> None:
    """Invitations that went out stay."""
    with transaction.atomic():
        if not InvitationList.objects.filter(pk=found.pk).exclude(state=State.SENDING).delete()[0]:
            raise NotNow
        record(by=by, company=found.company, action="invitation_list.removed", target=found)


def forget_old_lists() -> None:
    """Their rows name people who may have been erased since."""
    with every_company("the sweep of lists removes those of every company"):
        InvitationList.objects.filter(created_at__lt=timezone.now() - KEPT).exclude(state=State.SENDING).delete()


def with_size(lists: QuerySet[InvitationList]) -> QuerySet[InvitationList]:
    """With the number of rows, without the rows."""
    return lists.defer("rows").annotate(size=Func(F("rows"), function="jsonb_array_length", output_field=IntegerField()))


def message_of(found: InvitationList) -> Message:
    return Message(Text(subject=found.subject, text=found.message), found.deadline or timezone.now(), tuple(found.reminders))


def _batch(found: InvitationList) -> Batch:
    rows, by = rows_from(found.rows), Actor(user=found.by)
    message, about, mails = message_of(found), about_job(found.job), []
    until = min(found.done + BATCH, len(rows))
    before = list(rows)
    for at in range(found.done, until):
        if rows[at].result != Result.READY:
            continue
        try:
            person = Person(rows[at].name, rows[at].email)
            mails.append(invite_candidate(job=found.job, person=person, message=message, by=by, again=rows[at].again, about=about).mail)
        except (JobNotOpen, DeadlinePassed) as refusal:
            why = "The job is no longer open." if isinstance(refusal, JobNotOpen) else "The deadline had passed by then."
            rows[at:] = [replace(row, result=Result.TOO_LATE, why=why) if row.result == Result.READY else row for row in rows[at:]]
            until = len(rows)
            break
        except AlreadyInvited as refusal:
            rows[at] = _meanwhile(rows[at], refusal)
    if rows != before:
        found.rows = stored(rows)
        found.save(update_fields=["rows"])
    found.done, found.due_at = until, timezone.now()
    found.state = State.DONE if until == len(rows) else State.SENDING
    found.save(update_fields=["done", "due_at", "state"])
    return Batch(mails, has_more=found.state == State.SENDING)


def _meanwhile(row: Row, refusal: AlreadyInvited) -> Row:
    match refusal:
        case BrokenOff():
            result, did = Result.BROKEN_OFF, "did not finish an interview"
        case SaidNo():
            result, did = Result.SAID_NO, "said no"
        case _:
            result, did = Result.INVITED, "was invited by somebody else"
    return replace(row, result=result, why=f"Since the list was checked this person {did}.", invitation=str(refusal.invitation.pk))


def _to_change(found: InvitationList) -> InvitationList:
    rows = InvitationList.objects.select_for_update(of=("self",)).select_related("job__company", "company")
    locked = rows.filter(pk=found.pk, state=State.CHECKED).first()
    if locked is None:
        raise NotNow
    return locked


def _kept(found: InvitationList, rows: Sequence[Row]) -> list[Row]:
    looked_at = checked(rows, found.job)
    found.rows = stored(looked_at)
    found.save(update_fields=["rows"])
    return looked_at
