"""Invitations when two candidates become one: all of them come along, and of two to one job the further one stays.

What was granted in the one that ends goes over: whoever was promised more time has it, under whichever name.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.services.audit import Actor, record
from accounts.services.outbox import drop_mail
from interviews.models import AdjustmentRequest, Booking, Invitation
from interviews.queries.invitations import letters_to
from interviews.queries.twice_invited import pairs_of
from interviews.services.reminders import plan_reminders

ASKED = AdjustmentRequest.State.ASKED
LONGEST_WISH = 2_000


def merge_invitations(*, kept_id: UUID, gone_id: UUID, by: Actor) -> None:
    """Inside the transaction that merges the candidates, who are locked."""
    now = timezone.now()
    for pair in pairs_of(kept_id, gone_id, to_change=True):
        carried = _hand_over(pair.ends, pair.stays, now)
        Invitation.objects.filter(pk=pair.ends.pk).update(revoked_at=now)
        pair.ends.reminders.filter(sent_at=None).delete()
        drop_mail(letters_to(pair.ends))
        record(
            by=by,
            company=pair.ends.company,
            action="invitation.dropped_by_merge",
            target=pair.ends,
            job=str(pair.ends.job_id),
            stays=str(pair.stays.pk),
            carried_over=carried,
        )
    Invitation.objects.filter(candidate=gone_id).update(candidate=kept_id)


def _hand_over(ends: Invitation, stays: Invitation, now: datetime) -> list[str]:
    """Return what went over."""
    if stays.completed_at:
        return []
    before = {"adjustments": stays.adjustments, "deadline": stays.deadline}
    stays.adjustments = _more_generous(stays.adjustments, ends.adjustments)
    stays.deadline = max(stays.deadline, ends.deadline)
    stays.save(update_fields=["adjustments", "deadline"])
    carried = [name for name, value in before.items() if getattr(stays, name) != value]
    if "deadline" in carried:
        plan_reminders(invitations=[stays], now=now)
    if _hand_over_requests(ends, stays):
        carried.append("requests")
    if not stays.started_at and _hand_over_booking(ends, stays):
        carried.append("appointment")
    return carried


def _more_generous(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Of each adjustment the larger: more time is more, and yes is more than no."""
    return {name: max(one.get(name, 0), other.get(name, 0)) for name in {**one, **other}}


def _hand_over_requests(ends: Invitation, stays: Invitation) -> int:
    waiting = stays.adjustment_requests.select_for_update().filter(state=ASKED).first()
    also = ends.adjustment_requests.select_for_update().filter(state=ASKED).first()
    if waiting and also:
        # One waits at a time: they are answered together.
        waiting.needs = list(dict.fromkeys([*waiting.needs, *also.needs]))
        waiting.words = "\n\n".join(dict.fromkeys(words for words in (waiting.words, also.words) if words))[:LONGEST_WISH]
        waiting.save(update_fields=["needs", "words"])
        also.delete()
    return ends.adjustment_requests.update(invitation=stays) + bool(waiting and also)


def _hand_over_booking(ends: Invitation, stays: Invitation) -> bool:
    """The entry in their calendar stays the same one."""
    chosen = Booking.objects.filter(invitation=ends, slot__isnull=False).first()
    own = Booking.objects.filter(invitation=stays).first()
    if chosen is None or (own and own.slot_id):
        return False
    if own:
        # Mails about it are known by their number: the next one is no repetition of an earlier one.
        chosen.sequence = max(chosen.sequence, own.sequence)
        own.delete()
    chosen.invitation = stays
    chosen.save(update_fields=["invitation", "sequence"])
    return True
