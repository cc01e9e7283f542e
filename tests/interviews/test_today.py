"""A company's first page: what needs somebody, and what to do first."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import OutboxMail
from accounts.tenancy import company_scope
from interviews.models import AdjustmentRequest, Invitation, Job
from interviews.queries.today import steps_of_week
from tests.interviews.hiring import make_invitation
from tests.interviews.jobs import JOBS, at, given, job_in, planned_job
from tests.resumes.people import make_candidate

TODAY = "/c/northwind/"


@pytest.fixture
def job(northwind):
    return job_in(northwind, title="Night shift lead")


def invite(job: Job, name: str = "Dana Novak", **fields) -> Invitation:
    with company_scope(job.company_id):
        return make_invitation(
            job, candidate=make_candidate(job.company, name, f"{name.split(maxsplit=1)[0].lower()}@post.example"), **fields
        )


def mail(company, state: str) -> OutboxMail:
    return OutboxMail.objects.create(
        company=company, key=f"{state} {OutboxMail.objects.count()}", kind="x", to="d@post.example", state=state
    )


def read(client) -> str:
    return client.get(TODAY).content.decode()


def test_the_first_day_leads_to_a_first_job(northwind, alice, carols, log_in):
    text = read(carols)
    assert "Create your first job" in text
    assert f'href="{JOBS}new/"' in text
    assert "Invite your team" not in text
    assert "Invite your team" in read(log_in(alice))


def test_with_a_job_the_next_step_is_the_plan_and_then_to_open_it(northwind, carols):
    job = job_in(northwind, status="draft")
    text = read(carols)
    assert "Create your first job" not in text
    assert f'<a href="{at(job)}">Backend engineer, Payments</a> is there, as a draft.' in text
    job = planned_job(northwind, status="draft")
    text = read(carols)
    assert "is saved." in text
    assert f'href="{at(job)}">Open the job first<' in text


def test_who_has_two_days_left_and_has_not_begun_stands_there(northwind, carols, job):
    now = timezone.now()
    invite(job, "Late Larsen", deadline=now + timedelta(hours=47))
    invite(job, "Opened Olsen", deadline=now + timedelta(hours=2), opened_at=now)
    for name, fields in {
        "Early Eze": {"deadline": now + timedelta(hours=49)},
        "Past Petrosyan": {"deadline": now - timedelta(hours=1)},
        "Begun Byrne": {"started_at": now},
        "Revoked Rossi": {"revoked_at": now},
        "Declined Demirel": {"declined_at": now},
        "Withdrawn Weber": {"withdrawn_at": now},
    }.items():
        invite(job, name, **({"deadline": now + timedelta(hours=3)} | fields))
    invite(job_in(northwind, status="closed"), "Closed Costa", deadline=now + timedelta(hours=3))
    page = carols.get(TODAY)
    assert [each.candidate.name for each in page.context["late"].rows] == ["Opened Olsen", "Late Larsen"]
    text = page.content.decode()
    assert "2 people cannot go on without you" in text
    assert "Opened, not started." in text
    assert "Not opened yet." in text


def test_mail_that_came_back_stands_there_once(northwind, carols, job):
    now = timezone.now()
    with company_scope(northwind):
        failed, sent = mail(northwind, "failed"), mail(northwind, "sent")
    invite(job, "Back Berg", mail=failed, deadline=now + timedelta(hours=3))
    invite(job, "Read Raman", mail=failed, opened_at=now)
    invite(job, "Sent Silva", mail=sent)
    page = carols.get(TODAY)
    assert [each.candidate.name for each in page.context["returned"].rows] == ["Back Berg"]
    assert page.context["late"].count == 0
    assert "1 person cannot go on without you" in page.content.decode()


def test_whoever_said_no_or_withdrew_lately_stands_there_with_what_they_said(northwind, carols, job):
    now = timezone.now()
    invite(job, "Declined Demirel", declined_at=now - timedelta(hours=5), reason="Another offer.")
    invite(job, "Withdrawn Weber", withdrawn_at=now - timedelta(hours=1))
    invite(job, "Long Ago", declined_at=now - timedelta(days=4))
    invite(job, "Revoked Rossi", declined_at=now, revoked_at=now)
    invite(job_in(northwind, status="closed"), "Closed Costa", declined_at=now)
    page = carols.get(TODAY)
    assert [each.candidate.name for each in page.context["gone"].rows] == ["Withdrawn Weber", "Declined Demirel"]
    text = page.content.decode()
    assert "2 people will not come" in text
    assert "Another offer." in text


def test_adjustments_that_wait_are_for_whoever_recruits_alone(northwind, carols, bob, job, log_in):
    now = timezone.now()
    given(job, bob)
    with company_scope(northwind):
        common = {"company": northwind, "words": "I stammer, and a clock makes it worse."}
        AdjustmentRequest.objects.create(invitation=invite(job), needs=["extra-time", "no-time-limits"], **common)
        for name, fields, state in (
            ("Agreed Adler", {}, {"state": "agreed", "decided_at": now}),
            ("Withdrawn Weber", {"withdrawn_at": now}, {}),
        ):
            AdjustmentRequest.objects.create(invitation=invite(job, name, **fields), needs=["other"], **common | state)
        closed = job_in(northwind, status="closed")
        AdjustmentRequest.objects.create(invitation=invite(closed, "Closed Costa"), needs=["other"], **common)
    page = carols.get(TODAY)
    text = page.content.decode()
    assert [each.invitation.candidate.name for each in page.context["adjustments"].rows] == ["Dana Novak"]
    assert "Asked for: more time, no time limits." in text
    assert "I stammer" in text
    assert "1 asked for an adjustment" in text
    assert "I stammer" not in read(log_in(bob)) + log_in(bob).get(at(job)).content.decode()


def test_the_first_five_stand_there_and_the_rest_is_counted(northwind, carols, job):
    for number in range(7):
        invite(job, f"Candidate{number} X", deadline=timezone.now() + timedelta(hours=number + 1))
    page = carols.get(TODAY)
    assert (len(page.context["late"].rows), page.context["late"].count) == (5, 7)
    assert "2 more have not started and less than two days left." in page.content.decode()


def test_nothing_to_do_is_said(northwind, carols, job):
    invite(job)
    assert "Nothing needs you just now." in read(carols)


def test_the_week_begins_on_monday_by_the_companys_clock(northwind, job):
    # In Stockholm this Wednesday's week begins on Sunday at 23:00 UTC.
    now = datetime(2026, 11, 18, 12, tzinfo=UTC)
    monday = datetime(2026, 11, 15, 23, tzinfo=UTC)
    invite(
        job, "This Week", created_at=monday, opened_at=monday, started_at=now - timedelta(hours=1), completed_at=now - timedelta(hours=1)
    )
    invite(job, "Last Week", created_at=monday - timedelta(seconds=1), opened_at=monday + timedelta(hours=1))
    invite(job, "Long Ago", created_at=monday - timedelta(days=7, seconds=1))
    with company_scope(northwind):
        steps = steps_of_week(now, northwind.zone)
    assert [(step.name, step.number, step.before) for step in steps] == [
        ("Invited", 1, 1),
        ("Opened", 2, 0),
        ("Started", 1, 0),
        ("Completed", 1, 0),
    ]
    assert [(step.width, step.mark) for step in steps[:2]] == [(50, 50), (100, 0)]


def test_open_jobs_by_deadline_and_no_others(northwind, carols, job):
    invite(job)
    now = timezone.now()
    job_in(northwind, title="Soon", deadline=now + timedelta(days=1))
    job_in(northwind, title="Whenever", deadline=None)
    for status in ("draft", "paused", "closed"):
        job_in(northwind, title=status, status=status)
    page = carols.get(TODAY)
    assert [each.title for each in page.context["jobs"].rows] == ["Soon", "Night shift lead", "Whenever"]


def test_a_reviewer_sees_their_jobs_and_no_others(northwind, bob, job, log_in):
    client = log_in(bob)
    assert "No job was given to you yet" in read(client)
    given(job, bob)
    given(job_in(northwind, title="Only a draft", status="draft"), bob)
    job_in(northwind, title="Not theirs")
    invite(job)
    text = read(client)
    assert "Night shift lead" in text
    assert "1 invited, 0 completed" in text
    assert "Not theirs" not in text
    assert "Only a draft" not in text


def test_another_companys_day_is_its_own(northwind, southgate, carols, job):
    invite(job)
    foreign = job_in(southgate, title="Theirs")
    with company_scope(southgate):
        failed = mail(southgate, "failed")
        make_invitation(
            foreign, candidate=make_candidate(southgate, "Foreign Falk"), mail=failed, deadline=timezone.now() + timedelta(hours=1)
        )
    text = read(carols)
    assert "Foreign Falk" not in text
    assert "Theirs" not in text
    assert [step.number for step in carols.get(TODAY).context["steps"]] == [1, 0, 0, 0]
