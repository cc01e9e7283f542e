"""Whatever happened to workers and queues, and for however long: an interview that was held gets its report."""

from datetime import timedelta

import pytest
from celery.signals import before_task_publish
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from config.celery import SWEEPS
from interviews.models import Interview, Turn
from interviews.services.consents import take_back
from reports import tasks
from reports.models import Assessment, Report
from reports.services.assessing import EVER, assess_turn, due_for_assessing
from reports.services.reporting import begin_report, due_for_reporting, make_report
from tests.interviews.rooms import interview_of, turns_of
from tests.reports.peopled import over, reported

pytestmark = pytest.mark.not_replayed


@pytest.fixture
def danas(committed, northwind):
    """It ended ten days ago, and no worker was there."""
    return long_ago(over(northwind))


@pytest.fixture
def sent():
    """Which tasks were sent, with what."""
    found = []

    def note(sender, body, **kwargs) -> None:
        found.append((sender, tuple(body[0])))

    before_task_publish.connect(note)
    yield found
    before_task_publish.disconnect(note)


def long_ago(invitation):
    then = timezone.now() - timedelta(days=10)
    with company_scope(invitation.company_id):
        Turn.objects.update(answered_at=then)
        Interview.objects.update(finished_at=then)
    return invitation


def test_what_nobody_read_for_days_is_read_and_reported(northwind, danas):
    assert (due_for_assessing(), due_for_reporting()) == ([], [])
    [(interview, number, company)] = due_for_assessing(looked_back=EVER)
    assess_turn(interview_id=interview, number=number, company_id=company)
    # Nobody was told that it was read.
    assert due_for_reporting() == []
    assert due_for_reporting(looked_back=EVER) == [(interview, company)]
    begin_report(interview_id=interview, company_id=company)
    make_report(interview_id=interview, company_id=company)
    with company_scope(northwind):
        assert Report.objects.get().state == "ready"
    assert (due_for_assessing(looked_back=EVER), due_for_reporting(looked_back=EVER)) == ([], [])


def test_where_all_readings_were_given_up_there_is_a_report_that_says_so(northwind, danas):
    [turn] = turns_of(danas)
    with company_scope(northwind):
        Assessment.objects.create(
            company=northwind, interview_id=turn.interview_id, turn=turn, judge=1, answer_hash="0" * 64, state="failed", due_at=None
        )
    assert due_for_reporting(looked_back=EVER) == [(turn.interview_id, northwind.pk)]


def test_what_was_taken_back_is_left_alone(northwind, danas):
    with company_scope(northwind):
        take_back(invitation=danas, language="en", reason="", by=Actor())
    assert (due_for_assessing(looked_back=EVER), due_for_reporting(looked_back=EVER)) == ([], [])


def test_a_report_that_is_there_is_not_found_again(committed, northwind):
    long_ago(reported(northwind))
    assert (due_for_assessing(looked_back=EVER), due_for_reporting(looked_back=EVER)) == ([], [])


def test_the_sweep_for_it_runs_by_itself_and_hands_on_what_it_finds(danas, sent):
    assert tasks.sweep_overlooked.name in [task for _, _, task, _ in SWEEPS]
    tasks.sweep_overlooked()
    interview = interview_of(danas)
    assert (tasks.assess_turn.name, (str(interview.pk), 1, str(danas.company_id))) in sent
