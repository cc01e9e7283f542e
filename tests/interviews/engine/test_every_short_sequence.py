"""Whatever happens, in whatever order: every short sequence of events, and long ones by chance."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import md5

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from interviews.engine.commands import Command, Draft, Finish, SaveTurn, Say
from interviews.engine.events import (
    AnswerCorrected,
    Answered,
    AnswerHeardAgain,
    Assessed,
    Began,
    CameBack,
    DeadlinePassed,
    DraftFailed,
    EndedByCompany,
    Event,
    Extended,
    HelpAsked,
    Left,
    LimitLifted,
    Meaning,
    Paused,
    QuestionDrafted,
    RepeatAsked,
    Resumed,
    SkipAsked,
    TimeUp,
    WasSilent,
    Withdrew,
)
from interviews.engine.machine import Impossible, handle
from interviews.engine.plan import MINUTE, Competency, Plan, Question
from interviews.engine.state import State, state_from
from tests.interviews.engine.rooms import PLAN, POINTS

SMALL = Plan(
    competencies=(Competency("a", 2), Competency("b", 1, in_every_answer=True)),
    questions=(Question("a1", "a", "Why?"), Question("a2", "a", "What else?", is_core=False)),
    warmup="How are you?",
    lasts=15 * MINUTE,
    candidate_questions=1,
)


def what_may_come(state: State, later: int = MINUTE) -> Iterator[Event]:
    """Every kind of event, about this turn, the one before and the next."""
    at = state.clock.now + later
    number = state.turn.number if state.turn else 0
    draft = state.turn.draft if state.turn else 0
    yield Began(at, POINTS)
    for which in (draft - 1, draft, draft + 1):
        yield QuestionDrafted(at, which, "Words", is_new=True)
        yield DraftFailed(at, which)
    for turn in (number - 1, number, number + 1):
        yield from (Answered(at, turn, meaning, "And?") for meaning in Meaning)
        yield from (kind(at, turn) for kind in (WasSilent, RepeatAsked, SkipAsked, AnswerCorrected, AnswerHeardAgain))
        yield from (Assessed(at, turn, levels) for levels in ((), (("a", 5),)))
    yield from (
        kind(at) for kind in (HelpAsked, Paused, Resumed, Left, CameBack, TimeUp, LimitLifted, Withdrew, EndedByCompany, DeadlinePassed)
    )
    yield Extended(at, MINUTE)


class Watch:
    """What must hold, however an interview goes."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def step(self, state: State, event: Event) -> tuple[State, tuple[Command, ...]]:
        try:
            after, commands = handle(self.plan, state, event)
        except Impossible:
            return state, ()
        assert (after, commands) == handle(self.plan, state, event), "it depends on something besides its arguments"
        assert state_from(after.as_json()) == after
        self.holds(state, after, commands)
        return after, commands

    def holds(self, before: State, after: State, commands: tuple[Command, ...]) -> None:
        saved = [command.turn for command in commands if isinstance(command, SaveTurn)]
        finishes = [command for command in commands if isinstance(command, Finish)]
        assert after.clock.now >= before.clock.now
        assert after.clock.spent >= before.clock.spent
        assert len(finishes) == (after.is_done and not before.is_done), "finished is said once, when it is so"
        assert len(saved) <= 1
        if before.is_done:
            assert after == before, "done is final"
            return
        if saved:
            assert before.turn
            assert saved == [before.turn.number], "what is saved is the turn that was asked"
            assert before.turn.is_asked
            assert after.is_done or after.turn != before.turn, "a turn that was saved is over"
        if after.turn and before.turn and after.turn.number != before.turn.number:
            assert after.turn.number == before.turn.number + 1, "numbers have no gap"
            assert saved == [before.turn.number], "no turn is left unsaved"
        if after.turn and not after.is_done and not after.turn.is_asked and after.turn != before.turn:
            drafts = [command for command in commands if isinstance(command, Draft)]
            assert [(draft.turn, draft.purpose) for draft in drafts] == [(after.turn.number, after.turn.purpose)], "somebody words it"


@pytest.mark.parametrize(
    "plan",
    [SMALL, replace(SMALL, questions=(), warmup=""), replace(SMALL, lasts=3 * MINUTE, is_adaptive=True)],
    ids=["small", "empty", "short"],
)
def test_every_short_sequence_of_events_keeps_what_must_hold(plan):
    """Breadth first, from the beginning and from each point of an interview that goes on; states that were seen are not walked
    again. Of those where it is over a few of each level are enough: whatever comes then changes nothing."""
    watch, starts = Watch(plan), some_states(plan)
    seen, edge, met = set(starts), starts, set()
    for _ in range(6):
        reached = set()
        for state in edge:
            for event in what_may_come(state):
                after, _ = watch.step(state, event)
                reached.add(after)
                if asks_core_question(plan, state):
                    met.add(type(event))
        new = sorted(reached - seen, key=by_chance)
        for state in [state for state in new if state.is_done][:5]:
            for event in what_may_come(state):
                watch.step(state, event)
        edge = [state for state in new if not state.is_done][:150]
        seen |= reached
    assert len(seen) > 200
    assert met == ({type(event) for event in what_may_come(State())} if plan.questions else set())


def by_chance(state: State) -> str:
    """An order that prefers none, and is the same each time."""
    return md5(repr(state).encode(), usedforsecurity=False).hexdigest()


def asks_core_question(plan: Plan, state: State) -> bool:
    core = {question.key for question in plan.questions if question.is_core}
    return state.turn is not None and state.turn.is_asked and not state.is_done and state.turn.question in core


def test_an_event_that_moved_it_on_does_nothing_when_it_is_delivered_again():
    watch, moved = Watch(SMALL), 0
    for state in some_states(SMALL):
        for event in what_may_come(state, later=0):
            once, _ = watch.step(state, event)
            if once.turn != state.turn and isinstance(event, Answered | SkipAsked | QuestionDrafted | DraftFailed | Began):
                assert watch.step(once, event) == (once, ())
                moved += 1
    assert moved > 50


def some_states(plan: Plan) -> list[State]:
    states, state = [], State()
    for _ in range(40):
        states.append(state)
        state = forward(plan, state)
        if state.is_done:
            break
    return states


def forward(plan: Plan, state: State) -> State:
    if state.turn is None:
        return handle(plan, state, Began(0, POINTS))[0]
    if not state.turn.is_asked:
        return handle(plan, state, QuestionDrafted(state.clock.now, state.turn.draft, "Words"))[0]
    return handle(plan, state, Answered(state.clock.now + MINUTE, state.turn.number, Meaning.YES))[0]


@pytest.mark.parametrize("plan", [PLAN, SMALL])
def test_from_wherever_it_is_an_interview_that_goes_on_comes_to_its_end(plan):
    for start in some_states(plan):
        state = start
        for _ in range(100):
            state = state if state.is_done else forward(plan, state)
        assert state.is_done


class AnyInterview(RuleBasedStateMachine):
    """Anything may happen at any moment, with clocks that step and messages that come late or twice."""

    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.state = State()
        self.events: list[Event] = []
        self.commands: list[Command] = []

    @initialize(
        plan=st.sampled_from([PLAN, SMALL, replace(PLAN, is_adaptive=True, lasts=12 * MINUTE), replace(PLAN, candidate_questions=0)]),
        factor=st.sampled_from([1.0, 2.0]),
        limitless=st.booleans(),
    )
    def begin(self, plan, factor, limitless):
        self.plan, self.watch = plan, Watch(plan)
        self.tell(Began(0, POINTS, factor, limitless))

    def tell(self, event: Event) -> None:
        AnyInterview.steps += 1
        self.events.append(event)
        self.state, commands = self.watch.step(self.state, event)
        self.commands += commands

    @rule(data=st.data(), later=st.sampled_from([-MINUTE, 0, 1_000, MINUTE, 9 * MINUTE]))
    def anything(self, data, later):
        self.tell(data.draw(st.sampled_from(list(what_may_come(self.state, later)))))

    @rule(data=st.data())
    def something_again(self, data):
        self.tell(data.draw(st.sampled_from(self.events)))

    @rule()
    def on(self):
        if self.state.turn and not self.state.is_done:
            self.tell(QuestionDrafted(self.state.clock.now, self.state.turn.draft, "Words"))

    @rule(meaning=st.sampled_from(Meaning))
    def answered(self, meaning):
        if not self.state.is_done and self.state.turn and self.state.turn.is_asked:
            self.tell(Answered(self.state.clock.now + MINUTE, self.state.turn.number, meaning, "And?"))

    @invariant()
    def nothing_is_saved_or_said_twice(self):
        saved = [command.turn for command in self.commands if isinstance(command, SaveTurn)]
        said = [command.turn for command in self.commands if isinstance(command, Say)]
        assert len(set(saved)) == len(saved)
        assert len(set(said)) == len(said)
        assert sum(isinstance(command, Finish) for command in self.commands) == self.state.is_done

    def teardown(self):
        if hasattr(self, "plan"):
            state = State()
            for event in self.events:
                try:
                    state, _ = handle(self.plan, state, event)
                except Impossible:
                    continue
            assert state == self.state, "whoever has the events has the interview"


def test_any_interview():
    bounds = settings(max_examples=200, stateful_step_count=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    run_state_machine_as_test(AnyInterview, settings=bounds)
    assert AnyInterview.steps >= 5_000
