"""The demo's interviews."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from config.demo_answers import OF_ELENA, OF_TOBIAS, Answers
from config.demo_interviews import ALSO_DONE, DONE, PAUSES, add_interviews
from interviews.engine.state import state_from
from interviews.models import Interview
from interviews.services.conducting import replay
from tests.interviews.jobs import planned_job


def test_the_demo_shows_two_interviews_that_are_over_and_one_that_pauses_and_adds_them_once(northwind, carol):
    planned_job(northwind)
    for _ in range(2):
        add_interviews(northwind, Actor(user=carol))
    with company_scope(northwind):
        *over, paused = Interview.objects.select_related("plan", "invitation__candidate").order_by("began_at")
        assert [(each.invitation.candidate.name, each.outcome) for each in over] == [(DONE, "completed"), (ALSO_DONE, "completed")]
        assert (paused.invitation.candidate.name, paused.outcome) == (PAUSES, "")
        for each in over:
            assert timedelta(minutes=1) < each.finished_at - each.began_at < timedelta(minutes=40)
            assert all(turn.answered_at > turn.asked_at for turn in each.turns.exclude(purpose="goodbye"))
        assert state_from(paused.state).clock.stopped_for
        for interview in (*over, paused):
            assert replay(interview) == state_from(interview.state)


@pytest.mark.parametrize("answers", [OF_ELENA, OF_TOBIAS])
def test_its_answers_are_to_questions_of_the_library(answers: Answers):
    asked = "".join(path.read_text() for path in Path(settings.BASE_DIR, "interviews", "library").glob("*.toml"))
    assert [key for key in answers.to if f'"{key}"' not in asked] == []
    assert answers.then.keys() <= answers.to.keys()
