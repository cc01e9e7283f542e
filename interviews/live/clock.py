"""An interview's own time, and what may be judged by it.

Clocks of servers step: by seconds after a boot, by an hour where somebody sets them wrong. So time is counted from one look at
the interview to the next, and each look says when the next one is due. A look that comes much later, or before the one that
went ahead of it, was not there to see what passed: of such a gap no more counts than up to when somebody should have looked, and
nobody is found silent or absent by it. The same holds after minutes in which no worker ran.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from interviews.engine.state import State
from interviews.models import Interview

# How long until the next look at the latest, while the clock runs …
LOOK = timedelta(seconds=30)
# … and while it stands, when only the deadline can end it.
LOOK_WHILE_IT_STANDS = timedelta(minutes=5)
# How much later than due a look may come.
LATE = timedelta(minutes=1)
MILLISECOND = timedelta(milliseconds=1)


def read_clock(interview: Interview, state: State, now: datetime) -> int:
    """Count what has passed since the last look, and return the interview's own time in milliseconds. The caller saves it."""
    if not interview.clock_at <= now <= interview.timer_at + LATE:
        interview.watched_from = now
    interview.clock_ms = _counted(interview, state, now)
    interview.clock_at = now
    return interview.clock_ms


def as_of(interview: Interview, state: State, now: datetime) -> State:
    """With the time that counts up to this moment, for whoever only looks."""
    return replace(state, clock=state.clock.at(_counted(interview, state, now)))


def _counted(interview: Interview, state: State, now: datetime) -> int:
    passed = max(min(now, interview.timer_at + LATE) - interview.clock_at, timedelta(0))
    return max(interview.clock_ms, state.clock.now) + round(passed / MILLISECOND)


def set_timer(interview: Interview, state: State, now: datetime, soonest: timedelta | None = None) -> None:
    """`soonest`: until something may be due, as far as it is known."""
    look = LOOK_WHILE_IT_STANDS if state.clock.stopped_for else LOOK
    interview.timer_at = now + (look if soonest is None else max(min(look, soonest), timedelta(0)))
