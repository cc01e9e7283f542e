"""What the room shows: painted from the interview's state, so that every device shows the same."""

from dataclasses import dataclass

from interviews.engine.events import Extended
from interviews.engine.state import Phase, State, state_from
from interviews.models import Interview, Turn

MINUTE = 60_000
PHASES = (Phase.INTRODUCTION, Phase.WARMUP, Phase.RESUME, Phase.MAIN, Phase.FOLLOW_UP, Phase.CANDIDATE_QUESTIONS, Phase.WRAP_UP)


@dataclass(frozen=True, slots=True)
class Room:
    interview: Interview
    state: State
    turns: list[Turn]
    # Minutes that the company gave since the question before this one.
    minutes_given: int = 0

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
    turns = list(interview.turns.order_by("number"))
    return Room(interview, state_from(interview.state), turns, _minutes_given(interview, turns))


def _minutes_given(interview: Interview, turns: list[Turn]) -> int:
    """Lately: it is said until a question later than the one at which it was given."""
    given = interview.events.filter(kind=Extended.__name__, at__gte=turns[-2:][0].asked_at if turns else interview.began_at)
    return sum(values["by"] for values in given.values_list("values", flat=True)) // MINUTE
