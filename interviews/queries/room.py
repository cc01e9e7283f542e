"""What the room shows: painted from the interview's state, so that every device shows the same."""

from dataclasses import dataclass

from interviews.engine.state import Phase, State, state_from
from interviews.models import Interview, Turn

MINUTE = 60_000
PHASES = (Phase.INTRODUCTION, Phase.WARMUP, Phase.RESUME, Phase.MAIN, Phase.FOLLOW_UP, Phase.CANDIDATE_QUESTIONS, Phase.WRAP_UP)


@dataclass(frozen=True, slots=True)
class Room:
    interview: Interview
    state: State
    turns: list[Turn]

    @property
    def present(self) -> Turn | None:
        """The turn that is the candidate's."""
        last = self.turns[-1] if self.turns else None
        is_open = last and not last.answered_at and not last.kept and not self.interview.is_over
        return last if is_open else None

    @property
    def is_thinking(self) -> bool:
        return not self.interview.is_over and self.present is None

    @property
    def last_said(self) -> Turn | None:
        return self.turns[-1] if self.turns else None

    @property
    def before(self) -> list[Turn]:
        return self.turns[:-1] if self.present else self.turns

    @property
    def is_paused(self) -> bool:
        return bool(self.state.clock.stopped_for)

    @property
    def minutes_left(self) -> int | None:
        """None: there is no limit."""
        return max(0, round(self.state.clock.left / MINUTE)) if self.state.clock.limit else None

    @property
    def step(self) -> int:
        return PHASES.index(self.state.phase) + 1 if self.state.phase in PHASES else len(PHASES)

    @property
    def steps(self) -> int:
        return len(PHASES)


def room_of(interview: Interview) -> Room:
    return Room(interview, state_from(interview.state), list(interview.turns.order_by("number")))
