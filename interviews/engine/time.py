"""The time rule. When time is short, follow-ups go first, then what is worded on the spot; core questions stay to the limit."""

from interviews.engine.plan import MINUTE, Plan
from interviews.engine.state import Phase, State

# Whoever is answering when time is up may finish.
GRACE = 5 * MINUTE


def is_up(state: State) -> bool:
    return bool(state.clock.limit) and state.clock.left <= 0


def is_far_over(state: State) -> bool:
    return bool(state.clock.limit) and state.clock.left <= -GRACE


def until_up(state: State) -> int | None:
    """How long until TimeUp does something, if nothing else happens. None: it does nothing."""
    turn, clock = state.turn, state.clock
    if turn is None or not clock.limit or clock.stopped_for or state.is_done or state.phase is Phase.WRAP_UP:
        return None
    return clock.left + (GRACE if turn.is_asked else 0)


def has_room_for_core(plan: Plan, state: State) -> bool:
    return not state.clock.limit or state.clock.left > plan.wrap_up_lasts


def has_room(plan: Plan, state: State, lasts: int) -> bool:
    """Beside all core questions that are still to come, and the end."""
    return not state.clock.limit or state.clock.left >= lasts + _core_left(plan, state) + plan.closing_lasts


def has_room_for_candidate(plan: Plan, state: State) -> bool:
    in_phase = state.clock.spent - state.phase_began
    return not state.clock.limit or (state.clock.left > plan.wrap_up_lasts and in_phase < plan.candidate_questions_last)


def _core_left(plan: Plan, state: State) -> int:
    return sum(question.lasts for question in plan.questions if question.is_core and question.key not in state.asked)
