"""Candidates are told that nothing more is assessed once they take their agreement back. So it is, whoever was at it."""

import pytest
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Turn
from interviews.services.consents import take_back
from reports.models import Assessment, Feedback, Report
from reports.services.assessing import assess_turn, due_for_assessing
from reports.services.feedback import begin_feedback, due_for_feedback, give_feedback, write_feedback
from reports.services.refused import AgreementIsGone
from reports.services.reporting import begin_report, due_for_reporting, make_report
from reports.services.versions import ask_for_version
from tests.interviews.rooms import interview_of
from tests.interviews.wired import asked, is_away, model, running_server, speaks  # noqa: F401 - fixtures
from tests.reports.assessed import answered, assess, finished, report_on
from tests.reports.peopled import page_of, reported
from tests.reports.test_feedback import GOOD, FeedbackWords, letters, written


def taken_back(invitation) -> None:
    with company_scope(invitation.company_id):
        take_back(invitation=invitation, language="en", reason="", by=Actor())


def count(invitation, model) -> int:  # noqa: F811
    with company_scope(invitation.company_id):
        return model.objects.count()


def ids_of(invitation) -> dict:
    return {"interview_id": interview_of(invitation).pk, "company_id": invitation.company_id}


def test_in_the_middle_of_an_interview_what_was_said_is_read_by_nobody(committed, northwind, model, settings):  # noqa: F811
    is_away(settings)
    invitation, turn = answered(northwind)
    speaks(model, settings)
    taken_back(invitation)
    assert due_for_assessing() == []
    assess(invitation, turn)
    begin_report(**ids_of(invitation))
    make_report(**ids_of(invitation))
    assert (count(invitation, Assessment), count(invitation, Report), due_for_reporting()) == (0, 0, [])
    assert model.calls == []


def test_what_waits_to_be_read_is_dropped_and_asks_nobody(committed, northwind, model, settings):  # noqa: F811
    invitation, turn = answered(northwind)
    with company_scope(northwind):
        Assessment.objects.create(
            company=northwind, interview=turn.interview, turn=turn, judge=1, answer_hash="0" * 64, due_at=timezone.now()
        )
    taken_back(invitation)
    asked_before = len(model.calls)
    # By the sweep, as a task that was late would.
    for interview, number, company in due_for_assessing():
        assess_turn(interview_id=interview, number=number, company_id=company)
    assert (count(invitation, Assessment), due_for_assessing(), len(model.calls)) == (0, [], asked_before)


def test_a_report_that_waits_is_never_made_and_the_page_says_why(committed, northwind, carol, log_in):
    invitation = finished(northwind)
    begin_report(**ids_of(invitation))
    taken_back(invitation)
    make_report(**ids_of(invitation))
    assert (count(invitation, Report), due_for_reporting()) == (0, [])
    page = log_in(carol).get(page_of(invitation)).content.decode()
    assert "The candidate has taken their agreement back. Nothing of the interview is assessed any more." in page


def test_what_is_put_right_or_heard_anew_afterwards_is_not_read(committed, northwind):
    invitation = finished(northwind)
    taken_back(invitation)
    with company_scope(northwind):
        assert Turn.objects.filter(kept="answered").update(heard_again="Otherwise.", heard_again_at=interview_of(invitation).finished_at)
    assert due_for_assessing() == []


@pytest.mark.not_replayed
def test_no_new_version_is_made_of_a_report_that_stands(committed, northwind, carol, log_in):
    invitation = reported(northwind)
    taken_back(invitation)
    with company_scope(northwind), pytest.raises(AgreementIsGone):
        ask_for_version(interview=interview_of(invitation), rubric=None, by=Actor())
    answer = log_in(carol).post(page_of(invitation, "report", "new-version"), follow=True)
    assert "The candidate has taken their agreement back." in answer.content.decode()
    assert count(invitation, Report) == 1


@pytest.mark.not_replayed
def test_feedback_that_waits_is_neither_written_nor_given(committed, northwind, carol, log_in):
    invitation = reported(northwind)
    begin_feedback(**ids_of(invitation))
    taken_back(invitation)
    write_feedback(**ids_of(invitation))
    assert (count(invitation, Feedback), due_for_feedback()) == (0, [])


@pytest.mark.not_replayed
def test_feedback_that_was_written_is_not_given_any_more(committed, northwind, carol, log_in):
    invitation = reported(northwind)
    feedback = written(invitation)
    taken_back(invitation)
    with company_scope(northwind), pytest.raises(AgreementIsGone):
        give_feedback(feedback=feedback, words=FeedbackWords(**GOOD), by=Actor(user=carol))
    said = {"strengths": GOOD["strengths"][0], "advice": GOOD["advice"][0], "do": "give"}
    answer = log_in(carol).post(page_of(invitation, "feedback"), said, follow=True)
    assert "The candidate has taken their agreement back. Nothing was sent." in answer.content.decode()
    assert letters(invitation) == []


def test_whoever_only_ends_the_interview_is_read_as_far_as_they_came(committed, northwind):
    """To end it takes nothing back: what was said is kept, and so they were told."""
    invitation = finished(northwind)
    assert report_on(invitation) is not None
