"""What is done to several candidates of a job at once, and what is said of each who is left out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Job
from interviews.services.invitations import MAILS_A_DAY, Person, extend_invitation
from interviews.services.reminders import send_reminder
from resumes.models import Candidate
from tests.interviews.inviting import again, change, invite, open_job


@pytest.fixture
def job(northwind):
    return open_job(northwind)


@pytest.fixture
def people(job):
    return [invite(job, Person(name, f"{name}@post.example")).invitation for name in ("a", "b")]


@pytest.fixture
def act(log_in, carol, job, people):
    client = log_in(carol)

    def press(do: str, **fields) -> str:
        fields |= {"do": do, "pick": [str(each.pk) for each in people]}
        return client.post(f"/c/northwind/jobs/{job.pk}/invitations/", fields, follow=True).content.decode()

    return press


LATER = {"day": "2099-01-01", "time": "12:00"}


def test_nobody_of_a_paused_job_is_given_more_time_and_the_reason_is_said(act, job):
    with company_scope(job.company_id):
        Job.objects.filter(pk=job.pk).update(status=Job.Status.PAUSED)
    assert "Nobody was given a later deadline: this job is paused. Open it first." in act("extend", **LATER)


def test_who_had_as_many_mails_as_a_day_allows_is_named_apart(act, people):
    for days in range(1, MAILS_A_DAY):
        extend_invitation(invitation=people[0], deadline=people[0].deadline + timedelta(days=days), by=Actor())
    shown = act("extend", **LATER)
    assert (
        "1 person is given a later deadline and told so. 1 had as many mails within a day as an invitation may cause (try again tomorrow): a."
        in shown
    )
    assert "had ended" not in shown


def test_whoever_has_no_address_is_given_more_time_and_not_said_to_be_told(act, people):
    with company_scope(people[0].company_id):
        Candidate.objects.filter(pk=people[0].candidate_id).update(email="")
    shown = act("extend", **LATER)
    assert "2 people are given a later deadline. 1 cannot be told by mail, for want of an address: a." in shown


def test_who_was_reminded_a_moment_ago_is_not_said_to_be_reminded_again(act, people):
    assert "2 people are reminded" in act("remind")
    for each in people:
        with company_scope(each.company_id):
            due_at = each.reminders.get().due_at
        assert send_reminder(invitation_id=each.pk, company_id=each.company_id, now=due_at)
    assert "Nothing was changed. 2 got a reminder by hand within the last 24 hours: a, b." in act("remind")


def test_whoever_is_in_their_interview_is_not_revoked_with_others(act, people):
    change(people[0], started_at=timezone.now())
    asked = act("revoke")
    assert "Revoke the invitation of b?" in asked and "Not revoked, because they are in their interview" in asked
    assert f'value="{people[0].pk}"' not in asked
    shown = act("revoke", sure="1")
    assert "1 person is no longer invited" in shown and "1 still in their interview (end it on their page): a." in shown
    assert [again(each).state for each in people] == ["started", "revoked"]
    assert "Nothing was changed. 1 still in their interview (end it on their page): a. 1 had ended already: b." in act("revoke", sure="1")
