"""What a worker does for an interview: reads the answer that was kept, tells the engine, words what it wishes for, says it.

Each step is kept before the next begins, so that a worker that dies is followed by another at the same point. What is slow is
done in between: no scope, and so no transaction, is open while a model works.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import Error

from accounts.tenancy import company_scope
from interviews.engine.commands import Draft, GiveAMoment, Purpose, SayAgain
from interviews.engine.events import Answered, Event, Meaning, QuestionDrafted
from interviews.engine.state import State, state_from
from interviews.engine.state import Turn as Asked
from interviews.live import hints
from interviews.live.ahead import Reply, reply_to
from interviews.live.aloud import Aloud
from interviews.live.following import Heard, is_of_a_bank, wanted_follow_up
from interviews.live.patience import Patience
from interviews.live.reading import meaning_of, says_more_than
from interviews.live.rules import read_by_rules
from interviews.live.setting import Setting, setting_of
from interviews.live.speaking import Talk
from interviews.live.wording import Worded, prepared_words, word
from interviews.models import Interview, Turn
from interviews.services import conducting, connecting, due_words
from interviews.services.waterfalls import note_reply

MOST_STEPS = 4
log = logging.getLogger(__name__)
Made = TypeVar("Made")


def carry_on(*, interview_id: UUID, company_id: UUID) -> None:
    patience = Patience()
    # It may go meanwhile: a candidate is erased, a plan that is tried out is changed.
    with suppress(Interview.DoesNotExist):
        held: datetime | None = None
        for _ in range(MOST_STEPS):
            held = _step(interview_id, company_id, patience, held)
            if held is None:
                return


def _step(interview_id: UUID, company_id: UUID, patience: Patience, held: datetime | None) -> datetime | None:
    """Do what is due next. `held`: until when it is ours, if it is already; so is what is returned, where there is more to do."""
    with company_scope(company_id):
        held = held or due_words.claim_words(interview_id=interview_id)
        if held is None:
            return None
        interview = Interview.objects.select_related("plan", "job", "company", "invitation").get(pk=interview_id)
        state = state_from(interview.state)
        if interview.is_over or state.turn is None:
            return None
        setting = setting_of(interview)
        kept = _kept_answer(interview, state.turn) if state.turn.is_asked else None
        if state.turn.is_asked and kept is None:
            due_words.words_are_there(interview=interview, claimed=held)
            return None
        answered = None if state.turn.is_asked else _answered_before(interview, state.turn)
        aloud = Aloud.of(interview, state.turn)
    if kept:
        return _read(interview, state, kept, setting, patience)
    _word(_Wish(interview, state.turn, answered, aloud), setting, patience)
    return None


def _kept_answer(interview: Interview, turn: Asked) -> Turn | None:
    return Turn.objects.filter(interview=interview, number=turn.number, kept="").exclude(answered_at=None).first()


def _answered_before(interview: Interview, turn: Asked) -> Turn | None:
    return Turn.objects.filter(interview=interview, number=turn.number - 1).exclude(answered_at=None).first()


def _read(interview: Interview, state: State, kept: Turn, setting: Setting, patience: Patience) -> datetime | None:
    ahead = _drafted_for(interview, kept)
    if ahead:
        meaning, follow_up = ahead.meaning, ahead.follow_up
    else:
        meaning = _or(
            lambda: meaning_of(kept.answer, kept.said, setting, patience), lambda: read_by_rules(kept.answer, setting.phase).meaning
        )
        heard = Heard(kept.answer, kept.question, kept.said)
        wants = meaning is Meaning.ANSWER
        follow_up = _or(lambda: wanted_follow_up(interview, state, heard, setting, patience), str) if wants else ""

    def event(at: int) -> Event:
        return Answered(at, kept.number, meaning, follow_up)

    with company_scope(setting.company), connecting.held(interview, None):
        if not _is_as_read(kept):
            return None
        told = conducting.tell(interview=interview, event_at=event)
        if any(isinstance(command, GiveAMoment | SayAgain) for command in told.commands):
            conducting.reopen_turn(turn=kept, with_words=says_more_than(meaning, kept.answer, setting))
            due_words.words_are_there(interview=interview)
            return None
        return due_words.hold_words(interview=interview)


def _is_as_read(kept: Turn) -> bool:
    """Whoever stood still for longer than their claim comes late: another has read it since, and given the turn back, or it has
    another answer already."""
    return Turn.objects.filter(pk=kept.pk, answered_at=kept.answered_at).exists()


def _or(work: Callable[[], Made], instead: Callable[[], Made]) -> Made:
    """A fault of our own in what only makes the conversation better must not end it: it would be the same at each further try. What
    the database says of itself is no such fault, and is tried again."""
    try:
        return work()
    except (Error, ObjectDoesNotExist):
        # Or somebody was erased.
        raise
    except Exception:
        log.exception("an interview goes on with what was prepared")
        return instead()


def _drafted_for(interview: Interview, answered: Turn) -> Reply | None:
    """Nothing is drafted while somebody types."""
    return reply_to(interview, answered.number, answered.answer) if answered.spoken_at else None


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be worded, and the answer that it replies to."""

    interview: Interview
    turn: Asked
    answered: Turn | None
    aloud: Aloud

    @property
    def draft(self) -> Draft:
        turn = self.turn
        return Draft(turn.draft, turn.number, turn.purpose, turn.question, turn.competency, turn.brief)

    @property
    def is_listened_to(self) -> bool:
        """Their page said that they heard what was asked before."""
        return self.answered is not None and self.answered.heard_upto is not None


def _word(wish: _Wish, setting: Setting, patience: Patience) -> None:
    def show(text: str) -> None:
        hints.words_so_far(wish.interview.pk, wish.turn.number, wish.turn.draft, text)

    ahead = _drafted_for(wish.interview, wish.answered) if wish.answered else None
    worded = ahead.words_for(wish.draft) if ahead else None
    is_ahead = worded is not None
    if worded is None:
        talk = Talk(setting, patience, show, wish.aloud if wish.is_listened_to else None)
        worded = _or(lambda: word(wish.draft, talk), lambda: prepared_words(wish.draft, setting))
    with company_scope(setting.company):
        _say(wish, worded, is_ahead=is_ahead)


def _say(wish: _Wish, worded: Worded, *, is_ahead: bool) -> None:
    asked, aloud = wish.turn, wish.aloud
    text, is_new = aloud.whole(worded.text), _is_new(asked, worded)

    def event(at: int) -> Event:
        return QuestionDrafted(at, asked.draft, text, is_new)

    told = conducting.tell(interview=wish.interview, event_at=event, worded_by=worded.by)
    if told.commands:
        due_words.words_are_there(interview=wish.interview)
        if wish.answered:
            note_reply(answered=wish.answered, word_at=aloud.first_word_at, sentence_at=aloud.first_sentence_at, was_ahead=is_ahead)


def _is_new(asked: Asked, worded: Worded) -> bool:
    """What stood in no bank, and came from a model."""
    if asked.purpose is Purpose.FOLLOW_UP:
        return bool(worded.made) and not is_of_a_bank(asked.brief)
    return asked.purpose in (Purpose.NEW_QUESTION, Purpose.RETURN) and bool(worded.made) and worded.found is None
