from dataclasses import replace

import pytest

from interviews.engine.commands import AskWhetherThere, CallForHelp, GiveAMoment, Kept, Purpose, SayAgain
from interviews.engine.events import (
    Answered,
    HelpAsked,
    LimitLifted,
    Meaning,
    QuestionDrafted,
    RepeatAsked,
    Resumed,
    SkipAsked,
    TimeUp,
    WasSilent,
)
from interviews.engine.state import Phase, Stop, state_from
from tests.interviews.engine.rooms import PLAN, Room, in_main

P = Purpose


def silent(room: Room, times: int) -> Room:
    for _ in range(times):
        room.tell(WasSilent(room.now, room.state.turn.number))
    return room


@pytest.mark.parametrize(
    ("meaning", "then"), [(Meaning.NO, P.WAIT_FOR_READY), (Meaning.A_MOMENT, P.WAIT_FOR_READY), (Meaning.QUESTION, P.ANSWER_CANDIDATE)]
)
def test_it_waits_until_the_candidate_is_ready_and_answers_what_they_ask(meaning, then):
    room = Room().begin().answer(meaning)
    assert (room.state.turn.purpose, room.state.phase) == (then, Phase.INTRODUCTION)
    assert room.answer(Meaning.YES).state.phase is Phase.WARMUP


def test_a_follow_up_is_asked_where_one_suits_within_the_questions_budget():
    room = in_main().answer(follow_up="How did you notice?")
    assert (room.said[-1].purpose, room.said[-1].text) == (P.FOLLOW_UP, "How did you notice?")
    room.answer(follow_up="And who else?")
    assert room.said[-1].purpose is P.QUESTION, "one was all that its budget had"


def test_the_budget_begins_anew_with_each_question():
    room = in_main().answer(follow_up="And?").answer(follow_up="And?").answer(follow_up="And?")
    assert room.purposes[1:] == [P.QUESTION, P.FOLLOW_UP, P.QUESTION, P.FOLLOW_UP]


def test_without_a_suitable_one_it_goes_on():
    assert in_main().answer().said[-1].purpose is P.QUESTION


def test_whoever_does_not_know_is_helped_into_the_question_once_and_not_pressed():
    room = in_main(questions=in_main().plan.questions[3:]).answer(Meaning.DOES_NOT_KNOW)
    assert room.state.turn.purpose is P.SIMPLER
    room.answer(Meaning.DOES_NOT_KNOW, follow_up="But why?")
    assert room.state.turn.question == "d2"
    assert [save.kept for save in room.saved[1:]] == [Kept.DID_NOT_KNOW, Kept.DID_NOT_KNOW]
    assert room.assessed == []


def test_a_question_about_the_question_is_answered_and_costs_no_follow_up():
    room = in_main().answer(Meaning.QUESTION)
    assert (room.state.turn.purpose, room.state.turn.question, room.saved[-1].kept) == (P.CLARIFY, "c1", Kept.ASIDE)
    room.answer(follow_up="And?")
    assert room.state.turn.purpose is P.FOLLOW_UP
    assert [each.turn for each in room.assessed] == [3]


def test_whoever_asks_back_again_and_again_is_led_on_and_has_answered_nothing():
    room = in_main()
    for _ in range(4):
        room.answer(Meaning.QUESTION)
        assert (room.state.turn.purpose, room.state.turn.question) == (P.CLARIFY, "c1")
    room.answer(Meaning.QUESTION)
    assert room.state.turn.question == "c2"
    assert {save.kept for save in room.saved[1:]} == {Kept.ASIDE}
    assert room.assessed == []


@pytest.mark.parametrize("until", [P.WARMUP, P.RETURN])
def test_what_is_outside_the_plan_can_be_explained_too(until):
    plan = PLAN if until is P.WARMUP else replace(PLAN, warmup="", resume_points=0, questions=())
    room = Room(plan).begin().answer_until(until).answer(Meaning.QUESTION)
    assert room.state.turn.purpose is P.CLARIFY
    judged = len(room.assessed)
    room.answer(follow_up="And?")
    assert room.state.turn.purpose is not P.FOLLOW_UP
    assert len(room.assessed) - judged == (until is P.RETURN)


def test_a_moment_leaves_the_turn_to_the_candidate():
    room = in_main()
    assert room.tell(Answered(0, 2, Meaning.A_MOMENT)) == (GiveAMoment(2),)
    assert room.answer().saved[-1].turn == 2


def test_the_question_is_said_again_as_often_as_wished():
    room = in_main()
    for _ in range(5):
        assert room.tell(RepeatAsked(0, 2)) == (SayAgain(2),)
    assert room.state.turn.number == 2


@pytest.mark.parametrize("until", [P.WELCOME, P.WARMUP, P.QUESTION, P.INVITE_QUESTIONS])
def test_words_that_ask_to_hear_it_again_do_what_the_button_does(until):
    room = Room().begin().answer_until(until)
    before = room.state.turn
    assert room.tell(Answered(room.now, before.number, Meaning.REPEAT)) == (SayAgain(before.number),)
    assert room.state.turn == before


@pytest.mark.parametrize(("until", "then"), [(P.WELCOME, Phase.WARMUP), (P.WARMUP, Phase.RESUME), (P.INVITE_QUESTIONS, Phase.WRAP_UP)])
def test_words_that_ask_for_the_next_question_skip_this_one(until, then):
    room = Room().begin().answer_until(until)
    room.tell(Answered(room.now, room.state.turn.number, Meaning.SKIP))
    assert (room.saved[-1].kept, room.state.phase) == (Kept.SKIPPED, then)


@pytest.mark.parametrize("until", [P.WELCOME, P.WARMUP, P.QUESTION, P.INVITE_QUESTIONS])
@pytest.mark.parametrize(("meaning", "calls"), [(Meaning.STOP, 0), (Meaning.HELP, 1)])
def test_whoever_wants_to_stop_or_a_person_is_waited_for_at_the_same_question(until, meaning, calls):
    room = Room().begin().answer_until(until)
    before = room.state.turn
    room.answer(meaning)
    after = room.state.turn
    assert (after.purpose, after.question, after.number) == (P.WAIT_FOR_READY, before.question, before.number + 1)
    assert (room.saved[-1].kept, room.state.clock.stopped_for) == (Kept.ASIDE, (Stop.PAUSED,))
    assert sum(isinstance(command, CallForHelp) for command in room.commands) == calls
    assert not room.finished
    room.tell(Resumed(room.now))
    judged = len(room.assessed)
    room.answer(Meaning.YES)
    assert len(room.assessed) - judged == (until is P.QUESTION), "what is said after all is an answer to it"


def test_a_remark_in_their_turn_is_met_once_with_an_invitation_and_then_with_goodbye():
    room = in_main().answer_until(P.INVITE_QUESTIONS).answer(Meaning.ANSWER)
    assert room.state.turn.purpose is P.INVITE_QUESTIONS
    assert room.answer(Meaning.ANSWER).state.phase is Phase.COMPLETED


def test_what_is_skipped_is_kept_as_skipped_and_not_assessed():
    room = in_main()
    room.tell(SkipAsked(0, 2))
    assert (room.saved[-1].kept, room.assessed) == (Kept.SKIPPED, [])


@pytest.mark.parametrize(("until", "then"), [(P.WELCOME, Phase.WARMUP), (P.INVITE_QUESTIONS, Phase.WRAP_UP)])
def test_skipping_hello_or_ones_own_questions_leads_on(until, then):
    room = Room().begin().answer_until(until)
    room.tell(SkipAsked(room.now, room.state.turn.number))
    assert room.state.phase is then


def test_a_candidate_may_ask_as_much_as_the_plan_has_room_for():
    room = in_main().answer_until(P.INVITE_QUESTIONS).answer(Meaning.A_MOMENT)
    assert room.state.turn.purpose is P.INVITE_QUESTIONS
    room.answer(Meaning.QUESTION, after=1).answer(Meaning.QUESTION, after=1)
    assert room.state.phase is Phase.CANDIDATE_QUESTIONS
    assert room.answer(Meaning.QUESTION, after=1).state.phase is Phase.COMPLETED


def test_a_silence_is_met_twice_with_a_gentle_word_and_then_the_clock_stands():
    room = silent(in_main(), 2)
    assert room.commands[-2:] == [AskWhetherThere(2), AskWhetherThere(2)]
    assert room.tell(WasSilent(0, 2)) == ()
    assert room.state.clock.stopped_for == (Stop.SILENT,)
    assert room.tell(WasSilent(0, 2)) == ()
    spent = room.state.clock.spent
    room.now += 1_000_000
    room.tell(RepeatAsked(room.now, 2))
    assert (room.state.clock.spent, room.state.clock.stopped_for) == (spent, ())


@pytest.mark.parametrize("purpose", [P.WELCOME, P.WARMUP, P.RESUME_POINT, P.QUESTION, P.INVITE_QUESTIONS])
def test_no_question_is_dropped_because_of_silence(purpose):
    room = Room().begin().answer_until(purpose)
    number, saved = room.state.turn.number, list(room.saved)
    silent(room, 5)
    assert (room.state.turn.number, room.state.turn.purpose, room.saved) == (number, purpose, saved)
    assert room.state.clock.stopped_for == (Stop.SILENT,)


def test_a_limit_can_be_lifted_in_the_middle():
    room = in_main()
    room.tell(LimitLifted(0))
    assert room.state.clock.limit == 0
    assert room.tell(TimeUp(10**9)) == ()


def test_a_checkpoint_that_counted_silent_turns_is_read():
    state = in_main().state
    assert state_from(state.as_json() | {"silent_turns": 1}) == state


def test_help_is_called_and_the_clock_stands():
    room = in_main()
    assert room.tell(HelpAsked(0)) == (CallForHelp(2),)
    assert room.state.clock.stopped_for == (Stop.PAUSED,)


def test_words_that_no_bank_had_are_put_before_our_staff():
    room = in_main()
    room.tell(Answered(0, 2))
    commands = room.tell(QuestionDrafted(0, 3, "A new one?", is_new=True))
    assert [type(command).__name__ for command in commands] == ["Say", "Propose"]
