"""What follows on what the candidate did with a turn."""

from dataclasses import replace

from interviews.engine import time
from interviews.engine.choosing import UNNUMBERED
from interviews.engine.commands import AskWhetherThere, CallForHelp, GiveAMoment, Kept, Purpose, SayAgain
from interviews.engine.events import Answered, Meaning
from interviews.engine.plan import FOLLOW_UP_LASTS, Plan
from interviews.engine.state import Phase, State, Stop, Turn
from interviews.engine.turns import Step, begin, end_turn, go_on, leave_phase, then

SILENCES_IN_A_TURN = 3
ASIDES_TO_A_QUESTION = 4
REMARKS_BEFORE_GOODBYE = 1
# Whoever asks back again and again has not answered: it goes on, and what they asked is no evidence of anything.
KEPT = {Meaning.DOES_NOT_KNOW: Kept.DID_NOT_KNOW, Meaning.QUESTION: Kept.ASIDE}


def after_answer(plan: Plan, state: State, event: Answered) -> Step:
    match event.meaning:
        case Meaning.REPEAT:
            return state, (SayAgain(event.turn),)
        case Meaning.SKIP:
            return after_skip(plan, state)
        case Meaning.STOP | Meaning.HELP:
            return _stood_still(plan, state, event)
    return OF_PHASE.get(state.phase, _answered)(plan, state, event)


def _answered(plan: Plan, state: State, event: Answered) -> Step:
    if event.meaning is Meaning.A_MOMENT:
        return state, (GiveAMoment(event.turn),)
    if event.meaning is Meaning.QUESTION and state.asides_used < ASIDES_TO_A_QUESTION:
        return _clarified(plan, state)
    ended = end_turn(plan, state, KEPT.get(event.meaning, Kept.ANSWERED))
    further = _further(plan, ended[0], event)
    if further is None:
        return then(ended, go_on(plan, ended[0]))
    return then(ended, begin(replace(ended[0], follow_ups_used=state.follow_ups_used + 1), further))


def after_skip(plan: Plan, state: State) -> Step:
    ended = end_turn(plan, state, Kept.SKIPPED)
    forward = leave_phase if state.phase in (Phase.INTRODUCTION, Phase.CANDIDATE_QUESTIONS) else go_on
    return then(ended, forward(plan, ended[0]))


def after_silence(state: State) -> Step:
    """Twice a gentle word; then the clock stands until they do something. The question stays: silence drops none."""
    turn = state.turn
    assert turn
    if Stop.SILENT in state.clock.stopped_for:
        return state, ()
    silences = turn.silences + 1
    state = replace(state, turn=replace(turn, silences=silences))
    if silences < SILENCES_IN_A_TURN:
        return state, (AskWhetherThere(turn.number),)
    return replace(state, clock=state.clock.stopped(Stop.SILENT)), ()


def _ready_or_not(plan: Plan, state: State, event: Answered) -> Step:
    ended = end_turn(plan, state, Kept.ASIDE)
    match event.meaning:
        case Meaning.NO | Meaning.A_MOMENT:
            return then(ended, begin(ended[0], Turn(UNNUMBERED, Purpose.WAIT_FOR_READY)))
        case Meaning.QUESTION:
            return then(ended, begin(ended[0], Turn(UNNUMBERED, Purpose.ANSWER_CANDIDATE)))
    return then(ended, leave_phase(plan, ended[0]))


def _candidate_asked(plan: Plan, state: State, event: Answered) -> Step:
    """Answer, and let them ask on, until they have no more or the plan says that it is enough."""
    ended = end_turn(plan, state, Kept.ASIDE)
    meaning, used = event.meaning, state.candidate_questions_used + 1
    if meaning in (Meaning.NO, Meaning.DOES_NOT_KNOW):
        return then(ended, leave_phase(plan, ended[0]))
    if meaning is Meaning.A_MOMENT:
        return then(ended, begin(ended[0], Turn(UNNUMBERED, Purpose.INVITE_QUESTIONS)))
    if meaning is Meaning.ANSWER:
        return then(ended, _invited_once_more(plan, ended[0]))
    if used > plan.candidate_questions or not time.has_room_for_candidate(plan, ended[0]):
        return then(ended, leave_phase(plan, ended[0]))
    return then(ended, begin(replace(ended[0], candidate_questions_used=used), Turn(UNNUMBERED, Purpose.ANSWER_CANDIDATE)))


def _invited_once_more(plan: Plan, state: State) -> Step:
    """They said something that is no question. Whoever does so again has none."""
    if state.asides_used >= REMARKS_BEFORE_GOODBYE:
        return leave_phase(plan, state)
    return begin(replace(state, asides_used=state.asides_used + 1), Turn(UNNUMBERED, Purpose.INVITE_QUESTIONS))


def _stood_still(plan: Plan, state: State, event: Answered) -> Step:
    """Nobody is interviewed on who wants to stop: the clock stands, and their place is kept. What ends it is theirs to press."""
    assert state.turn
    ended = end_turn(plan, state, Kept.ASIDE)
    waiting = replace(ended[0], clock=ended[0].clock.stopped(Stop.PAUSED))
    called: tuple[CallForHelp, ...] = (CallForHelp(event.turn),) if event.meaning is Meaning.HELP else ()
    turn = replace(state.turn, purpose=Purpose.WAIT_FOR_READY, is_asked=False, silences=0)
    return then((waiting, (*ended[1], *called)), begin(waiting, turn))


def _clarified(plan: Plan, state: State) -> Step:
    """They want to know what is meant: the question stays, and costs no follow-up."""
    assert state.turn
    ended = end_turn(plan, state, Kept.ASIDE)
    again = replace(state.turn, purpose=Purpose.CLARIFY, is_asked=False, silences=0)
    return then(ended, begin(replace(ended[0], asides_used=state.asides_used + 1), again))


def _further(plan: Plan, state: State, event: Answered) -> Turn | None:
    """A follow-up, or a simpler way in, where the question's budget and the time allow one."""
    turn = state.turn
    assert turn
    if state.follow_ups_used >= plan.follow_ups_to(turn.question) or not time.has_room(plan, state, FOLLOW_UP_LASTS):
        return None
    further = replace(turn, is_asked=False, silences=0)
    if event.meaning is Meaning.DOES_NOT_KNOW:
        return replace(further, purpose=Purpose.SIMPLER) if turn.purpose is not Purpose.SIMPLER else None
    return replace(further, purpose=Purpose.FOLLOW_UP, brief=event.follow_up) if event.follow_up else None


OF_PHASE = {Phase.INTRODUCTION: _ready_or_not, Phase.CANDIDATE_QUESTIONS: _candidate_asked}
