"""What people did with the demo's reports."""

import pytest
from django.test import Client

from accounts.models import OutboxMail
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from config.demo_answers import OF_TOBIAS
from config.demo_interviews import ALSO_DONE, DONE, add_interviews
from config.demo_jobs import add_jobs
from config.demo_plans import add_plans
from config.demo_reports import BY_BOB_OF_ELENA, BY_BOB_OF_TOBIAS, BY_CAROL_OF_ELENA, add_reports
from interviews.models import Job
from interviews.queries.plans import current_plan
from interviews.services import vectors
from interviews.services.jobs import move_job
from interviews.services.library import load_library
from reports.content import ReportContent
from reports.models import Decision, Feedback, Override, Report, Review
from reports.verifying import faults_in
from tests.reports.peopled import member_of


@pytest.fixture
def demo(committed, northwind, carol, bob):
    """Its job with the plan that is proposed for it, and everything twice. Returns what the second time says."""
    by = Actor(user=carol)
    load_library()
    add_jobs(northwind, bob.email, by)
    vectors.make_vectors()
    add_plans(northwind, by)
    with company_scope(northwind):
        move_job(job=Job.objects.select_related("company").order_by("-created_at").first(), status=Job.Status.OPEN, by=by)
    for _ in range(2):
        add_interviews(northwind, by)
        address = add_reports(northwind, by, bob.email)
    return address


def test_a_newcomer_finds_two_reports_to_compare_with_what_people_said(demo, northwind, carol, bob, log_in):
    with company_scope(northwind):
        job = Job.objects.order_by("-created_at").first()
        reports = {
            each.interview.invitation.candidate.name: each for each in Report.objects.select_related("interview__invitation__candidate")
        }
        assert reports.keys() == {DONE, ALSO_DONE}
        levels = {name: ReportContent.model_validate(each.content).level for name, each in reports.items()}
        assert levels[DONE] > levels[ALSO_DONE]
        elena, tobias = reports[DONE].interview, reports[ALSO_DONE].interview
        assert {each.by_name: each.is_blind for each in Review.objects.filter(interview=elena)} == {bob.name: True, carol.name: False}
        assert Decision.objects.get().interview == tobias
        assert Override.objects.get().interview == tobias
        assert set(Feedback.objects.values_list("interview", "state")) == {(elena.pk, "drafted"), (tobias.pk, "given")}
        assert OutboxMail.objects.filter(kind="candidate_feedback").count() == 1
        assert [faults_in(each) for each in Report.objects.select_related("interview__plan")] == [[], []]
    page = log_in(carol).get(f"/c/northwind/jobs/{job.pk}/reports/").content.decode()
    assert page.count('class="place"') == 2
    assert "How far people agree in this job" in page
    assert "within one level" in page
    # Bob has rated both and sees them too.
    assert member_of(northwind, bob)
    assert log_in(bob).get(f"/c/northwind/jobs/{job.pk}/reports/").content.decode().count('class="place"') == 2
    assert "1 feedback waits for approval" in log_in(carol).get("/c/northwind/").content.decode()


def test_its_shared_link_opens_without_names(demo):
    page = Client().get(demo.removeprefix("http://localhost:8000")).content.decode()
    assert "What the interview showed" in page
    assert DONE not in page


def test_every_answer_and_rating_is_to_something_that_the_plan_asks(demo, northwind):
    with company_scope(northwind):
        job = Job.objects.order_by("-created_at").first()
        content = current_plan(job).content
        said = " ".join(job.interviews.get(invitation__candidate__name=ALSO_DONE).turns.values_list("answer", flat=True))
    keys = {each["key"] for each in content["competencies"]}
    assert BY_BOB_OF_ELENA.keys() == BY_BOB_OF_TOBIAS.keys() == keys
    assert BY_CAROL_OF_ELENA.keys() <= keys
    assert [key for key, words in OF_TOBIAS.to.items() if words not in said] == []
