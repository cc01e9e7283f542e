from dataclasses import replace

import pytest

from interviews.engine import time
from interviews.engine.commands import Finish, Kept, Outcome, Purpose
from interviews.engine.events import (
    Answered,
    Began,
    CameBack,
    DeadlinePassed,
    EndedByCompany,
    Extended,
    Left,
    Meaning,
    Paused,
    QuestionDrafted,
    RepeatAsked,
    Resumed,
    TimeUp,
    Withdrew,
)
from interviews.engine.plan import MINUTE
from interviews.engine.state import Phase, State, Stop
from tests.interviews.engine.rooms import PLAN, Room, in_main

P = Purpose


def told_at(room: Room, minute: int, event: type, *values) -> tuple:
    room.now = minute * MINUTE
    return room.tell(event(room.now, *values))


def test_time_stands_while_the_candidate_pauses_or_is_away():
    room = in_main()
    told_at(room, 2, Paused)
    told_at(room, 5, Left)
    told_at(room, 9, Resumed)
    assert room.state.clock.stopped_for == (Stop.AWAY,)
    told_at(room, 10, CameBack)
    told_at(room, 11, Paused)
    assert room.state.clock.spent == 3 * MINUTE


def test_pausing_twice_is_pausing_once():
    room = in_main()
    told_at(room, 1, Paused)
    told_at(room, 1, Paused)
    told_at(room, 2, Resumed)
    assert room.state.clock.stopped_for == ()


def test_whoever_answers_is_there():
    room = in_main()
    told_at(room, 1, Paused)
    told_at(room, 1, Left)
    room.answer()
    assert room.state.clock.stopped_for == ()


def test_a_clock_that_steps_back_takes_no_time_away():
    room = in_main()
    told_at(room, 5, Paused)
    told_at(room, 1, Resumed)
    assert (room.state.clock.now, room.state.clock.spent) == (5 * MINUTE, 5 * MINUTE)


def test_follow_ups_go_first_when_time_is_short():
    # 16 minutes of core questions, 5 for the end: with 23 left there is room for one of 2, with 22 there is not.
    for minutes, expected in ((24, P.FOLLOW_UP), (19, P.QUESTION)):
        room = in_main(lasts=minutes * MINUTE)
        room.answer(follow_up="And?")
        assert room.state.turn.purpose is expected, minutes


def test_what_is_worded_on_the_spot_goes_next_and_core_questions_stay():
    room = in_main(lasts=12 * MINUTE).answer_until(P.INVITE_QUESTIONS)
    assert room.asked == ["c1", "c2", "d1", "d2"]


def test_warm_ups_and_points_of_the_resume_stand_back_for_core_questions():
    room = Room(replace(PLAN, lasts=20 * MINUTE)).begin().answer(Meaning.YES)
    assert room.state.turn.purpose is P.QUESTION


def test_at_the_limit_the_answer_is_finished_and_then_comes_goodbye():
    room = in_main(lasts=10 * MINUTE)
    assert told_at(room, 11, TimeUp) == ()
    room.answer(follow_up="And?")
    assert (room.state.phase, room.saved[-1].kept) == (Phase.COMPLETED, Kept.ANSWERED)


def test_an_answer_without_end_is_kept_as_unfinished():
    room = in_main(lasts=10 * MINUTE)
    told_at(room, 16, TimeUp)
    assert (room.state.turn.purpose, room.saved[-1].kept) == (P.GOODBYE, Kept.UNFINISHED)


def test_what_is_being_worded_when_time_is_up_is_not_asked():
    room = in_main(lasts=10 * MINUTE)
    told_at(room, 8, Answered, 2)
    assert room.state.turn.purpose is P.QUESTION
    told_at(room, 11, TimeUp)
    assert (room.state.turn.number, room.state.turn.purpose) == (3, P.GOODBYE)
    assert room.tell(QuestionDrafted(room.now, 3, "Too late?")) == ()


def test_a_timer_that_rings_early_or_during_the_goodbye_changes_nothing():
    room = in_main(lasts=10 * MINUTE)
    assert told_at(room, 9, TimeUp) == ()
    told_at(room, 16, TimeUp)
    before = room.state
    assert room.tell(TimeUp(room.now)) == ()
    assert room.state == before


def test_it_says_how_long_until_a_timer_does_something():
    assert time.until_up(State()) is None
    room = in_main(lasts=10 * MINUTE)
    told_at(room, 4, RepeatAsked, 2)
    assert time.until_up(room.state) == 11 * MINUTE, "whoever is answering may finish"
    told_at(room, 6, Answered, 2)
    assert time.until_up(room.state) == 4 * MINUTE
    told_at(room, 7, Paused)
    assert time.until_up(room.state) is None
    told_at(room, 8, Resumed)
    told_at(room, 12, TimeUp)
    assert (room.state.phase, time.until_up(room.state)) == (Phase.WRAP_UP, None)
    room.drafted()
    assert time.until_up(room.state) is None
    assert time.until_up(Room().begin(has_no_limits=True).state) is None


def test_a_company_can_give_more_time():
    room = in_main(lasts=10 * MINUTE)
    told_at(room, 9, Extended, 5 * MINUTE)
    told_at(room, 12, TimeUp)
    assert room.state.phase is Phase.MAIN


def test_what_was_agreed_on_gives_twice_the_time_or_all_of_it():
    plan = replace(PLAN, warmup="", resume_points=0, lasts=10 * MINUTE)
    assert Room(plan).begin(time_factor=2.0).state.clock.limit == 20 * MINUTE
    room = Room(plan).begin(has_no_limits=True).answer(Meaning.YES)
    told_at(room, 600, TimeUp)
    told_at(room, 600, Extended, MINUTE)
    room.answer(follow_up="And?")
    assert (room.state.turn.purpose, room.state.clock.limit) == (P.FOLLOW_UP, 0)
    assert room.answer_until(P.INVITE_QUESTIONS).asked == ["c1", "c2", "d1", "c3", "d2"]


def test_returns_and_the_candidates_questions_are_bounded():
    room = in_main(questions=(), follow_up_lasts=MINUTE)
    room.answer(after=2 * MINUTE)
    assert room.state.phase is Phase.CANDIDATE_QUESTIONS, "one return took all the time for them"
    room.answer(Meaning.QUESTION, after=5 * MINUTE)
    assert room.state.phase is Phase.COMPLETED


@pytest.mark.parametrize(
    ("given", "returns", "answers"),
    [({}, 1, 1), ({"time_factor": 2.0}, 2, 2), ({"has_no_limits": True}, 2, 2)],
    ids=["as planned", "twice the time", "no limits"],
)
def test_who_was_given_more_time_has_it_in_each_phase(given, returns, answers):
    plan = replace(PLAN, warmup="", resume_points=0, questions=(), lasts=60 * MINUTE, follow_up_lasts=3 * MINUTE)
    room = Room(replace(plan, candidate_questions_last=4 * MINUTE)).begin(**given).answer(Meaning.YES)
    returned = 0
    while room.state.phase is Phase.FOLLOW_UP:
        returned += 1
        room.answer(after=3 * MINUTE)
    answered = 0
    while room.state.phase is Phase.CANDIDATE_QUESTIONS:
        room.answer(Meaning.QUESTION, after=3 * MINUTE)
        answered += room.state.phase is Phase.CANDIDATE_QUESTIONS
    assert (returned, answered) == (returns, answers)


def test_without_time_for_the_candidates_questions_it_says_goodbye():
    room = in_main(lasts=5 * MINUTE, questions=PLAN.questions[:1])
    room.answer(after=4 * MINUTE)
    assert room.state.phase is Phase.COMPLETED


@pytest.mark.parametrize(
    ("event", "phase", "outcome"),
    [
        (Withdrew, Phase.WITHDRAWN, Outcome.WITHDRAWN),
        (EndedByCompany, Phase.ENDED, Outcome.ENDED),
        (DeadlinePassed, Phase.EXPIRED, Outcome.EXPIRED),
    ],
)
def test_it_may_end_early_and_never_silently(event, phase, outcome):
    room = in_main()
    commands = room.tell(event(0))
    assert (room.state.phase, commands[-1], room.saved[-1].kept) == (phase, Finish(outcome), Kept.UNFINISHED)
    unbegun = Room()
    assert unbegun.tell(event(0)) == (Finish(outcome),)
    worded = Room()
    worded.tell(Began(0))
    assert worded.tell(event(0)) == (Finish(outcome),)
