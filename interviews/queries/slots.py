"""Slots of a job, and how many of their places are taken."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet

from interviews.models import Booking, Invitation, Job, Slot

# Whoever declined, withdrew or was revoked leaves their place to others.
STILL_COMING = {"invitation__declined_at": None, "invitation__withdrawn_at": None, "invitation__revoked_at": None}
TAKEN = Count("bookings", filter=Q(**{f"bookings__{name}": value for name, value in STILL_COMING.items()}))


@dataclass(frozen=True, slots=True)
class Room:
    """How many who are invited still need a time, and how many places are free."""

    people: int
    places: int

    @property
    def is_short(self) -> bool:
        return self.people > self.places


@dataclass(frozen=True, slots=True)
class Appointment:
    """When a candidate is interviewed."""

    # Where a job offers no times they begin whenever they like.
    is_asked_for: bool
    # What they chose, until it is over.
    slot: Slot | None = None
    # It is not time to begin yet.
    is_ahead: bool = False

    @property
    def is_missing(self) -> bool:
        return self.is_asked_for and self.slot is None


def slots_of(job: Job, moment: datetime) -> QuerySet[Slot]:
    """Those to come, with their bookings."""
    coming = Booking.objects.filter(**STILL_COMING).select_related("invitation__candidate")
    return _offered(job.pk, moment).annotate(taken=TAKEN).prefetch_related(Prefetch("bookings", coming)).order_by("starts_at")


def free_slots(invitation: Invitation, moment: datetime) -> QuerySet[Slot]:
    """What a candidate may choose: they are told that they may begin until its end, so all of it lies before their deadline."""
    found = Slot.objects.filter(job=invitation.job_id, cancelled_at=None, starts_at__gt=moment, ends_at__lte=invitation.deadline)
    return found.annotate(taken=TAKEN).filter(taken__lt=F("places")).order_by("starts_at")


def room_in(job: Job, moment: datetime) -> Room:
    ended = dict.fromkeys(("declined_at", "withdrawn_at", "revoked_at"))
    waiting = Invitation.objects.filter(job=job, started_at=None, deadline__gt=moment, **ended)
    chosen = Booking.objects.filter(slot__in=_offered(job.pk, moment))
    ahead = _offered(job.pk, moment).filter(starts_at__gt=moment).annotate(taken=TAKEN)
    return Room(
        people=waiting.exclude(pk__in=chosen.values("invitation")).count(),
        places=sum(max(places - taken, 0) for places, taken in ahead.values_list("places", "taken")),
    )


def is_by_appointment(job: Job, moment: datetime) -> bool:
    return _offered(job.pk, moment).exists()


def appointment_of(invitation: Invitation, moment: datetime) -> Appointment:
    if invitation.started_at or not is_by_appointment(invitation.job, moment):
        return Appointment(is_asked_for=False)
    slot = _offered(invitation.job_id, moment).filter(bookings__invitation=invitation).first()
    return Appointment(is_asked_for=True, slot=slot, is_ahead=slot is not None and moment < slot.opens_at)


def booking_of(invitation: Invitation) -> Booking | None:
    return Booking.objects.select_related("slot").filter(invitation=invitation, slot__isnull=False).first()


def _offered(job_id: UUID, moment: datetime) -> QuerySet[Slot]:
    return Slot.objects.filter(job=job_id, cancelled_at=None, ends_at__gt=moment)
