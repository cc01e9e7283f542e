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
STATE = State(phase=Phase.MAIN, clock=Clock(limit=PLAN.lasts), turn=Turn(3, Purpose.QUESTION, question="q0", is_asked=True), asked=("warmup", "q0"))


def labels(plan: Plan, state: State) -> list[str]:
    with translation.override("en"):
        return [str(part.label) for part in progress_of(plan, state).parts]


def test_only_parts_that_the_plan_has_are_named():
    assert labels(PLAN, STATE) == ["Hello", "Warm-up", "Main questions", "Follow-ups", "You ask", "Close"]
    bare = replace(PLAN, warmup="", follow_up_lasts=0, candidate_questions=0)
    assert labels(bare, STATE) == ["Hello", "Main questions", "Close"]
    with_points = replace(PLAN, resume_points=2)
    assert "Résumé" not in labels(with_points, STATE)
    assert "Résumé" in labels(with_points, replace(STATE, points=(ResumePoint("0", "Ledger"),)))


def test_the_present_part_counts_its_questions():
    progress = progress_of(PLAN, STATE)
    assert (progress.step, progress.present.at, progress.present.of) == (3, 1, 3)
    assert [part.is_done for part in progress.parts] == [True, True, False, False, False, False]
    worded = replace(STATE, turn=Turn(4, Purpose.QUESTION, question="q1"))
    assert progress_of(PLAN, worded).present.at == 2
    assert (progress.present.filled, progress.present.length) == (1, 6)


@pytest.mark.parametrize(("spent", "most"), [(0, 19), (30 * MINUTE, 10), (45 * MINUTE, 0)])
def test_what_is_left_is_never_more_than_the_limit_allows(spent, most):
    progress = progress_of(PLAN, replace(STATE, clock=replace(STATE.clock, spent=spent)))
    assert progress.least <= progress.most == most
    assert progress.is_up is (most == 0)


def test_who_has_more_time_reads_more_time_and_without_a_limit_the_plan_tells():
    twice = replace(STATE, clock=Clock(limit=2 * PLAN.lasts))
    assert progress_of(PLAN, twice).most > progress_of(PLAN, STATE).most
    assert progress_of(PLAN, replace(STATE, clock=Clock())).most == progress_of(PLAN, STATE).most


def test_once_it_is_over_nothing_is_left():
    over = progress_of(PLAN, replace(STATE, phase=Phase.COMPLETED))
    assert (over.present, over.step, over.is_up) == (None, 6, False)
