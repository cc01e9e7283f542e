"""How long each reply took, from the end of an answer to its sound. Of each moment the first stands. Trials count in nothing."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import Error
from django.utils import timezone

from accounts.tenancy import company_scope
from interviews.live.latency import observe, taken_early
from interviews.models import Interview, Sentence, Turn, Waterfall

# What a page says beyond it was not measured by a clock.
LONGEST = timedelta(minutes=2)


def note_reply(*, answered: Turn, word_at: datetime | None, sentence_at: datetime | None, was_ahead: bool) -> None:
    """The reply is there, all of it. Prepared words, and those that were drafted ahead, are there at once."""
    if _is_trial(answered.interview_id):
        return
    now = timezone.now()
    moments = {
        "spoken_until": answered.spoken_until,
        "answered_at": answered.spoken_at or answered.answered_at,
        "transcribed_at": answered.answered_at if answered.spoken_at else None,
        "first_word_at": word_at or now,
        "first_sentence_at": sentence_at or now,
        "was_ahead": was_ahead,
    }
    reply = Waterfall(company_id=answered.company_id, interview_id=answered.interview_id, turn=answered.number, **moments)
    # Its first sound may have been sent already.
    Waterfall.objects.bulk_create([reply], update_conflicts=True, unique_fields=["interview", "turn"], update_fields=list(moments))


def note_sound(*, sentence: Sentence, at: datetime, was_cached: bool) -> Waterfall | None:
    """Return the reply's whole way if this was its first sound."""
    if sentence.number != 1 or sentence.turn == 1 or _is_trial(sentence.interview_id):
        return None
    found = _of(sentence.company_id, sentence.interview_id, sentence.turn)
    if found.first_sound_at:
        return None
    Waterfall.objects.filter(pk=found.pk, first_sound_at=None).update(first_sound_at=at, was_cached=was_cached)
    found.first_sound_at = at
    return found


def note_hearing(*, interview: Interview, turn: int, ms: int) -> None:
    """It began to be heard so many milliseconds ago."""
    if turn > 1 and not interview.is_trial:
        found = _of(interview.company_id, interview.pk, turn)
        at = timezone.now() - min(timedelta(milliseconds=ms), LONGEST)
        if Waterfall.objects.filter(pk=found.pk, heard_at=None).update(heard_at=at):
            found.heard_at = at
            observe(found, is_heard=True)


def observe_early() -> None:
    """What this process sent before all words of the reply were there is counted once they are. Where the database does not answer
    it is not counted: whoever reads the numbers does not wait for it."""
    with suppress(Error):
        for early, since in taken_early().items():
            with company_scope(early.company_id):
                observe(Waterfall.objects.filter(pk=early.waterfall_id).first(), is_heard=early.is_heard, since=since)


def _is_trial(interview_id: UUID) -> bool:
    return Interview.objects.filter(pk=interview_id, invitation=None).exists()


def _of(company_id: UUID, interview_id: UUID, reply: int) -> Waterfall:
    """Of the answer that this turn replies to."""
    found, _ = Waterfall.objects.get_or_create(company_id=company_id, interview_id=interview_id, turn=reply - 1)
    return found
