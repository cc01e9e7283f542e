"""How a turn begins, is asked and ends, and how one phase gives way to the next."""

from dataclasses import replace

from interviews.engine.choosing import next_turn, with_difficulty
from interviews.engine.commands import Assess, Command, Draft, Finish, Kept, Outcome, Propose, Purpose, SaveTurn, Say
from interviews.engine.events import Began
from interviews.engine.plan import Plan
from interviews.engine.state import Note, Phase, State, Turn

Step = tuple[State, tuple[Command, ...]]

ORDER = (
    Phase.INTRODUCTION,
    Phase.WARMUP,
    Phase.RESUME,
    Phase.MAIN,
    Phase.FOLLOW_UP,
    Phase.CANDIDATE_QUESTIONS,
    Phase.WRAP_UP,
)
# Their answers say something about the candidate.
JUDGED = (Purpose.RESUME_POINT, Purpose.QUESTION, Purpose.NEW_QUESTION, Purpose.FOLLOW_UP, Purpose.SIMPLER, Purpose.RETURN)
# Where no task words it: the shell has a line for each purpose, in the interview's language.
PREPARED = ""


def begin_interview(plan: Plan, state: State, event: Began) -> Step:
    limit = 0 if event.has_no_limits else round(plan.lasts * event.time_factor)
    clock = replace(state.clock, now=event.at, limit=limit)
    state = replace(state, phase=Phase.INTRODUCTION, clock=clock, points=event.points)
    return begin(state, Turn(0, Purpose.WELCOME))


def begin(state: State, turn: Turn) -> Step:
    """What was never asked leaves its number to what is asked instead, so that numbers have no gap."""
    before = state.turn
    number = (before.number + before.is_asked) if before else 1
    draft = before.draft + 1 if before else 1
    turn = replace(turn, number=number, draft=draft, is_judged=turn.is_judged or turn.purpose in JUDGED)
    return replace(state, turn=turn), (Draft(draft, number, turn.purpose, turn.question, turn.competency, turn.brief),)


def ask(plan: Plan, state: State, text: str, is_new: bool = False) -> Step:
    turn = state.turn
    assert turn
    state = replace(state, turn=replace(turn, is_asked=True), asked=_with(state.asked, turn.question))
    said: tuple[Command, ...] = (Say(turn.number, turn.purpose, text),)
    if is_new:
        said += (Propose(turn.number),)
    if turn.purpose is not Purpose.GOODBYE:
        return state, said
    return then((state, said), finish(state, Phase.COMPLETED, Outcome.COMPLETED))


def draft_failed(plan: Plan, state: State) -> Step:
    """A prepared question beats silence. What was to be worded from a brief has none, and gives way to the next."""
    turn = state.turn
    assert turn
    if turn.purpose is Purpose.NEW_QUESTION:
        return go_on(plan, replace(state, asked=_with(state.asked, turn.question)))
    return ask(plan, state, turn.brief or PREPARED)


def end_turn(plan: Plan, state: State, kept: Kept) -> Step:
    """Save what was asked. Answers are handed on to be assessed, and nothing waits for that."""
    turn = state.turn
    assert turn
    commands: tuple[Command, ...] = (SaveTurn(turn.number, kept),)
    if not turn.is_judged:
        return state, commands
    note = Note(turn.number, turn.question, turn.competency, turn.domain, kept)
    competencies = assessed_for(plan, turn.competency)
    if kept is Kept.ANSWERED and competencies:
        commands += (Assess(turn.number, competencies),)
    return replace(state, notes=(*state.notes, note)), commands


def assessed_for(plan: Plan, competency: str) -> tuple[str, ...]:
    always = tuple(each.key for each in plan.competencies if each.in_every_answer and each.key != competency)
    return (competency, *always) if competency else always


def go_on(plan: Plan, state: State) -> Step:
    """To what this phase asks next, or to the next phase that asks something. Saying goodbye always does."""
    state = replace(with_difficulty(plan, state), follow_ups_used=0, asides_used=0)
    turn = next_turn(plan, state)
    while turn is None:
        state = into(state, ORDER[ORDER.index(state.phase) + 1])
        turn = next_turn(plan, state)
    return begin(state, turn)


def leave_phase(plan: Plan, state: State) -> Step:
    return go_on(plan, into(state, ORDER[ORDER.index(state.phase) + 1]))


def into(state: State, phase: Phase) -> State:
    return replace(state, phase=phase, phase_began=state.clock.spent)


def then(first: Step, second: Step) -> Step:
    return second[0], (*first[1], *second[1])


def cut_short(plan: Plan, state: State) -> Step:
    """Straight to the goodbye, keeping what was begun."""
    assert state.turn
    ended = end_turn(plan, state, Kept.UNFINISHED) if state.turn.is_asked else (state, ())
    return then(ended, go_on(plan, into(ended[0], Phase.WRAP_UP)))


def finish(state: State, phase: Phase, outcome: Outcome) -> Step:
    turn = state.turn
    is_open = turn and turn.is_asked and turn.purpose is not Purpose.GOODBYE
    kept: tuple[Command, ...] = (SaveTurn(turn.number, Kept.UNFINISHED),) if turn and is_open else ()
    return into(state, phase), (*kept, Finish(outcome))


def _with(asked: tuple[str, ...], key: str) -> tuple[str, ...]:
    return asked if not key or key in asked else (*asked, key)
