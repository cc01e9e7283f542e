"""How far an interview has come, and how long it really takes from here."""

from dataclasses import replace

import pytest
from django.utils import translation

from interviews.engine.commands import Purpose
from interviews.engine.events import ResumePoint
from interviews.engine.plan import MINUTE, Competency, Plan, Question
from interviews.engine.state import Clock, Phase, State, Turn
from interviews.live.progress import progress_of

PLAN = Plan(
    competencies=(Competency("care"),),
    questions=tuple(Question(f"q{at}", "care", "How?", lasts=4 * MINUTE) for at in range(3)),
    warmup="What do you like?",
)
STATE = State(
    phase=Phase.MAIN, clock=Clock(limit=PLAN.lasts), turn=Turn(3, Purpose.QUESTION, question="q0", is_asked=True), asked=("warmup", "q0")
)
ASKED = ("q0", "q1", "q2")


def labels(plan: Plan, state: State) -> list[str]:
    with translation.override("en"):
        return [str(part.label) for part in progress_of(plan, state).parts]


def test_only_parts_that_the_plan_has_are_named():
    assert labels(PLAN, STATE) == ["Hello", "Warm-up", "Main questions", "Follow-ups", "You ask", "Close"]
    bare = replace(PLAN, warmup="", follow_up_lasts=0, candidate_questions=0)
    assert labels(bare, STATE) == ["Hello", "Main questions", "Close"]
    with_points = replace(PLAN, resume_points=2)
    assert "Experience" not in labels(with_points, STATE)
    assert "Experience" in labels(with_points, replace(STATE, points=(ResumePoint("0", "Ledger"),)))


def test_the_present_part_counts_its_questions():
    progress = progress_of(PLAN, STATE)
    assert (progress.step, progress.present.at, progress.present.of) == (3, 1, 3)
    assert [part.is_done for part in progress.parts] == [True, True, False, False, False, False]
    worded = replace(STATE, turn=Turn(4, Purpose.QUESTION, question="q1"))
    assert progress_of(PLAN, worded).present.at == 2
    assert (progress.present.filled, progress.present.length) == (1, 6)


@pytest.mark.parametrize(("spent", "minutes", "most"), [(0, 25, 40), (30 * MINUTE, 10, 10), (45 * MINUTE, 0, 0)])
def test_what_is_left_is_what_is_planned_and_never_more_than_the_limit_allows(spent, minutes, most):
    progress = progress_of(PLAN, replace(STATE, clock=replace(STATE.clock, spent=spent)))
    assert (progress.minutes, progress.most) == (minutes, most)
    assert progress.has_more is (minutes < most)
    assert progress.is_up is (most == 0)


def test_given_minutes_lengthen_what_they_may_take_and_nothing_else():
    given = progress_of(PLAN, replace(STATE, clock=replace(STATE.clock, limit=PLAN.lasts + 5 * MINUTE)))
    assert (given.minutes, given.most) == (25, 45)


def test_agreed_extra_time_is_in_the_estimate_and_without_a_limit_the_plan_tells():
    assert progress_of(PLAN, STATE, {"time_factor": 1.5}).minutes == 35
    endless = progress_of(PLAN, replace(STATE, clock=Clock()))
    assert (endless.minutes, endless.most, endless.has_more) == (25, None, False)


def test_what_is_left_grows_with_no_question_and_ends_with_none():
    asked = [progress_of(PLAN, replace(STATE, turn=Turn(3, Purpose.QUESTION, question=f"q{at}"), asked=ASKED[: at + 1])) for at in range(3)]
    beside = [progress_of(PLAN, replace(STATE, phase=phase, turn=None)) for phase in (Phase.FOLLOW_UP, Phase.WRAP_UP, Phase.COMPLETED)]
    assert [each.minutes for each in (*asked, *beside)] == [25, 20, 15, 10, 5, 0]


def test_each_point_of_a_resume_is_counted_until_it_was_asked():
    plan, points = replace(PLAN, resume_points=2, resume_point_lasts=10 * MINUTE), (ResumePoint("0", "Ledger"), ResumePoint("1", "Yard"))
    first = replace(STATE, phase=Phase.RESUME, clock=Clock(), points=points, asked=())
    last = replace(first, turn=Turn(2, Purpose.RESUME_POINT, question="resume:1"))
    assert progress_of(plan, first).minutes - progress_of(plan, replace(last, asked=("resume:0", "resume:1"))).minutes == 10


def test_once_it_is_over_nothing_is_left():
    over = progress_of(PLAN, replace(STATE, phase=Phase.COMPLETED))
    assert (over.present, over.step, over.is_up) == (None, 6, False)
