"""The engine alone: whole interviews, event by event, beside the same with the checkpoint written and read after each."""

import json
from time import perf_counter

from bench.figures import Goal, Measure, Reading, Readings
from bench.house import House
from interviews.engine.events import Answered, Began, Event, Meaning, QuestionDrafted
from interviews.engine.machine import handle
from interviews.engine.plan import MINUTE, Competency, Plan, Question
from interviews.engine.state import State, state_from

EVENTS = "Engine alone, events"
GOALS = (Goal(EVENTS, "events/s", "the same with the state written as JSON and read again after each event"),)
INTERVIEWS = 200
COMPETENCIES = tuple(Competency(f"c{number}", 10 + number) for number in range(6))
PLAN = Plan(
    COMPETENCIES,
    tuple(Question(f"{each.key}-{number}", each.key, "Why?") for each in COMPETENCIES for number in range(3)),
    lasts=90 * MINUTE,
    warmup="How are you?",
)


def take(_house: House) -> Readings:
    plain, kept = _events_a_second(False), _events_a_second(True)
    return {EVENTS: Reading(plain, kept, f"{INTERVIEWS} interviews of 18 questions, each followed up.")}


def _events_a_second(is_kept: bool) -> float:
    started, count = perf_counter(), 0
    for _ in range(INTERVIEWS):
        state = State()
        while not state.is_done:
            state, _ = handle(PLAN, state, _next(state))
            state = state_from(json.loads(json.dumps(state.as_json()))) if is_kept else state
            count += 1
    return count / (perf_counter() - started)


def _next(state: State) -> Event:
    turn, at = state.turn, state.clock.now
    if turn is None:
        return Began(at)
    if not turn.is_asked:
        return QuestionDrafted(at, turn.draft, "Words")
    return Answered(at + MINUTE, turn.number, Meaning.NO if turn.number > 60 else Meaning.ANSWER, "And then?")


ENGINE = Measure("engine", GOALS, take)
