"""An interview as its events give it, beside what is stored of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from interviews.engine.commands import Command, Finish, SaveTurn, Say
from interviews.engine.log import event_from
from interviews.engine.machine import handle
from interviews.engine.state import State, state_from
from interviews.models import Interview
from interviews.services.conducting import engine_plan


@dataclass(slots=True)
class Replayed:
    state: State = field(default_factory=State)
    events: int = 0
    # By number: why something was said, and how the turn ended.
    said: dict[int, str] = field(default_factory=dict)
    kept: dict[int, str] = field(default_factory=dict)
    outcomes: list[str] = field(default_factory=list)
    phases: list[str] = field(default_factory=list)

    def note(self, command: Command) -> None:
        match command:
            case Say():
                self.said[command.turn] = command.purpose
            case SaveTurn():
                self.kept[command.turn] = command.kept
            case Finish():
                self.outcomes.append(command.outcome)


def replay(interview: Interview) -> Replayed:
    """Within the company's scope."""
    plan, found = engine_plan(interview), Replayed()
    for kind, values in interview.events.order_by("number").values_list("kind", "values"):
        found.state, commands = handle(plan, found.state, event_from(kind, values))
        found.events += 1
        for command in commands:
            found.note(command)
        if found.phases[-1:] != [found.state.phase]:
            found.phases.append(found.state.phase)
    return found


def differences(interview: Interview, found: Replayed) -> list[str]:
    """Where what is stored is not what the events give, by name and number, without a word of anybody's."""
    return [
        *_of_numbers(interview),
        *_of_values("events", interview.events_told, found.events),
        *_of_values("phase", interview.phase, found.state.phase),
        *_of_values("outcomes", [interview.outcome] if interview.outcome else [], found.outcomes),
        *_of_state(interview, found),
        *_of_turns(interview, found),
    ]


def _of_numbers(interview: Interview) -> Iterator[str]:
    numbers = list(interview.events.order_by("number").values_list("number", flat=True))
    if numbers != list(range(1, len(numbers) + 1)):
        yield "events: their numbers have gaps"


def _of_state(interview: Interview, found: Replayed) -> Iterator[str]:
    stored, replayed = state_from(interview.state).as_json(), found.state.as_json()
    yield from (f"state: {name} differs" for name in replayed if stored[name] != replayed[name])


def _of_turns(interview: Interview, found: Replayed) -> Iterator[str]:
    rows = {turn.number: turn for turn in interview.turns.all()}
    yield from _of_values("turns", sorted(rows), list(range(1, len(found.said) + 1)))
    for number in rows.keys() & found.said.keys():
        yield from _of_values(f"turn {number}", rows[number].purpose, found.said[number])
        yield from _of_values(f"turn {number} kept", rows[number].kept, found.kept.get(number, ""))


def _of_values(what: str, stored: object, replayed: object) -> Iterator[str]:
    if stored != replayed:
        yield f"{what}: stored {stored}, replayed {replayed}"
