import json
from dataclasses import replace

import pytest

from interviews.engine.commands import Assess, Finish, Kept, Outcome, Purpose, SaveTurn
from interviews.engine.events import Answered, Began, DraftFailed, Meaning
from interviews.engine.machine import handle
from interviews.engine.plan import MINUTE, Competency, Plan, Question
from interviews.engine.state import Phase, State, state_from
from tests.interviews.engine.rooms import PLAN, Room, in_main, replayed

P = Purpose


def test_it_goes_through_all_phases_from_welcome_to_goodbye():
    room = Room().begin()
    for _ in range(7):
        room.answer(Meaning.YES)
    assert room.purposes == [P.WELCOME, P.WARMUP, P.RESUME_POINT, P.QUESTION, P.QUESTION, P.QUESTION, P.NEW_QUESTION, P.QUESTION]
    assert room.state.phase is Phase.MAIN
    room.answer()
    assert room.state.phase is Phase.CANDIDATE_QUESTIONS, "nothing lacks evidence, so there is nothing to go back to"
    room.answer(Meaning.QUESTION).answer(Meaning.QUESTION).answer(Meaning.NO)
    assert room.purposes[-4:] == [P.INVITE_QUESTIONS, P.ANSWER_CANDIDATE, P.ANSWER_CANDIDATE, P.GOODBYE]
    assert room.state.phase is Phase.COMPLETED
    assert room.finished == [Finish(Outcome.COMPLETED)]


def test_every_turn_is_saved_once_and_numbers_have_no_gap():
    room = Room().begin().answer_until(P.INVITE_QUESTIONS).answer(Meaning.NO)
    assert [save.turn for save in room.saved] == list(range(1, room.state.turn.number))


def test_whoever_has_the_events_has_the_interview():
    room = Room().begin().answer_until(P.INVITE_QUESTIONS).answer(Meaning.NO)
    assert replayed(PLAN, room.events) == room.state
    # From any checkpoint on, too.
    for at in range(len(room.events)):
        kept = state_from(json.loads(json.dumps(replayed(PLAN, room.events[:at]).as_json())))
        for event in room.events[at:]:
            kept, _ = handle(PLAN, kept, event)
        assert kept == room.state


def test_a_checkpoint_of_another_version_is_not_guessed_at():
    with pytest.raises(ValueError, match="version"):
        state_from(State().as_json() | {"version": 2})


def test_a_plan_leaves_phases_out():
    plan = replace(PLAN, warmup="", resume_points=0, candidate_questions=0, follow_up_lasts=0)
    room = Room(plan).begin().answer_until(P.GOODBYE)
    assert set(room.purposes) == {P.WELCOME, P.QUESTION, P.NEW_QUESTION, P.GOODBYE}


def test_an_interview_without_questions_says_hello_and_goodbye():
    room = Room(Plan((), (), candidate_questions=0)).begin().answer(Meaning.YES)
    assert room.purposes == [P.WELCOME, P.GOODBYE]


def test_a_question_of_a_competency_that_the_plan_does_not_name_is_asked_all_the_same():
    plan = Plan((Competency("clarity", in_every_answer=True),), (Question("x", "unnamed", "Why?"),), candidate_questions=0)
    room = Room(plan).begin().answer(Meaning.YES)
    assert room.asked == ["x"]


def test_answers_are_assessed_on_their_competency_and_on_what_is_judged_in_every_answer():
    room = in_main().answer()
    assert room.assessed == [Assess(2, ("consistency", "clarity"))]
    assert room.saved[-1] == SaveTurn(2, Kept.ANSWERED)


def test_a_point_of_the_resume_is_judged_only_on_what_is_judged_in_every_answer():
    room = Room(replace(PLAN, warmup="")).begin().answer(Meaning.YES).answer()
    assert [each.competencies for each in room.assessed] == [("clarity",)]


def test_without_anything_judged_in_every_answer_a_point_of_the_resume_is_not_assessed():
    plan = replace(PLAN, warmup="", competencies=PLAN.competencies[:2])
    assert Room(plan).begin().answer(Meaning.YES).answer().assessed == []


def test_greetings_warm_ups_and_the_candidates_own_questions_are_never_assessed():
    room = Room(replace(PLAN, resume_points=0, questions=(), follow_up_lasts=0)).begin().answer(Meaning.YES)
    room.answer(Meaning.QUESTION).answer().answer(Meaning.QUESTION).answer(Meaning.NO)
    assert room.assessed == []


def test_a_prepared_question_beats_silence():
    room = in_main()
    room.now += MINUTE
    room.tell(Answered(room.now, room.state.turn.number))
    room.tell(DraftFailed(room.now, room.state.turn.draft))
    assert room.said[-1].text == "A payment is confirmed and nothing is booked. What do you check?"


def test_what_was_to_be_worded_from_a_brief_gives_way_to_the_next_and_its_number_is_used_by_that():
    room = in_main()
    while room.state.turn.purpose is not P.NEW_QUESTION:
        room.now += MINUTE
        room.tell(Answered(room.now, room.state.turn.number))
        if room.state.turn.purpose is not P.NEW_QUESTION:
            room.drafted()
    number = room.state.turn.number
    room.tell(DraftFailed(room.now, room.state.turn.draft))
    assert (room.state.turn.number, room.state.turn.purpose) == (number, P.QUESTION)
    assert "c3" in room.state.asked


def test_a_failed_draft_without_words_of_its_own_is_said_by_the_prepared_line():
    room = Room()
    room.tell(Began(0))
    room.tell(DraftFailed(0, 1))
    assert (room.said[-1].purpose, room.said[-1].text) == (P.WELCOME, "")
