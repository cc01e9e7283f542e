from dataclasses import replace

import pytest

from interviews.engine.commands import Purpose
from interviews.engine.coverage import covered, domain_gap, gap, planned
from interviews.engine.events import AnswerCorrected, Answered, AnswerHeardAgain, Assessed, Meaning, SkipAsked
from interviews.engine.plan import MINUTE, Competency, Plan, Question
from tests.interviews.engine.rooms import PLAN, Room, in_main


def test_the_largest_gap_is_asked_first_and_equal_gaps_in_the_order_of_the_plan():
    room = in_main(questions=tuple(question for question in PLAN.questions if question.is_core))
    # 30 of 30 against 20 of 20; then 15 against 20; then 15 against 10.
    room.answer().answer().answer().answer()
    assert room.asked == ["c1", "d1", "c2", "d2"]


def test_everybody_is_asked_the_same_core_questions_whatever_they_answer():
    plans = []
    for meaning in (Meaning.ANSWER, Meaning.DOES_NOT_KNOW, Meaning.QUESTION):
        room = in_main()
        for _ in range(40):
            if not room.state.is_done:
                room.answer(meaning, after=1)
        plans.append(set(room.asked))
    assert plans[0] == plans[1] == plans[2] == {"c1", "c2", "c3", "d1", "d2"}


def test_what_is_skipped_covers_nothing():
    room = in_main()
    room.tell(SkipAsked(0, room.state.turn.number))
    assert covered(room.state, "consistency") == 0
    assert gap(PLAN, room.state, PLAN.competencies[0]) == 30


def test_a_competency_without_questions_has_no_gap():
    assert (planned(PLAN, "clarity"), gap(PLAN, Room().state, PLAN.competencies[2])) == (0, 0.0)


def test_follow_ups_cover_nothing_new():
    room = in_main().answer(follow_up="And then?").answer()
    assert covered(room.state, "consistency") == 1
    # Of the domain's questions one is answered.
    assert domain_gap(PLAN, room.state, "backend") == 1 - 1 / sum(question.domain == "backend" for question in PLAN.questions)


LEVELS = tuple(Question(f"q{level}{name}", "skill", "Why?", difficulty=level, follow_ups=0) for name in "abc" for level in (1, 2, 3))
ADAPTIVE = Plan((Competency("skill"),), LEVELS, is_adaptive=True, lasts=200 * MINUTE)


def after_levels(*levels: int | None, plan: Plan = ADAPTIVE) -> list[str]:
    room = Room(plan).begin().answer(Meaning.YES)
    for level in levels:
        turn = room.state.turn.number
        if level is not None:
            room.tell(Assessed(room.now, turn, (("skill", level),)))
        room.answer()
        if level is not None:
            # It is noted when the turn is; what came before that is about nothing yet.
            room.tell(Assessed(room.now, turn, (("skill", level),)))
    return room.asked


def test_an_adaptive_plan_begins_in_the_middle_and_goes_up_and_down_by_one_step():
    # An assessment comes while the next question is being asked, so it tells on the one after that.
    assert [key[:2] for key in after_levels(5, 5, 1, 1, 1, 3)] == ["q2", "q2", "q3", "q3", "q2", "q1", "q1"]


def in_domains(*names: str, **fields) -> Plan:
    questions = tuple(Question(f"{name}{at}", "skill", "Why?", domain=name, follow_ups=0) for at, name in enumerate(names))
    return Plan((Competency("skill"),), questions, lasts=200 * MINUTE, **fields)


def test_an_adaptive_plan_turns_to_the_domain_with_the_largest_gap():
    plan = in_domains("data", "data", "cloud", "cloud", "cloud", "backend", is_adaptive=True)
    # 2 of 2, 3 of 3, 1 of 1; then 1/2, 1, 1; 1/2, 2/3, 1; 1/2, 2/3, 0; 1/2, 1/3; 0, 1/3
    assert after_levels(None, None, None, None, None, plan=plan) == ["data0", "cloud2", "backend5", "cloud3", "data1", "cloud4"]


def test_questions_of_no_domain_are_one_domain_together():
    assert after_levels(None, None, plan=in_domains("data", "", "data", is_adaptive=True)) == ["data0", "1", "data2"]


def test_a_plan_that_asks_everybody_the_same_keeps_its_order():
    assert after_levels(None, None, plan=in_domains("data", "data", "cloud")) == ["data0", "data1", "cloud2"]


def test_assessments_that_come_late_together_move_it_by_one_step_only():
    room = Room(ADAPTIVE).begin().answer(Meaning.YES).answer().answer()
    for turn in (2, 3):
        room.tell(Assessed(room.now, turn, (("skill", 5),)))
    room.answer().answer()
    assert [key[:2] for key in room.asked[3:]] == ["q3", "q3"]
    assert room.state.difficulty == 3


def test_one_assessment_moves_it_once():
    room = Room(ADAPTIVE).begin().answer(Meaning.YES).answer()
    room.tell(Assessed(room.now, 2, (("skill", 5),)))
    room.answer().tell(Assessed(room.now, 3, (("skill", 1),)))
    for _ in range(4):
        room.answer()
    assert room.state.difficulty == 2


def test_a_fixed_plan_is_moved_by_no_assessment():
    fixed = replace(ADAPTIVE, is_adaptive=False)
    assert after_levels(5, 5, 1, plan=fixed) == after_levels(None, None, None, plan=fixed) == [question.key for question in LEVELS[:4]]


def at_the_returns(room: Room) -> Room:
    return room.answer_until(Purpose.RETURN)


def test_it_goes_back_to_what_lacks_evidence_the_weightiest_first_and_once():
    room = in_main()
    while room.state.turn.purpose in (Purpose.QUESTION, Purpose.NEW_QUESTION, Purpose.SIMPLER):
        room.answer(Meaning.DOES_NOT_KNOW)
    assert (room.state.turn.purpose, room.state.turn.competency) == (Purpose.RETURN, "consistency")
    room.tell(Answered(room.now, room.state.turn.number))
    room.tell(Assessed(room.now, room.state.turn.number - 1, ()))
    assert (room.state.turn.purpose, room.state.turn.competency) == (Purpose.RETURN, "debugging")
    room.drafted().answer()
    assert room.state.turn.purpose is Purpose.INVITE_QUESTIONS


@pytest.mark.parametrize("meaning", [Meaning.DOES_NOT_KNOW, Meaning.SKIP])
def test_whoever_has_nothing_to_say_to_one_return_is_taken_back_to_another_and_after_two_to_none(meaning):
    competencies = (*PLAN.competencies, replace(PLAN.competencies[0], key="further", weight=1))
    room = in_main(competencies=competencies)
    while room.state.turn.purpose is not Purpose.RETURN:
        room.answer(Meaning.DOES_NOT_KNOW)
    asked = []
    while room.state.turn.purpose in (Purpose.RETURN, Purpose.SIMPLER):
        asked.append(room.state.turn.competency)
        room.answer(meaning)
    assert list(dict.fromkeys(asked)) == ["consistency", "debugging"], "and not the third"
    assert room.state.turn.purpose is Purpose.INVITE_QUESTIONS


def test_an_answer_that_was_found_too_thin_is_gone_back_to_and_one_that_is_still_read_is_not():
    room = in_main(questions=PLAN.questions[:1]).answer_until(Purpose.QUESTION)
    room.now += MINUTE
    room.tell(SkipAsked(room.now, room.state.turn.number))
    assert room.state.turn.competency == "consistency"
    for levels, expected in (((("consistency", 3),), {"debugging"}), ((), {"consistency", "debugging"})):
        room = in_main(questions=PLAN.questions[:2])
        room.answer()
        room.tell(Assessed(room.now, 2, levels))
        room.now += MINUTE
        room.tell(SkipAsked(room.now, 3))
        gone_back = set()
        while room.state.turn.purpose is Purpose.RETURN:
            gone_back.add(room.state.turn.competency)
            room.drafted().answer()
        assert gone_back == expected


@pytest.mark.parametrize("kind", [AnswerCorrected, AnswerHeardAgain])
def test_an_answer_that_reads_otherwise_is_assessed_anew_and_counts_as_evidence_until_then(kind):
    room = in_main().answer()
    room.tell(Assessed(room.now, 2, ()))
    assert room.tell(kind(room.now, 2)) == tuple(room.assessed[:1])
    assert room.state.notes[0].is_assessed is False


def test_what_was_skipped_has_no_answer_to_put_right():
    room = in_main()
    room.tell(SkipAsked(0, 2))
    for kind in (AnswerCorrected, AnswerHeardAgain):
        assert room.tell(kind(0, 2)) == ()
        assert room.tell(kind(0, 1)) == ()
