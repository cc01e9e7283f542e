"""Small changes to a plan: a plan in, a plan out."""

import pytest

from interviews.plans import edits
from interviews.plans.content import Mode, PlanContent, Source
from interviews.plans.edits import Impossible, Way
from tests.interviews.test_plan_findings import ONE, TWO, competency, plan, question

FIRST, SECOND = competency(weight=60), competency("other", name="Other", weight=40)
PLAN = plan(
    competencies=(FIRST, SECOND),
    questions=(question(), question("q2", question=TWO), question("q3", competency="other", source=Source.GENERATED, question=None)),
)


def keys(content: PlanContent, of: str = "data") -> list[str]:
    return [each.key for each in content.questions_of(of)]


def test_settings_and_phases():
    changed = edits.change_settings(PLAN, minutes=30, modes=["typing"])
    assert (changed.minutes, changed.modes) == (30, (Mode.TYPING,))
    changed = edits.change_phase(PLAN, "resume", is_on=True, points=3)
    assert (changed.phases.resume.is_on, changed.phases.resume.points, changed.phases.warmup) == (True, 3, PLAN.phases.warmup)


def test_a_competency_is_added_with_a_key_of_its_own():
    added = edits.add_competency(PLAN, competency("x", name="Dáta!"))
    assert [each.key for each in added.competencies] == ["data", "other", "data-2"]
    assert edits.add_competency(PLAN, competency("x", name="日本")).competencies[-1].key == "competency"


def test_a_competency_of_the_same_name_or_one_too_many_is_not_added():
    with pytest.raises(Impossible, match="“OTHER” is in the plan already"):
        edits.add_competency(PLAN, competency("x", name="OTHER"))
    full = plan(competencies=tuple(competency(f"c{at}") for at in range(12)))
    with pytest.raises(Impossible, match="12 competencies at most"):
        edits.add_competency(full, competency("x"))


def test_a_competency_is_changed_removed_and_moved():
    assert edits.change_competency(PLAN, "other", weight=10, name="New").competencies[1].name == "New"
    removed = edits.remove_competency(PLAN, "data")
    assert ([each.key for each in removed.competencies], [each.key for each in removed.questions]) == (["other"], ["q3"])
    assert [each.key for each in edits.move_competency(PLAN, "other", Way.UP).competencies] == ["other", "data"]
    assert edits.move_competency(PLAN, "data", Way.UP) == PLAN


def test_what_is_not_there_cannot_be_changed():
    for edit in (
        lambda: edits.change_competency(PLAN, "gone", weight=1),
        lambda: edits.remove_question(PLAN, "gone"),
        lambda: edits.add_question(PLAN, question(competency="gone")),
        lambda: edits.change_question(PLAN, "q1", competency="gone"),
        lambda: edits.place_question(PLAN, "q1", "data", "gone"),
    ):
        with pytest.raises(Impossible, match="no longer in the plan"):
            edit()


@pytest.mark.parametrize(("weights", "wanted"), [([1, 1, 1], [34, 33, 33]), ([50, 25], [67, 33]), ([0, 0], [50, 50]), ([100], [100])])
def test_weights_are_made_to_add_up(weights, wanted):
    assert edits.even_out(weights) == wanted


def test_weights_of_a_plan_are_spread():
    spread = edits.spread_weights(edits.change_competency(PLAN, "other", weight=0))
    assert [each.weight for each in spread.competencies] == [100, 0]
    with pytest.raises(Impossible, match="no competency to weigh"):
        edits.spread_weights(PlanContent())


def test_a_question_is_added_once_with_the_first_free_key():
    without = edits.remove_question(PLAN, "q2")
    assert [each.key for each in edits.add_question(without, question("x", question=TWO)).questions] == ["q1", "q3", "q2"]
    with pytest.raises(Impossible, match="in the plan already"):
        edits.add_question(PLAN, question("x", question=ONE))
    full = plan(questions=tuple(question(f"x{at}", source=Source.GENERATED, question=None) for at in range(60)))
    with pytest.raises(Impossible, match="60 questions at most"):
        edits.add_question(full, question("x", question=None))


def test_a_question_is_changed_and_comes_last_under_another_competency():
    changed = edits.change_question(PLAN, "q1", follow_ups=3, minutes=6, text=PLAN.questions[0].text)
    assert (changed.questions[0].follow_ups, changed.questions[0].minutes) == (3, 6)
    moved = edits.change_question(PLAN, "q1", competency="other")
    assert (keys(moved), keys(moved, "other")) == (["q2"], ["q3", "q1"])


def test_only_what_the_interview_words_is_reworded_in_the_plan():
    assert edits.change_question(PLAN, "q3", text="Something else").questions[2].text == "Something else"
    with pytest.raises(Impossible, match="reworded in its bank"):
        edits.change_question(PLAN, "q1", text="Something else")


def test_a_newer_version_takes_the_place_of_the_older():
    renewed = edits.renew_question(PLAN, "q1", TWO, "Anew?")
    assert (renewed.questions[0].key, renewed.questions[0].question, renewed.questions[0].text) == ("q1", TWO, "Anew?")


def test_questions_move_among_those_of_their_competency():
    assert keys(edits.move_question(PLAN, "q1", Way.DOWN)) == ["q2", "q1"]
    assert keys(edits.move_question(PLAN, "q2", Way.UP)) == ["q2", "q1"]
    assert edits.move_question(PLAN, "q2", Way.DOWN) == PLAN
    assert edits.move_question(PLAN, "q3", Way.UP) == PLAN


def test_questions_are_placed_where_they_are_dropped():
    assert keys(edits.place_question(PLAN, "q2", "data", "q1")) == ["q2", "q1"]
    assert keys(edits.place_question(PLAN, "q1", "data", "")) == ["q2", "q1"]
    assert edits.place_question(PLAN, "q1", "data", "q1") == PLAN
    placed = edits.place_question(PLAN, "q1", "other", "q3")
    assert (keys(placed), keys(placed, "other")) == (["q2"], ["q1", "q3"])
