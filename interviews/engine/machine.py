"""The interview as a machine: handle(plan, state, event) -> (state, commands).

It decides and knows nothing else. It has no clock (events say when), no chance, no ids, no log, no network; what it wishes for
are commands, which a shell carries out, and what comes of them arrives as events. So an interview is the fold of its events:
whoever has them has the interview, on any machine, to the bit.

A **turn** is one thing said to the candidate and what they say to it. It is first worded (a Draft is out), then asked (it was
said), then saved, once. Its number is given when it begins, and only what was asked uses a number up.

Phases come in this order; those that a plan leaves out, or that have no time left, are passed over.

    introduction         welcome, until the candidate is ready
    warmup               one easy question
    resume               points of the résumé
    main                 the plan's questions, with follow-ups inside their budget
    follow_up            back to competencies that lack evidence
    candidate_questions  the candidate asks
    wrap_up              goodbye
    completed            done; so are expired, withdrawn and ended

What may happen when:

    event                             not begun   while worded   while asked    done
    Began                             begins      –              –              –
    QuestionDrafted, DraftFailed      impossible  it is asked    –              –
    Answered                          impossible  impossible     goes on        –
    WasSilent                         impossible  impossible     clock stands   –
    RepeatAsked, SkipAsked            impossible  impossible     again; on      –
    HelpAsked, Paused, Left           impossible  clock stands   clock stands   –
    Resumed, CameBack                 impossible  clock runs     clock runs     –
    TimeUp                            impossible  to goodbye     may finish     –
    Assessed                          impossible  noted          noted          –
    AnswerCorrected, AnswerHeardAgain impossible  assessed anew  assessed anew  assessed anew
    Extended, LimitLifted             impossible  more time      more time      –
    Withdrew, EndedByCompany,         done        done           done           –
    DeadlinePassed

    –           changes nothing: it came twice, or too late
    impossible  raises, and changes nothing

What is about an earlier turn or draft than the present one changes nothing, and what is about a later one is impossible. So an
event that is delivered twice, or late, or after a crash, does what it did the first time: nothing more.

Time is the time that counts (state.Clock): it stands while the candidate pauses or is away, and never goes back. time.py says
what goes first when it is short.
"""

from dataclasses import replace

from interviews.engine import time
from interviews.engine.answers import after_answer, after_silence, after_skip
from interviews.engine.commands import Assess, CallForHelp, Command, Kept, Outcome, SayAgain
from interviews.engine.events import (
    AnswerCorrected,
    Answered,
    AnswerHeardAgain,
    Assessed,
    Began,
    CameBack,
    DeadlinePassed,
    EndedByCompany,
    Event,
    Extended,
    HelpAsked,
    Left,
    LimitLifted,
    OfDraft,
    OfTurn,
    Paused,
    QuestionDrafted,
    Resumed,
    SkipAsked,
    TimeUp,
    WasSilent,
    Withdrew,
)
from interviews.engine.plan import Plan
from interviews.engine.state import Clock, Phase, State, Stop
from interviews.engine.turns import Step, ask, assessed_for, begin_interview, cut_short, draft_failed, finish

ENDINGS: dict[type[Event], tuple[Phase, Outcome]] = {
    Withdrew: (Phase.WITHDRAWN, Outcome.WITHDRAWN),
    EndedByCompany: (Phase.ENDED, Outcome.ENDED),
    DeadlinePassed: (Phase.EXPIRED, Outcome.EXPIRED),
}


class Impossible(Exception):
    """Something that cannot have happened here. Whoever says so has lost count."""


def handle(plan: Plan, state: State, event: Event) -> Step:
    if state.is_done:
        return state, _after_the_end(plan, state, event)
    if type(event) in ENDINGS:
        return finish(replace(state, clock=state.clock.at(event.at)), *ENDINGS[type(event)])
    if isinstance(event, Began):
        return begin_interview(plan, state, event) if state.turn is None else (state, ())
    if state.turn is None:
        raise Impossible(type(event).__name__)
    if isinstance(event, OfDraft):
        return _of_draft(plan, state, event)
    if isinstance(event, OfTurn):
        return _of_turn(plan, state, event)
    return _of_interview(plan, replace(state, clock=state.clock.at(event.at)), event)


def _after_the_end(plan: Plan, state: State, event: Event) -> tuple[Command, ...]:
    """Done is final; an answer that reads otherwise since then is assessed anew all the same."""
    return _assess_anew(plan, state, event.turn) if isinstance(event, AnswerCorrected | AnswerHeardAgain) else ()


def _of_draft(plan: Plan, state: State, event: OfDraft) -> Step:
    turn = state.turn
    assert turn
    if event.draft > turn.draft:
        raise Impossible(type(event).__name__)
    if event.draft < turn.draft or turn.is_asked:
        return state, ()
    state = replace(state, clock=state.clock.at(event.at))
    return ask(plan, state, event.text, event.is_new) if isinstance(event, QuestionDrafted) else draft_failed(plan, state)


def _of_turn(plan: Plan, state: State, event: OfTurn) -> Step:
    turn = state.turn
    assert turn
    if event.turn < turn.number:
        return state, ()
    if event.turn > turn.number or not turn.is_asked:
        raise Impossible(type(event).__name__)
    return _by_candidate(plan, replace(state, clock=state.clock.at(event.at)), event)


def _by_candidate(plan: Plan, state: State, event: OfTurn) -> Step:
    if isinstance(event, WasSilent):
        return after_silence(state)
    # Whoever does something is there, whatever was known of them.
    state = replace(state, clock=state.clock.going())
    if isinstance(event, Answered):
        return after_answer(plan, state, event)
    if isinstance(event, SkipAsked):
        return after_skip(plan, state)
    return state, (SayAgain(event.turn),)


def _of_interview(plan: Plan, state: State, event: Event) -> Step:
    turn = state.turn
    assert turn
    state = replace(state, clock=_clock_after(state.clock, event))
    match event:
        case HelpAsked():
            return state, (CallForHelp(turn.number),)
        case TimeUp():
            return _time_up(plan, state)
        case Assessed():
            return _note_levels(state, event), ()
        case AnswerCorrected() | AnswerHeardAgain():
            notes = tuple(replace(note, levels=(), is_assessed=False) if note.turn == event.turn else note for note in state.notes)
            return replace(state, notes=notes), _assess_anew(plan, state, event.turn)
    return state, ()


def _clock_after(clock: Clock, event: Event) -> Clock:
    match event:
        case HelpAsked() | Paused():
            return clock.stopped(Stop.PAUSED)
        case Left():
            return clock.stopped(Stop.AWAY)
        case Resumed():
            return clock.going(Stop.PAUSED, Stop.SILENT)
        case CameBack():
            return clock.going(Stop.AWAY)
        case Extended() | LimitLifted():
            return replace(clock, limit=_limit_after(clock, event))
    return clock


def _limit_after(clock: Clock, event: Extended | LimitLifted) -> int:
    """None stays none."""
    return clock.limit + event.by if clock.limit and isinstance(event, Extended) else 0


def _time_up(plan: Plan, state: State) -> Step:
    """A timer that rang too early, before an extension, changes nothing. Who is answering may finish, within reason."""
    assert state.turn
    must_wait = state.turn.is_asked and not time.is_far_over(state)
    if not time.is_up(state) or must_wait or state.phase is Phase.WRAP_UP:
        return state, ()
    return cut_short(plan, state)


def _note_levels(state: State, event: Assessed) -> State:
    notes = tuple(replace(note, levels=event.levels, is_assessed=True) if note.turn == event.turn else note for note in state.notes)
    return replace(state, notes=notes)


def _assess_anew(plan: Plan, state: State, turn: int) -> tuple[Command, ...]:
    """There was an answer, and something that it is judged on."""
    answered = [note for note in state.notes if note.turn == turn and note.kept in (Kept.ANSWERED, Kept.DID_NOT_KNOW)]
    return tuple(Assess(turn, wanted) for note in answered if (wanted := assessed_for(plan, note.competency)))
