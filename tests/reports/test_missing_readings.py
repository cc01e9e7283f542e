"""Of a panel, one reading may not be had. Most of it is enough; that one is missing is said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.tenancy import company_scope
from reports.assessing.material import hash_of
from reports.models import Assessment
from reports.services import assessing
from reports.services.assessing import due_for_assessing
from reports.services.reporting import due_for_reporting
from reports.verifying import faults_in
from tests.interviews.rooms import turns_of
from tests.reports.assessed import VERDICT, assess, report_on
from tests.reports.peopled import over, page_of

pytestmark = pytest.mark.not_replayed

WRITTEN = {"summary": [{"text": "Finds causes by evidence.", "turns": [1]}], "strengths": [], "weaknesses": [], "recommendations": []}


@pytest.fixture
def danas(committed, northwind, model):
    invitation = over(northwind)
    model.script("chat", [VERDICT] * 3 + [WRITTEN])
    return invitation


def failing(invitation, *judges: int, attempts: int) -> None:
    """These are to be tried again in an hour; the others have read."""
    [turn] = turns_of(invitation)
    with company_scope(invitation.company_id):
        due = {"due_at": timezone.now() + timedelta(hours=1), "attempts": attempts}
        for judge in judges:
            values = {"interview": turn.interview, "turn": turn, "judge": judge, "answer_hash": hash_of(turn.answer)}
            Assessment.objects.create(company_id=invitation.company_id, **values, **due)
    assess(invitation, turn)


def test_after_two_more_tries_most_of_a_panel_is_enough_and_the_page_says_so(northwind, danas, carol, log_in):
    failing(danas, 3, attempts=2)
    assert report_on(danas).state == "waiting"
    with company_scope(northwind):
        Assessment.objects.filter(judge=3).update(attempts=3)
    report = report_on(danas)
    assert report.state == "ready"
    page = log_in(carol).get(page_of(danas)).content.decode()
    assert "in 2 independent readings" in page
    assert "Of 1 answer a reading is missing" in page
    with company_scope(northwind):
        assert faults_in(report) == []
        assert Assessment.objects.get(judge=3).state == "failed"
    assert (due_for_assessing(), due_for_reporting()) == ([], [])


def test_while_it_is_being_read_a_third_time_the_report_waits(northwind, danas):
    failing(danas, 3, attempts=2)
    with company_scope(northwind):
        Assessment.objects.filter(judge=3).update(attempts=3, due_at=timezone.now() + assessing.LEASE)
    assert report_on(danas).state == "waiting"


def test_without_most_of_it_the_report_waits(danas):
    failing(danas, 2, 3, attempts=6)
    assert report_on(danas).state == "waiting"


def test_made_of_one_reading_of_three_a_person_must_rate_it_and_the_report_says_why(northwind, danas, carol, log_in):
    failing(danas, 2, 3, attempts=6)
    with company_scope(northwind):
        Assessment.objects.filter(judge__in=(2, 3)).update(state="failed", due_at=None)
    report = report_on(danas)
    with company_scope(northwind):
        assert faults_in(report) == []
    assert report.content["needs_a_person"]
    client = log_in(carol)
    page = client.get(page_of(danas)).content.decode()
    assert "Too few readings could be had. A person must rate this." in page
    assert "Too few readings of an answer could be had." in page
    assert "Too few readings: for 2 no model could be had." in page
    assert "disagree" not in page
    standings = client.get(f"/c/northwind/jobs/{danas.job_id}/reports/").content.decode()
    assert "Too few readings could be had: a person must rate it." in standings


def test_where_all_have_read_nothing_is_missing(danas, carol, log_in):
    report_on(danas)
    page = log_in(carol).get(page_of(danas)).content.decode()
    assert "in 3 independent readings" in page
    assert "is missing" not in page
