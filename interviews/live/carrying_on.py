"""What a worker does for an interview: reads the answer that was kept, tells the engine, words what it wishes for, says it.

Each step is kept before the next begins, so that a worker that dies is followed by another at the same point. What is slow is
done in between: no scope, and so no transaction, is open while a model works.
"""

from contextlib import suppress
from uuid import UUID

from accounts.tenancy import company_scope
from interviews.engine.commands import Draft, GiveAMoment, Purpose
from interviews.engine.events import Answered, Event, Meaning, QuestionDrafted
from interviews.engine.state import State, state_from
from interviews.engine.state import Turn as Asked
from interviews.live import hints
from interviews.live.following import Heard, follow_up_to, is_of_a_bank
from interviews.live.patience import Patience
from interviews.live.reading import meaning_of
from interviews.live.setting import Setting, setting_of
from interviews.live.speaking import Talk
from interviews.live.wording import Worded, word
from interviews.models import Interview, Turn
from interviews.services import conducting

MOST_STEPS = 4


def carry_on(*, interview_id: UUID, company_id: UUID) -> None:
    patience = Patience()
    with company_scope(company_id):
        interview = conducting.claim_words(interview_id=interview_id)
    # It may go meanwhile: a candidate is erased, a plan that is tried out is changed.
    with suppress(Interview.DoesNotExist):
        for _ in range(MOST_STEPS):
            if interview is None or not _step(interview, company_id, patience):
                return


def _step(interview: Interview, company_id: UUID, patience: Patience) -> bool:
    """Do what is due next; return whether something was."""
    with company_scope(company_id):
        interview.refresh_from_db()
        state = state_from(interview.state)
        if interview.is_over or state.turn is None:
            return False
        setting = setting_of(interview)
        kept = _kept_answer(interview, state.turn) if state.turn.is_asked else None
        if state.turn.is_asked and kept is None:
            conducting.words_are_there(interview=interview)
            return False
    if kept:
        return _read(interview, state, kept, setting, patience)
    _word(interview, state.turn, setting, patience)
    return False


def _kept_answer(interview: Interview, turn: Asked) -> Turn | None:
    return Turn.objects.filter(interview=interview, number=turn.number, kept="").exclude(answered_at=None).first()


def _read(interview: Interview, state: State, kept: Turn, setting: Setting, patience: Patience) -> bool:
    meaning = meaning_of(kept.answer, kept.text, setting, patience)
    follow_up = _follow_up(interview, state, kept, setting, patience) if meaning is Meaning.ANSWER else ""

    def event(at: int) -> Event:
        return Answered(at, kept.number, meaning, follow_up)

    with company_scope(setting.company):
        told = conducting.tell(interview=interview, event_at=event)
        if any(isinstance(command, GiveAMoment) for command in told.commands):
            conducting.reopen_turn(turn=kept)
            conducting.words_are_there(interview=interview)
            return False
    return True


def _follow_up(interview: Interview, state: State, kept: Turn, setting: Setting, patience: Patience) -> str:
    """Looked for where the engine might ask one. Whether it does is the engine's to say."""
    if state.follow_ups_used >= conducting.engine_plan(interview).follow_ups_to(kept.question):
        return ""
    return follow_up_to(Heard(kept.answer, kept.question, kept.text), setting, patience)


def _word(interview: Interview, turn: Asked, setting: Setting, patience: Patience) -> None:
    draft = Draft(turn.draft, turn.number, turn.purpose, turn.question, turn.competency, turn.brief)

    def show(text: str) -> None:
        hints.words_so_far(interview.pk, turn.number, turn.draft, text)

    worded = word(draft, Talk(setting, patience, show))
    with company_scope(setting.company):
        _say(interview, turn, worded)


def _say(interview: Interview, asked: Asked, worded: Worded) -> None:
    is_new = _is_new(asked, worded)

    def event(at: int) -> Event:
        return QuestionDrafted(at, asked.draft, worded.text, is_new)

    told = conducting.tell(interview=interview, event_at=event, worded_by=worded.by)
    if told.commands:
        conducting.words_are_there(interview=interview)


def _is_new(asked: Asked, worded: Worded) -> bool:
    """What stood in no bank, and came from a model."""
    if asked.purpose is Purpose.FOLLOW_UP:
        return bool(worded.made) and not is_of_a_bank(asked.brief)
    return asked.purpose is Purpose.NEW_QUESTION and bool(worded.made) and worded.found is None
