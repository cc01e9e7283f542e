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
    return has_room_for_core(plan, state) and not has_had(plan, state, plan.candidate_questions_last)


def has_had(plan: Plan, state: State, lasts: int) -> bool:
    """This phase has taken what is meant for it: of somebody with more time more, and with no limit none takes too long."""
    limit = state.clock.limit
    return bool(limit) and state.clock.spent - state.phase_began >= lasts * max(1, limit / plan.lasts)


def _core_left(plan: Plan, state: State) -> int:
    return sum(question.lasts for question in plan.questions if question.is_core and question.key not in state.asked)
