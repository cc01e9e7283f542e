"""Candidates are told that nothing more is assessed once they take their agreement back. So it is, whoever was at it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Turn
from interviews.services.consents import take_back
from reports.links import address_of, token_of
from reports.models import Assessment, Feedback, Rating, Report, ReportLink
from reports.services.assessing import assess_turn, due_for_assessing
from reports.services.feedback import begin_feedback, due_for_feedback, give_feedback, write_feedback
from reports.services.refused import AgreementIsGone
from reports.services.reporting import begin_report, due_for_reporting, make_report
from reports.services.sharing import share_report
from reports.services.versions import ask_for_version
from tests.interviews.rooms import interview_of, turns_of
from tests.interviews.wired import asked, is_away, model, running_server, speaks  # noqa: F401 - fixtures
from tests.reports.assessed import VERDICT, answered, assess, finished, report_on
from tests.reports.peopled import over, page_of, reported
from tests.reports.test_feedback import GOOD, FeedbackWords, letters, set_feedback, written
from tests.reports.test_workers_that_meet import WRITTEN as WORDED
from tests.reports.test_workers_that_meet import begin, end, wait_for_a_lock


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


def taken_back_during(invitation, work) -> None:
    """Others know of it once it is committed: until then a worker goes on, and waits for it before it keeps what came of it."""
    with company_scope(invitation.company_id):
        take_back(invitation=invitation, language="en", reason="", by=Actor())
        running = begin(work)
        wait_for_a_lock(1)
    end(running)


@pytest.mark.not_replayed
def test_what_a_model_reads_at_that_moment_is_not_kept(committed, northwind, model):  # noqa: F811
    invitation = over(northwind)
    [turn] = turns_of(invitation)
    model.script("chat", [VERDICT] * 3)
    taken_back_during(invitation, lambda: assess(invitation, turn))
    assert len([call for call in model.calls if call.ability == "chat"]) == 3
    assert (count(invitation, Assessment), count(invitation, Rating)) == (0, 0)


@pytest.mark.not_replayed
def test_nor_is_a_report_that_a_model_words_at_that_moment(committed, northwind, model):  # noqa: F811
    invitation = over(northwind)
    model.script("chat", [VERDICT] * 3 + [WORDED])
    assess(invitation, turns_of(invitation)[0])
    begin_report(**ids_of(invitation))
    taken_back_during(invitation, lambda: make_report(**ids_of(invitation)))
    assert count(invitation, Report) == 0


@pytest.mark.not_replayed
def test_nor_does_a_letter_go_out_that_is_worded_at_that_moment(committed, northwind, model, settings):  # noqa: F811
    is_away(settings)
    invitation = reported(northwind)
    set_feedback(northwind, "automatic")
    begin_feedback(**ids_of(invitation))
    speaks(model, settings)
    model.script("chat", [GOOD])
    taken_back_during(invitation, lambda: write_feedback(**ids_of(invitation)))
    assert (count(invitation, Feedback), letters(invitation)) == (0, [])


@pytest.mark.not_replayed
def test_a_link_to_others_ends_with_the_agreement(committed, northwind, carol, log_in):
    invitation = reported(northwind)
    with company_scope(northwind):
        link = share_report(report=Report.objects.get(), label="The team", days=7, without_names=True, by=Actor())
    assert Client().get(f"/r/{token_of(link.pk)}/").status_code == 200
    taken_back(invitation)
    answer = Client().get(f"/r/{token_of(link.pk)}/")
    assert (answer.status_code, "This report is no longer shared" in answer.content.decode()) == (410, True)
    client, sharing = log_in(carol), reverse("reports:share", args=["northwind", interview_of(invitation).pk])
    page = client.get(sharing).content.decode()
    assert address_of(link.pk) not in page
    assert "no new one can be made" in page
    refused = client.post(sharing, {"label": "Again", "days": "7"}, follow=True).content.decode()
    assert "No link was made." in refused
    assert count(invitation, ReportLink) == 1
