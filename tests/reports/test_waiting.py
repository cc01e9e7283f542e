"""What waits for a person after an interview stands on the first page of whoever recruits, until somebody has done it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Job
from reports.models import Decision, Feedback, Report, ReviewRequest
from reports.queries.waiting import waiting_for_people
from reports.services.deciding import decide, set_score
from reports.services.feedback import begin_feedback, withhold_feedback, write_feedback
from reports.services.human_review import answer_review
from tests.interviews.invited import address, arrive
from tests.interviews.rooms import interview_of
from tests.reports.peopled import given_to, opened_by, page_of, rated_by

pytestmark = pytest.mark.not_replayed

TODAY = "/c/northwind/"


def read(client) -> str:
    return client.get(TODAY).content.decode()


def feedback_for(invitation) -> Feedback:
    ids = {"interview_id": interview_of(invitation).pk, "company_id": invitation.company_id}
    begin_feedback(**ids)
    write_feedback(**ids)
    with company_scope(invitation.company_id):
        return Feedback.objects.select_related("company").get(interview=ids["interview_id"])


def disputed(invitation) -> None:
    """The readings of an answer lay far apart."""
    with company_scope(invitation.company_id):
        report = Report.objects.get()
        Report.objects.update(content=report.content | {"needs_a_person": True})


def asked_by(invitation) -> ReviewRequest:
    arrive().post(address(invitation, "human-review/"), {"words": "Please look."})
    with company_scope(invitation.company_id):
        return ReviewRequest.objects.select_related("interview").get()


def test_feedback_waits_there_until_it_is_settled(danas, carol, carols):
    assert page_of(danas, "feedback") not in read(carols)
    feedback = feedback_for(danas)
    text = read(carols)
    assert page_of(danas, "feedback") in text
    assert "Nothing needs you just now." not in text
    with company_scope(danas.company_id):
        withhold_feedback(feedback=feedback, by=Actor(user=carol))
    assert page_of(danas, "feedback") not in read(carols)


def test_who_asked_for_a_person_waits_there_until_one_answers(danas, carol, carols):
    asked = asked_by(danas)
    text = read(carols)
    assert page_of(danas, "reviews", asked.pk) in text
    assert "Please look." not in text
    opened_by(danas, carol)
    with company_scope(danas.company_id):
        answer_review(request=asked, answer="I did.", by=Actor(user=carol))
    assert page_of(danas, "reviews", asked.pk) not in read(carols)


def test_a_report_that_a_person_must_rate_waits_there_until_somebody_does(danas, bob, carols):
    assert "must be rated by a person" not in read(carols)
    disputed(danas)
    text = read(carols)
    assert '<a href="#unrated">1 report must be rated by a person</a>' in text
    assert page_of(danas, "rate") in text
    given_to(danas, bob)
    rated_by(danas, bob)
    assert "must be rated by a person" not in read(carols)


@pytest.mark.parametrize("what", ["sets a score", "decides", "closes the job"])
def test_whoever_dealt_with_it_otherwise_is_not_asked_to_rate(danas, carol, carols, what):
    disputed(danas)
    opened_by(danas, carol)
    on, by = {"interview": interview_of(danas), "reason": "Both nights count."}, Actor(user=carol)
    with company_scope(danas.company_id):
        if what == "sets a score":
            set_score(**on, competency="", level=4, by=by)
        elif what == "decides":
            decide(**on, kind=Decision.Kind.HOLD, known=0, by=by)
        else:
            Job.objects.filter(pk=danas.job_id).update(status=Job.Status.CLOSED)
    assert "must be rated by a person" not in read(carols)


def test_the_newest_version_says_whether_a_person_must_rate(danas, carols):
    disputed(danas)
    with company_scope(danas.company_id):
        report = Report.objects.get()
        agreed = {"version": 2, "content": report.content | {"needs_a_person": False}, "made_at": report.made_at}
        Report.objects.create(company=danas.company, interview=report.interview, state=report.state, due_at=None, **agreed)
    assert "must be rated by a person" not in read(carols)


def test_reviewers_and_other_companies_see_nothing_of_it(danas, southgate, bob, log_in):
    feedback_for(danas)
    asked_by(danas)
    disputed(danas)
    given_to(danas, bob)
    text = read(log_in(bob))
    assert page_of(danas, "feedback") not in text
    assert "must be rated" not in text
    with company_scope(southgate):
        assert waiting_for_people().count == 0


def test_it_costs_one_query_for_each_kind(danas):
    feedback_for(danas)
    asked_by(danas)
    disputed(danas)
    with company_scope(danas.company_id):
        Report.objects.update(content=Report.objects.get().content | {"not_scored": 1})
    with company_scope(danas.company_id), CaptureQueriesContext(connection) as asked:
        found = waiting_for_people()
        rows = (*found.reviews.rows, *found.feedback.rows, *found.unrated.rows, *found.not_scored.rows)
        names = [each.interview.invitation.candidate.name for each in rows]
    assert len(names) == found.count == 4
    assert len([query for query in asked if query["sql"].startswith("SELECT") and '"reports_' in query["sql"]]) == 4


def test_a_job_is_taken_along_from_its_page_by_whoever_recruits(danas, carols, bob, log_in):
    standings = f"/c/northwind/jobs/{danas.job_id}/reports/"
    addresses = [f"/c/northwind/jobs/{danas.job_id}/reports.{form}" for form in ("csv", "json")]
    text = carols.get(standings).content.decode()
    assert all(f'href="{each}"' in text for each in addresses)
    given_to(danas, bob)
    text = log_in(bob).get(standings).content.decode()
    assert not any(each in text for each in addresses)
