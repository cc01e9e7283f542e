"""Replies that are drafted while a candidate pauses: one at a time for an interview, the newest."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db.models import F
from django.utils import timezone

from interviews.models import Ahead, Interview

# Whoever pauses after every few words is not drafted for without end: each draft costs what a reply does.
MOST_A_TURN = 4
# Whoever drafts for longer is gone.
DRAFTED_WITHIN = timedelta(seconds=12)


def begin_ahead(*, interview: Interview, turn: int, answer: str) -> Ahead | None:
    """None: for these words it is being done, or was done, or it was done too often."""
    digest, now = digest_of(answer), timezone.now()
    ahead, is_new = Ahead.objects.get_or_create(
        company_id=interview.company_id, interview_id=interview.pk, defaults={"turn": turn, "digest": digest, "begun_at": now}
    )
    if is_new:
        return ahead
    fresh = {"digest": digest, "begun_at": now, "made_at": None, "reply": {}}
    others = Ahead.objects.filter(pk=ahead.pk).exclude(turn=turn, digest=digest)
    if others.filter(turn=turn, times__lt=MOST_A_TURN).update(**fresh, times=F("times") + 1):
        ahead.refresh_from_db()
        return ahead
    if others.exclude(turn=turn).update(**fresh, turn=turn, times=1):
        ahead.refresh_from_db()
        return ahead
    return None


def keep_ahead(*, ahead: Ahead, reply: dict[str, Any]) -> bool:
    """Return whether these are still the words that were said last."""
    mine = Ahead.objects.filter(pk=ahead.pk, turn=ahead.turn, digest=ahead.digest, made_at=None)
    return bool(mine.update(reply=reply, made_at=timezone.now()))


def ahead_of(*, interview: Interview, turn: int, answer: str) -> Ahead | None:
    """For just this answer: made, or being made."""
    found = Ahead.objects.filter(interview=interview, turn=turn, digest=digest_of(answer)).first()
    is_lost = found and not found.made_at and found.begun_at < timezone.now() - DRAFTED_WITHIN
    return None if is_lost else found


def digest_of(answer: str) -> str:
    return sha256(answer.encode()).hexdigest()
