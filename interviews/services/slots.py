"""Times for interviews: a recruiter offers slots, and candidates choose among their places.

Whoever takes a place locks the invitation and then the slot, and counts under that lock: a place is never given twice. Whoever
was invited before there was a time that they can choose is asked by a worker, in portions; a sweep takes up whom it left, and
whoever can choose one only since then.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import OutboxMail
from accounts.services.audit import Actor, record
from accounts.services.outbox import TO_CANDIDATES
from accounts.tenancy import company_scope, every_company
from interviews.appointments import CANCEL, REQUEST, entry
from interviews.letters.words import Text
from interviews.letters.writing import said_moment
from interviews.links import link_of
from interviews.models import Booking, Invitation, Job, Slot
from interviews.queries.invitations import about_job, letters_to, with_state
from interviews.queries.slots import STILL_COMING, TAKEN, booking_of
from interviews.services.candidate_mail import current_token, mail_candidate, who_reads, words_for
from interviews.services.locking import HasEnded, lock_for_candidate
from interviews.services.refused import Refused

State = Invitation.State
MOST_AT_ONCE = 500
ONE_DAY = timedelta(days=1)
# Each choice and each change is a mail.
MAILS_A_DAY = 10
ASKED_AT_ONCE = 50
SWEEP_AT_MOST = 100


class TooManySlots(Refused):
    pass


class NoSlots(Refused):
    """The series holds no time that lies ahead and is not offered already."""


class SlotTaken(Refused):
    """Cancelled, over, or without a free place."""


class ChangedOften(Refused):
    pass


@dataclass(frozen=True, slots=True)
class Series:
    """The same times on several days, as clocks show them in the company."""

    first_day: date
    last_day: date
    # 0 is Monday.
    weekdays: frozenset[int]
    begin: time
    end: time
    minutes: int
    places: int = 1


@dataclass(frozen=True, slots=True)
class Offered:
    """How many times, and how many people are to be asked to choose one."""

    number: int
    people: int


def add_slots(*, job: Job, series: Series, by: Actor) -> Offered:
    """The caller enqueues tasks.ask_for_times."""
    with company_scope(job.company_id):
        job = Job.objects.select_for_update(of=("self",), no_key=True).select_related("company").get(pk=job.pk)
        offered = set(Slot.objects.filter(job=job, cancelled_at=None).values_list("starts_at", flat=True))
        times = [(start, end) for start, end in _times(job, series) if start > timezone.now() and start not in offered]
        if not times:
            raise NoSlots
        if len(times) > MOST_AT_ONCE:
            raise TooManySlots
        Slot.objects.bulk_create(
            Slot(company=job.company, job=job, starts_at=start, ends_at=end, places=series.places) for start, end in times
        )
        record(by=by, company=job.company, action="slots.added", target=job, slots=len(times))
        return Offered(len(times), _not_asked().filter(job=job).count())


def ask_for_times(*, job_id: UUID, company_id: UUID) -> Iterator[OutboxMail]:
    """Each mail for the caller to send, in portions of a transaction each. Once, however often times run out and others are offered."""
    while portion := _next_asked(job_id, company_id):
        yield from portion


def jobs_to_ask_for() -> list[tuple[UUID, UUID]]:
    """Return the jobs of every company, as (job, company)."""
    with every_company("a sweep finds candidates of all companies who were not asked yet to choose a time"):
        return list(_not_asked().order_by().values_list("job_id", "company_id").distinct()[:SWEEP_AT_MOST])


def _next_asked(job_id: UUID, company_id: UUID) -> list[OutboxMail]:
    with company_scope(company_id):
        due = _not_asked().filter(job=job_id).order_by("pk")
        rows = list(
            due.select_related("company", "candidate", "job__company").select_for_update(of=("self",), skip_locked=True)[:ASKED_AT_ONCE]
        )
        Invitation.objects.filter(pk__in=[each.pk for each in rows]).update(asked_for_time_at=timezone.now())
        about = about_job(rows[0].job) if rows else None
        return [
            mail_candidate(invitation=each, kind="times", key="times", text=words_for(each).times_offered, about=about) for each in rows
        ]


def _not_asked() -> QuerySet[Invitation]:
    """Whoever waits for their interview, was asked by no letter while there was a time for them, and can choose one now."""
    now = timezone.now()
    ahead = Slot.objects.filter(cancelled_at=None, starts_at__gt=now)
    theirs = ahead.filter(job=OuterRef("job"), ends_at__lte=OuterRef("deadline")).annotate(taken=TAKEN).filter(taken__lt=F("places"))
    # By job first: few offer times.
    invited = Invitation.objects.filter(job__in=ahead.filter(job__status=Job.Status.OPEN).values("job"), asked_for_time_at=None)
    waiting = with_state(invited.filter(Exists(theirs), booking__slot=None).exclude(candidate__email=""), now)
    return waiting.filter(Q(now_state__in=(State.QUEUED, State.SENT, State.OPENED)))


def cancel_slot(*, slot: Slot, by: Actor) -> list[OutboxMail]:
    """Whoever had chosen it is told, and may choose another."""
    with company_scope(slot.company_id):
        slot = Slot.objects.select_for_update(of=("self",)).select_related("company").get(pk=slot.pk)
        if slot.cancelled_at:
            raise SlotTaken
        slot.cancelled_at = timezone.now()
        slot.save(update_fields=["cancelled_at"])
        record(by=by, company=slot.company, action="slot.cancelled", target=slot)
        return _tell_all(slot)


def free_passed_times(*, job: Job, since: datetime) -> list[OutboxMail]:
    """Times that began and passed while nobody could begin. Whoever had chosen one is told, and may choose another; the caller holds the
    job."""
    passed = Slot.objects.filter(job=job, cancelled_at=None, starts_at__gte=since, ends_at__lte=timezone.now()).order_by("starts_at")
    return [mail for slot in passed for mail in _tell_all(slot)]


def book_slot(*, invitation: Invitation, slot: Slot, by: Actor) -> OutboxMail | None:
    """Choose a time, or another one. No mail for whoever has this one already."""
    with company_scope(invitation.company_id):
        invitation = _to_be_begun(invitation)
        before = booking_of(invitation)
        if before and before.slot_id == slot.pk:
            return None
        if letters_to(invitation).filter(kind=f"{TO_CANDIDATES}booking", created_at__gt=timezone.now() - ONE_DAY).count() >= MAILS_A_DAY:
            raise ChangedOften
        slot = _with_a_place(invitation, slot)
        booking, is_new = Booking.objects.get_or_create(invitation=invitation, defaults={"company_id": invitation.company_id, "slot": slot})
        if not is_new:
            # Counted in the database: it may be cancelled for them meanwhile, which counts too.
            Booking.objects.filter(pk=booking.pk).update(slot=slot, sequence=F("sequence") + 1, changed_at=timezone.now())
            booking.refresh_from_db(fields=["slot", "sequence", "changed_at"])
        record(by=by, company=invitation.company, action="slot.booked" if is_new else "slot.changed", target=booking)
        words = words_for(invitation)
        return _mailed(booking, invitation, slot, words.booked if is_new else words.moved, REQUEST)


def cancel_booking(*, invitation: Invitation, by: Actor) -> OutboxMail:
    with company_scope(invitation.company_id):
        invitation = _to_be_begun(invitation)
        booking = booking_of(invitation)
        if booking is None or booking.slot is None:
            raise SlotTaken
        record(by=by, company=invitation.company, action="slot.given_back", target=booking)
        booking.invitation = invitation
        mail = _freed(booking, booking.slot, words_for(invitation).given_back)
        if mail is None:
            # The company cancelled the time at this very moment, and has told them.
            raise SlotTaken
        return mail


def leave_slot(*, invitation: Invitation) -> OutboxMail | None:
    """Of somebody who takes no part, and holds the invitation: the mail that says so to their calendar, where they had chosen a time."""
    booking = booking_of(invitation)
    if booking is None or booking.slot is None:
        return None
    booking.invitation = invitation
    return _freed(booking, booking.slot, words_for(invitation).not_coming)


def take_time_back(*, invitation: Invitation) -> str:
    """Of somebody who is not awaited any more: the entry that takes it out of their calendar, where they had chosen one."""
    booking = booking_of(invitation)
    if booking is None or booking.slot is None:
        return ""
    slot = booking.slot
    if not _counted_up(booking, slot, slot=None):
        return ""
    return calendar_of(booking=booking, slot=slot, invitation=invitation, method=CANCEL)


def entry_with_new_link(*, invitation: Invitation) -> str:
    """Of somebody who holds the invitation and gets a new link: the one in their calendar would open nothing any more."""
    booking = booking_of(invitation)
    if booking is None or booking.slot is None or booking.slot.ends_at <= timezone.now() or not _counted_up(booking, booking.slot):
        return ""
    return calendar_of(booking=booking, slot=booking.slot, invitation=invitation)


def calendar_of(*, booking: Booking, slot: Slot, invitation: Invitation, method: str = REQUEST) -> str:
    return entry(
        booking=booking,
        method=method,
        starts_at=slot.starts_at.astimezone(UTC),
        ends_at=slot.ends_at.astimezone(UTC),
        summary=words_for(invitation).calendar_entry.format(invitation.job.title, invitation.company.name),
        organiser=(invitation.company.name, who_reads(invitation)),
        link=link_of(current_token(invitation)),
        attendee=invitation.candidate.email,
        at=booking.changed_at,
    )


def _to_be_begun(invitation: Invitation) -> Invitation:
    found = lock_for_candidate(invitation.pk)
    if found.started_at:
        raise HasEnded
    return found


def _with_a_place(invitation: Invitation, slot: Slot) -> Slot:
    found = Slot.objects.select_for_update(of=("self",)).filter(pk=slot.pk, job=invitation.job_id, cancelled_at=None).first()
    if found is None or found.starts_at <= timezone.now() or found.ends_at > invitation.deadline:
        raise SlotTaken
    if found.bookings.filter(**STILL_COMING).exclude(invitation=invitation).count() >= found.places:
        raise SlotTaken
    return found


def _tell_all(slot: Slot) -> list[OutboxMail]:
    """Whoever has begun at it needs no other, and whose time is up can choose none."""
    chosen = slot.bookings.filter(**STILL_COMING, invitation__started_at=None).select_related(
        "invitation__company", "invitation__candidate", "invitation__job__company"
    )
    awaited = [booking for booking in chosen if not booking.invitation.has_ended]
    return [mail for booking in awaited if (mail := _freed(booking, slot, words_for(booking.invitation).cancelled))]


def _freed(booking: Booking, slot: Slot, text: Text) -> OutboxMail | None:
    """None: they have moved to another time at this very moment, and keep that."""
    if not _counted_up(booking, slot, slot=None):
        return None
    return _mailed(booking, booking.invitation, slot, text, CANCEL)


def _counted_up(booking: Booking, chosen: Slot, **changes: Any) -> bool:
    """In the database, for it may change meanwhile; whether that time was still theirs."""
    there = Booking.objects.filter(pk=booking.pk, slot=chosen)
    if not there.update(sequence=F("sequence") + 1, changed_at=timezone.now(), **changes):
        return False
    booking.refresh_from_db(fields=["slot", "sequence", "changed_at"])
    return True


def _mailed(booking: Booking, invitation: Invitation, slot: Slot, text: Text, method: str) -> OutboxMail:
    words = words_for(invitation)
    calendar = calendar_of(booking=booking, slot=slot, invitation=invitation, method=method)
    more = {"slot": said_moment(slot.starts_at, invitation.zone, words)}
    key = f"booking-{booking.sequence}"
    return mail_candidate(invitation=invitation, kind="booking", key=key, text=text, more=more, calendar=calendar)


def _times(job: Job, series: Series) -> Iterator[tuple[datetime, datetime]]:
    day, length = series.first_day, timedelta(minutes=series.minutes)
    while day <= series.last_day:
        if day.weekday() in series.weekdays:
            start = datetime.combine(day, series.begin, tzinfo=job.company.zone).astimezone(UTC)
            end = datetime.combine(day, series.end, tzinfo=job.company.zone).astimezone(UTC)
            while start + length <= end:
                yield start, start + length
                start += length
        day += ONE_DAY
