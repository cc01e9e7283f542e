"""What changed from one version of a plan to the next."""

from uuid import UUID

import pytest

from interviews.plans.content import Mode, Phase, PlanContent, ResumePhase, WarmUpPhase
from interviews.plans.difference import difference, side_by_side
from tests.interviews.test_plan_findings import competency, plan, question

THREE = UUID(int=3)
HALF = competency(weight=50)
OTHER = competency("trade-offs", name="Trade-offs", weight=50)
BEFORE = plan(competencies=(HALF, OTHER))


def changed(**fields) -> tuple[str, ...]:
    return difference(BEFORE, BEFORE.model_copy(update=fields))


def with_first(**fields):
    return {"competencies": (HALF.model_copy(update=fields), OTHER)}


def with_question(**fields):
    return {"questions": (question(**fields), BEFORE.questions[1])}


def with_phase(**phases):
    return {"phases": BEFORE.phases.model_copy(update=phases)}


def test_nothing_changed():
    assert changed() == ()
    assert not any(row.is_changed for row in side_by_side(BEFORE, BEFORE))


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"competencies": (HALF,)}, ["Trade-offs removed"]),
        ({"competencies": (HALF, OTHER, competency("new", weight=0))}, ["New added"]),
        ({"competencies": (OTHER, HALF)}, ["Competencies in another order"]),
        (with_first(name="Money"), ["Data is now called Money"]),
        (with_first(about="Other words"), ["What Data means is worded anew"]),
        (with_first(anchors=("x", *HALF.anchors[1:])), ["1 anchor of Data changed"]),
        (with_first(anchors=("x", "y", *HALF.anchors[2:])), ["2 anchors of Data changed"]),
        (with_first(in_every_answer=True), ["Data is now judged in every answer"]),
        (
            {"competencies": (HALF.model_copy(update={"weight": 40}), OTHER.model_copy(update={"weight": 60}))},
            ["Weight of Data 50 to 40, of Trade-offs 50 to 60"],
        ),
        ({"questions": (*BEFORE.questions, question("q3", question=THREE))}, ["1 question added to Data"]),
        ({"questions": ()}, ["2 questions removed from Data"]),
        ({"questions": BEFORE.questions[::-1]}, ["Questions of Data in another order"]),
        (with_question(follow_ups=2), ["Follow-ups to question 1 of Data: 1 to 2"]),
        (with_question(minutes=6), ["Minutes for question 1 of Data: 4 to 6"]),
        (with_question(difficulty="hard"), ["Difficulty of question 1 of Data: medium to hard"]),
        (with_question(competency="trade-offs"), ["1 question removed from Data", "1 question added to Trade-offs"]),
        (with_phase(follow_up=Phase(is_on=False)), ["Follow-up switched off"]),
        (with_phase(resume=ResumePhase(is_on=True, about="Why they left")), ["Résumé switched on"]),
        (with_phase(follow_up=Phase(minutes=7)), ["Follow-up: 4 to 7 minutes"]),
        (with_phase(warmup=WarmUpPhase(question=THREE, text="Hello?")), ["Warm-up: what is asked there changed"]),
        ({"minutes": 50}, ["Minutes: 40 to 50"]),
        ({"is_adaptive": True}, ["Adaptive difficulty: off to on"]),
        ({"modes": (Mode.TYPING,)}, ["Ways to answer: voice, typing to typing"]),
        ({"voice": "alloy"}, ["Voice: as the company has it to alloy"]),
    ],
)
def test_each_change_has_its_sentence(fields, wanted):
    assert list(changed(**fields)) == wanted


def test_a_competency_no_longer_judged_in_every_answer():
    before = BEFORE.model_copy(update=with_first(in_every_answer=True))
    assert difference(before, BEFORE) == ("Data is no longer judged in every answer",)


def test_another_question_under_the_same_number_is_another_question():
    assert changed(**with_question(question=THREE)) == ("1 question added to Data", "1 question removed from Data")


def test_side_by_side_shows_what_is_there_on_one_side_only():
    after = BEFORE.model_copy(update={"competencies": (HALF, competency("new", weight=50, about="Does it.", in_every_answer=True))})
    rows = {row.label: row for row in side_by_side(BEFORE, after)}
    assert rows["Trade-offs"].after == ()
    assert rows["New"].after == ("weight 50", "judged in every answer", "Does it.")
    assert rows["New: anchors"].after[0] == "1: Names 1 steps."
    assert rows["Data: questions"].before == ("What is q1?", "What is q2?")
    assert {label for label, row in rows.items() if row.is_changed} == {"Trade-offs", "Trade-offs: anchors", "New", "New: anchors"}


def test_side_by_side_shows_what_a_phase_says():
    rows = {
        row.label: row
        for row in side_by_side(PlanContent(), BEFORE.model_copy(update=with_phase(resume=ResumePhase(is_on=True, about="Why"))))
    }
    assert rows["Résumé"].before == ("off",)
    assert rows["Résumé"].after == ("5 minutes", "Why")
