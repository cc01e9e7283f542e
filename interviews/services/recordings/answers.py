"""Spoken answers: said to be complete by the candidate, and there once each of their segments is understood or given up."""

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from interviews.engine.commands import Kept
from interviews.live.hints import ring
from interviews.models import Interview, Recorded, Segment, Turn
from interviews.queries.heard_again import later_answer
from interviews.queries.spoken import Spoken, spoken_of
from interviews.services import conducting
from interviews.services.conducting import NotYours
from interviews.services.connecting import held
from interviews.services.recordings.orphans import adopt_pieces
from interviews.services.recordings.pieces import sound_in_pieces
from interviews.services.unfinished import complete_unfinished
from interviews.signals import announce, answer_completed


class NothingSaid(Exception):
    """Nothing was recorded of this turn."""


class NotArrived(Exception):
    """A segment that belongs to the answer is not there; so many of its pieces are, without a gap."""

    def __init__(self, epoch: int, segment: int, upto: int) -> None:
        super().__init__()
        self.epoch, self.segment, self.upto = epoch, segment, upto


def finish_speaking(
    *, interview: Interview, turn: int, segments: tuple[tuple[int, int], ...], ended_ms: int = 0, epoch: int | None = None
) -> bool:
    """Return whether the whole answer is there: then the caller enqueues tasks.carry_on."""
    now = timezone.now()
    with held(interview, epoch) as found:
        asked = Turn.objects.filter(interview=found, number=turn).first()
        if asked is None or found.is_over:
            raise NotYours
        if asked.spoken_at:
            return False
        if asked.answered_at or asked.kept:
            raise NotYours
        # With "say that again" and the like, which their page sent as any other sound and knows no more of.
        there = {each[:2]: each[2] for each in _sound_of(asked).values_list("epoch", "number", "is_aside")}
        for each in segments:
            if each not in there:
                raise NotArrived(*each, len(list(sound_in_pieces(asked, *each))))
        if not adopt_pieces(turn=asked) and all(there.values()):
            raise NothingSaid
        until = now - timedelta(milliseconds=ended_ms)
        Turn.objects.filter(pk=asked.pk).update(spoken_at=now, spoken_until=until, unheard_at=None)
        conducting.note_voice(interview=found)
        return settle(interview=found, turn_id=asked.pk)


def _sound_of(turn: Turn) -> QuerySet[Segment]:
    return Segment.objects.filter(turn=turn, kind=Recorded.SOUND)


def settle(*, interview: Interview, turn_id: UUID) -> bool:
    """Keep a spoken answer if all of it is there; whoever calls holds the interview. Return whether it was kept."""
    turn = Turn.objects.get(pk=turn_id)
    if turn.answered_at or turn.kept == Kept.UNFINISHED:
        _add_what_came_late(interview, turn)
    if not turn.spoken_at or turn.answered_at or turn.kept == Kept.SKIPPED:
        return False
    spoken = spoken_of(turn)
    if spoken.is_coming:
        return False
    if turn.kept:
        _complete_after_end(interview, turn, spoken)
        return False
    if not spoken.text:
        # The turn stays theirs.
        Turn.objects.filter(pk=turn_id).update(spoken_at=None, unheard_at=timezone.now())
        ring(interview)
        return False
    conducting.keep_spoken(interview=interview, turn=turn, spoken=spoken)
    return True


def _complete_after_end(interview: Interview, turn: Turn, spoken: Spoken) -> None:
    """It was acknowledged, and counted, before anybody had understood it. Of what nobody understands the recording stays."""
    if not spoken.text:
        return
    now = timezone.now()
    Turn.objects.filter(pk=turn.pk).update(answer=spoken.text, words=spoken.words, answered_at=now, listen_again_at=now)
    if turn.kept in conducting.JUDGED:
        announce(answer_completed, interview, turn=turn.number, by_voice=True)


def _add_what_came_late(interview: Interview, turn: Turn) -> None:
    """What was said counts also where it was understood after they had typed the rest, or had said that the answer is complete, or when
    time was up. What they put right stays."""
    if turn.kept == Kept.UNFINISHED:
        complete_unfinished(turn=turn)
        return
    if turn.corrected_at:
        return
    spoken = spoken_of(turn)
    answer = later_answer(turn, spoken.segments)
    if not answer or answer == turn.heard_again:
        return
    row, now = Turn.objects.filter(pk=turn.pk), timezone.now()
    if not turn.kept:
        row.update(answer=answer, words=[] if turn.typed else spoken.words)
        return
    # Somebody has read it: both are kept. A better model, where there is one, hears what it has not heard.
    row.update(heard_again=answer, heard_again_at=now, listen_again_at=now)
    conducting.tell_of_more(interview=interview, turn=turn.number)
