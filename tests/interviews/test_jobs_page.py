"""The list of jobs, and one job's page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.tenancy import company_scope
from interviews.models import Invitation, Job, JobMember, Plan
from interviews.plans.content import PlanContent
from interviews.plans.duration import enough_minutes
from tests.interviews.hiring import make_invitation, make_job
from tests.interviews.jobs import JOBS, at, given, job_in, member_of, planned_job
from tests.resumes.people import make_candidate

TODAY = "/c/northwind/"


def titles(client, query: str = "") -> list[str]:
    return [job.title for job in client.get(JOBS + query).context["page"]]


def test_the_list_says_how_many_were_invited_and_have_completed(northwind, southgate, carols):
    job = job_in(northwind)
    now = timezone.now()
    with company_scope(northwind):
        make_invitation(job)
        make_invitation(job, started_at=now, completed_at=now)
        make_invitation(job, revoked_at=now)
        make_invitation(make_job(northwind, title="Another"))
    job_in(southgate, title="Theirs")
    found = {each.title: (each.invited, each.completed) for each in carols.get(JOBS).context["page"]}
    assert found == {"Backend engineer, Payments": (3, 1), "Another": (1, 0)}
    # As many as stand in its table, on its tab and on the first page.
    shown = carols.get(at(job)).context
    assert (shown["total"], shown["job"].invited) == (3, 3)
    assert [each.invited for each in carols.get(TODAY).context["jobs"].rows if each.pk == job.pk] == [3]


def test_the_list_and_a_jobs_pages_say_how_long_the_interview_takes(northwind, carols):
    planned, bare = planned_job(northwind), job_in(northwind, title="Bare")
    with company_scope(northwind):
        plan = Plan.objects.get(job=planned)
        minutes = enough_minutes(PlanContent.model_validate(plan.content))
        # A draft counts once it is saved.
        longer = {**plan.content, "questions": plan.content["questions"] * 4}
        Plan.objects.create(company=northwind, job=planned, number=2, content=longer)
    text = carols.get(JOBS).content.decode()
    assert f'data-label="Minutes" class="num">{minutes}<' in text and "No plan" in text
    for rest in ("", "settings/"):
        assert f"About {minutes} minutes" in carols.get(at(planned, rest)).content.decode(), rest
    assert f"takes about {minutes} minutes" in carols.get(at(planned, "slots/")).content.decode()
    assert "minutes</span>" not in carols.get(at(bare)).content.decode()


def test_search_by_title_team_and_place_and_filter_by_status(northwind, carols):
    job_in(northwind, title="Night shift lead", team="Yard", location="Gothenburg")
    job_in(northwind, title="Customs specialist", team="Trade", location="Lund", status="draft")
    assert titles(carols, "?q=NIGHT") == titles(carols, "?q=yard") == titles(carols, "?q=gothen+lead") == ["Night shift lead"]
    assert titles(carols, "?status=draft") == ["Customs specialist"]
    assert titles(carols, "?q=night&status=draft") == []
    assert "No job fits that" in carols.get(f"{JOBS}?q=nothing").content.decode()
    assert len(titles(carols, "?status=nonsense&order=nonsense")) == 2


def test_order_by_age_title_and_deadline(northwind, carols):
    now = timezone.now()
    for number, (title, days) in enumerate((("B", 3), ("C", 1), ("A", None))):
        deadline = now + timedelta(days=days) if days else None
        job_in(northwind, title=title, deadline=deadline, created_at=now - timedelta(hours=number))
    assert titles(carols) == titles(carols, "?order=newest") == ["B", "C", "A"]
    assert titles(carols, "?order=title") == ["A", "B", "C"]
    assert titles(carols, "?order=deadline") == ["C", "B", "A"]


def test_pages_keep_what_was_asked_for(northwind, carols):
    with company_scope(northwind):
        Job.objects.bulk_create(Job(company=northwind, title=f"Driver {number:02}") for number in range(60))
    text = carols.get(f"{JOBS}?q=driver&order=title").content.decode()
    assert 'href="?page=2&amp;q=driver&amp;order=title"' in text
    assert titles(carols, "?q=driver&order=title&page=2")[0] == "Driver 50"


def test_a_reviewer_sees_the_jobs_that_they_were_given(northwind, bob, log_in):
    client = log_in(bob)
    assert "No job was given to you yet" in client.get(JOBS).content.decode()
    job_in(northwind, title="Not theirs")
    given(job_in(northwind, title="Theirs"), bob)
    assert titles(client) == ["Theirs"]


def test_without_a_job_the_list_says_what_to_do(northwind, carols):
    text = carols.get(JOBS).content.decode()
    assert "Create your first job" in text
    assert f'href="{JOBS}new/"' in text


def test_a_jobs_page_says_what_comes_next(northwind, carols):
    job = job_in(northwind, status="draft")
    assert "First, the plan" in carols.get(at(job)).content.decode()
    job = planned_job(northwind, status="draft")
    text = carols.get(at(job)).content.decode()
    assert "Now open the job" in text
    assert ">Open the job<" in text
    job = planned_job(northwind)
    assert "Nobody is invited yet" in carols.get(at(job)).content.decode()


def test_a_reviewer_reads_names_and_no_addresses(northwind, bob, carols, log_in):
    job = job_in(northwind)
    given(job, bob)
    with company_scope(northwind):
        make_invitation(job, candidate=make_candidate(northwind, "Dana Novak", "dana@post.example"))
    text = log_in(bob).get(at(job)).content.decode()
    assert "Dana Novak" in text
    assert "dana@post.example" not in text
    assert "dana@post.example" in carols.get(at(job)).content.decode()


def test_a_passed_deadline_is_said(northwind, carols):
    job = job_in(northwind, deadline=timezone.now() - timedelta(hours=1))
    assert ", passed" in carols.get(at(job)).content.decode()
    assert ", passed" in carols.get(JOBS).content.decode()
    assert "The deadline has passed: " in _with_somebody_invited(job, carols)


def _with_somebody_invited(job: Job, client) -> str:
    with company_scope(job.company_id):
        make_invitation(job)
    return client.get(TODAY).content.decode()


@pytest.mark.parametrize("who", ["carol", "bob"])
@pytest.mark.parametrize("address", [JOBS, TODAY])
def test_many_jobs_cost_no_more_questions(northwind, carol, bob, log_in, who, address):
    client, member = log_in({"carol": carol, "bob": bob}[who]), member_of(northwind, bob)
    with company_scope(northwind):
        candidates = [make_candidate(northwind, f"Candidate {number}", f"c{number}@post.example") for number in range(20)]
    found = []
    for numbers in (range(10), range(10, 1_000)):
        with company_scope(northwind):
            jobs = Job.objects.bulk_create(Job(company=northwind, title=f"Job {number}", status="open") for number in numbers)
            JobMember.objects.bulk_create(JobMember(company=northwind, job=job, member=member) for job in jobs)
            soon = timezone.now() + timedelta(hours=9)
            Invitation.objects.bulk_create(
                Invitation(company=northwind, job=job, candidate=candidate, token_hash=f"{job.pk}{at}", deadline=soon)
                for job in jobs[:10]
                for at, candidate in enumerate(candidates)
            )
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        found.append(len(queries))
    assert found[0] == found[1] <= 34


def test_a_job_with_many_candidates_costs_no_more_questions(northwind, carols):
    job = job_in(northwind)
    found = []
    for numbers in (range(10), range(10, 200)):
        with company_scope(northwind):
            for number in numbers:
                make_invitation(job, candidate=make_candidate(northwind, f"Candidate {number}", f"c{number}@post.example"))
        carols.get(at(job))
        with CaptureQueriesContext(connection) as queries:
            assert carols.get(at(job)).status_code == 200
        found.append(len(queries))
    # The second count has a second page to be counted.
    assert found[0] == found[1] <= 21
