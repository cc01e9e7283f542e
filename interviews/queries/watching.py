"""What is asked again and again about interviews that somebody looks at."""

from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.tenancy import every_company
from interviews.models import Interview, InterviewEvent, Segment, Turn
from interviews.queries.room import HELD_UP_AFTER, LONG_AFTER

OF_INVITATION = ("link_number", "revoked_at", "declined_at", "withdrawn_at", "completed_at", "cut_short_at", "expired_at")
WRITTEN = ("events_told", "epoch", "words_due_at", "voice_at", "finished_at")
# What comes about by time alone.
SIGNS = ("is_seen_reading", "is_held_up", "is_long_unread", "is_overdue")


class Standing(NamedTuple):
    """Where an interview stands: what differs from the one before has changed. No words, and nothing that a candidate sees: whoever
    finds a change looks at the interview in its company's scope."""

    written: tuple[object, ...]
    signs: tuple[bool, ...] = (False,) * len(SIGNS)


def standings(interview_ids: Collection[UUID]) -> dict[UUID, Standing]:
    is_read_along = ExpressionWrapper(Q(watched_at__gt=timezone.now() - Interview.WATCHED_FOR), output_field=BooleanField())
    with every_company("one question a second for the open lines of all companies"):
        long_ago = timezone.now() - HELD_UP_AFTER
        waits = Segment.objects.filter(turn__interview=OuterRef("pk"), state=Segment.State.COMING, received_at__lt=long_ago)
        found = Interview.objects.filter(pk__in=interview_ids)
        looked_at = found.annotate(is_seen_reading=is_read_along, is_held_up=Exists(waits), **_keeps_waiting())
        rows = looked_at.values_list("pk", *SIGNS, *WRITTEN, *(f"invitation__{name}" for name in OF_INVITATION))
        return {pk: Standing(tuple(rest[len(SIGNS) :]), tuple(map(bool, rest[: len(SIGNS)]))) for pk, *rest in rows}


def written_in(interview: Interview) -> tuple[object, ...]:
    """The same of an interview that was read with its invitation."""
    of_invitation = (getattr(interview.invitation, name, None) for name in OF_INVITATION)
    return (*(getattr(interview, name) for name in WRITTEN), *of_invitation)


def _keeps_waiting() -> dict[str, Any]:
    """What makes a wait a long one, as interviews.queries.room says it: an answer that nobody has read, or words that are due."""
    long_ago = timezone.now() - LONG_AFTER
    unread = Turn.objects.filter(interview=OuterRef("pk"), answered_at__lt=long_ago, kept="")
    told = InterviewEvent.objects.filter(interview=OuterRef("pk")).order_by("-number").values("at")[:1]
    is_overdue = ExpressionWrapper(Q(words_due_at__isnull=False, told_at__lt=long_ago), output_field=BooleanField())
    return {"is_long_unread": Exists(unread), "told_at": Subquery(told), "is_overdue": is_overdue}
