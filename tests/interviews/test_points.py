"""Which points of a résumé an interview asks about first."""

import pytest

from interviews.engine.events import ResumePoint
from interviews.plans.content import PlanContent, PlannedQuestion, Source
from interviews.services.points import not_asked_of_all, wished_first

POINTS = (
    "You worked as a team lead for three years at Brightwater. How did you give feedback?",
    "There is a gap between 2019 and 2021. What did you work on?",
    "You write that you led the migration of 40 services to Kubernetes. What was hardest about it?",
    "You built an inventory API in Go. How did you test it?",
)


def order(about: str) -> list[int]:
    points = [ResumePoint(str(at), text) for at, text in enumerate(POINTS)]
    return [int(point.key) for point in wished_first(points, about)]


@pytest.mark.parametrize(
    ("about", "first"),
    [
        ("Their last migration.", [2]),
        ("Ask about testing and quality.", [3]),
        ("Ask about testing and quality. Then their last migration.", [2, 3]),
    ],
)
def test_what_the_author_of_the_plan_wants_to_hear_about_comes_first(about, first):
    found = order(about)
    assert found[: len(first)] == first
    others = found[len(first) :]
    assert others == sorted(others)


@pytest.mark.parametrize("about", ["", "  ", "Anything about budgets.", "?!"])
def test_what_the_resume_does_not_hold_changes_nothing(about):
    assert order(about) == [0, 1, 2, 3]


def test_what_a_core_question_asks_of_everybody_is_not_asked_before():
    points = [ResumePoint(str(at), text) for at, text in enumerate(POINTS)]
    core = PlannedQuestion(
        key="q1",
        competency="c1",
        source=Source.WRITTEN,
        text="Tell me about a migration of services that you led. What was hardest about it?",
    )
    assert [each.key for each in not_asked_of_all(points, PlanContent(questions=(core,)))] == ["0", "1", "3"]
    assert not_asked_of_all(points, PlanContent()) == points
