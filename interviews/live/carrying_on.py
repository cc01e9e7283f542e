"""What a worker does for an interview: reads the answer that was kept, tells the engine, words what it wishes for, says it.

Each step is kept before the next begins, so that a worker that dies is followed by another at the same point. What is slow is
done in between: no scope, and so no transaction, is open while a model works.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
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
from interviews.live.setting import Setting, setting_of, turns_in
from interviews.live.speaking import Talk
from interviews.live.wording import Worded, prepared_words, word
from interviews.models import Interview, Turn
from interviews.services import conducting, connecting, due_words
from interviews.services.waterfalls import note_reply

log = logging.getLogger(__name__)
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class _Answer:
    """One that nobody has read yet."""

    interview: Interview
    state: State
    answered: Turn
    setting: Setting


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be worded, and the answer that it replies to."""

    interview: Interview
    turn: Asked
    answered: Turn | None
    aloud: Aloud
    setting: Setting

    @property
    def draft(self) -> Draft:
        turn = self.turn
        return Draft(turn.draft, turn.number, turn.purpose, turn.question, turn.competency, turn.brief)

    @property
    def is_listened_to(self) -> bool:
        """Their page said that they heard what was asked before."""
        return self.answered is not None and self.answered.heard_upto is not None


def carry_on(*, interview_id: UUID, company_id: UUID) -> None:
    patience = Patience()
    # It may go meanwhile: a candidate is erased, a plan that is tried out is changed.
    with suppress(Interview.DoesNotExist):
        due = _due(interview_id, company_id)
        ahead = _drafted_for(due.interview, due.answered) if due and due.answered else None
        wish = _read(due, ahead, patience) if isinstance(due, _Answer) else due
        if wish:
            _word(wish, ahead, patience)


def _due(interview_id: UUID, company_id: UUID) -> _Answer | _Wish | None:
    """Take up what is due. None: nothing is, or somebody is at it."""
    with company_scope(company_id):
        held = due_words.claim_words(interview_id=interview_id)
        if held is None:
            return None
        interview = Interview.objects.select_related("plan", "job", "invitation").get(pk=interview_id)
        state, turns = state_from(interview.state), turns_in(interview)
        if interview.is_over or state.turn is None:
            return None
        setting = setting_of(interview, turns)
        if not state.turn.is_asked:
            before = _answered(turns, state.turn.number - 1)
            return _Wish(interview, state.turn, before, Aloud.of(interview, state.turn), setting)
        kept = _answered(turns, state.turn.number)
        if kept and not kept.kept:
            return _Answer(interview, state, kept, setting)
        due_words.words_are_there(interview=interview, claimed=held)
        return None


def _answered(turns: Sequence[Turn], number: int) -> Turn | None:
    return next((turn for turn in turns if turn.number == number and turn.answered_at), None)


def _read(due: _Answer, ahead: Reply | None, patience: Patience) -> _Wish | None:
    """Return what is to be said to it."""
    interview, kept, setting = due.interview, due.answered, due.setting
    if ahead:
        meaning, follow_up = ahead.meaning, ahead.follow_up
    else:
        meaning = _or(
            lambda: meaning_of(kept.answer, kept.said, setting, patience), lambda: read_by_rules(kept.answer, setting.phase).meaning
        )
        heard = Heard(kept.answer, kept.question, kept.said)
        wants = meaning is Meaning.ANSWER
        follow_up = _or(lambda: wanted_follow_up(interview, due.state, heard, setting, patience), str) if wants else ""

    def event(at: int) -> Event:
        return Answered(at, kept.number, meaning, follow_up)

    with company_scope(setting.company), connecting.held(interview, None):
        if not _is_as_read(kept):
            return None
        told = conducting.tell(interview=interview, event_at=event)
        if not told.commands:
            # Another has told it, and goes on with it; or it has ended.
            return None
        if any(isinstance(command, GiveAMoment | SayAgain) for command in told.commands):
            conducting.reopen_turn(turn=kept, with_words=says_more_than(meaning, kept.answer, setting))
            due_words.words_are_there(interview=interview)
            return None
        return _wish_after(told, due, meaning)


def _wish_after(told: conducting.Told, due: _Answer, meaning: Meaning) -> _Wish | None:
    """Whoever has read the answer words what follows on it, and need not read all of it again."""
    interview, turn = due.interview, told.state.turn
    if told.interview.is_over or turn is None or turn.is_asked:
        due_words.words_are_there(interview=interview)
        return None
    due_words.hold_words(interview=interview)
    answered = due.answered if turn.number == due.answered.number + 1 else None
    return _Wish(interview, turn, answered, Aloud(interview, turn), due.setting.after(told.state, meaning))


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


def _word(wish: _Wish, ahead: Reply | None, patience: Patience) -> None:
    setting = wish.setting

    def show(text: str) -> None:
        hints.words_so_far(wish.interview.pk, wish.turn.number, wish.turn.draft, text)

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
