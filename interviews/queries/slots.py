"""Slots of a job, and how many of their places are taken."""

from datetime import datetime

from django.db.models import Count, F, QuerySet

from interviews.models import Booking, Invitation, Job, Slot


def slots_of(job: Job, moment: datetime) -> QuerySet[Slot]:
    """Those to come, with their bookings."""
    found = Slot.objects.filter(job=job, cancelled_at=None, ends_at__gt=moment).annotate(taken=Count("bookings"))
    return found.prefetch_related("bookings__invitation__candidate").order_by("starts_at")


def free_slots(invitation: Invitation, moment: datetime) -> QuerySet[Slot]:
    """What a candidate may choose."""
    found = Slot.objects.filter(job=invitation.job_id, cancelled_at=None, starts_at__gt=moment, starts_at__lt=invitation.deadline)
    return found.annotate(taken=Count("bookings")).filter(taken__lt=F("places")).order_by("starts_at")


def booking_of(invitation: Invitation) -> Booking | None:
    return Booking.objects.select_related("slot").filter(invitation=invitation, slot__isnull=False).first()
