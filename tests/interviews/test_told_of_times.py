"""Whoever was invited before times were offered is told of them by mail: once, in their language, and only where it is of use."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Job
from interviews.services.invitations import Person
from interviews.services.slots import add_slots
from tests.interviews.inviting import change, in_stockholm, invite, mails, open_job
from tests.interviews.test_slots import POSTED, SPRING, make_slot

BY = Actor()
TELLS = "candidate_times"


@pytest.fixture
def job(northwind):
    return open_job(northwind)


def invited_for_long(job, name: str, deadline: datetime | None = None, **fields):
    invitation = invite(job, Person(name, f"{name}@post.example")).invitation
    return change(invitation, deadline=deadline or in_stockholm(2037, 6, 1), **fields)


def test_whoever_is_invited_already_is_told_once(northwind, job):
    invited_for_long(job, "dana", language="de")
    assert add_slots(job=job, series=SPRING, by=BY).number == 4
    [mail] = mails(northwind, TELLS)
    assert (mail.to, mail.subject) == ("dana@post.example", "Wählen Sie eine Zeit für Ihr Interview für Backend engineer, Payments")
    later = replace(SPRING, first_day=date(2037, 4, 1), last_day=date(2037, 4, 30))
    assert add_slots(job=job, series=later, by=BY).mails == []
    assert len(mails(northwind, TELLS)) == 1


def test_whoever_was_invited_to_a_time_is_told_nothing_more(northwind, job):
    make_slot(job, hours=24 * 4000)
    invited_for_long(job, "dana")
    assert add_slots(job=job, series=SPRING, by=BY).mails == []


@pytest.mark.parametrize("moment", ["declined_at", "withdrawn_at", "revoked_at", "started_at", "cut_short_at"])
def test_whoever_comes_no_more_or_has_begun_is_told_nothing(northwind, job, moment):
    now = timezone.now()
    invited_for_long(job, "dana", **{"started_at": now if moment == "cut_short_at" else None, moment: now})
    assert add_slots(job=job, series=SPRING, by=BY).mails == []


def test_whose_deadline_comes_before_all_of_them_is_told_nothing(job):
    invited_for_long(job, "dana", deadline=in_stockholm(2037, 3, 27, 9, 30))
    assert add_slots(job=job, series=SPRING, by=BY).mails == []


def test_while_a_job_is_paused_nobody_is_told(job):
    invited_for_long(job, "dana")
    with company_scope(job.company_id):
        Job.objects.filter(pk=job.pk).update(status=Job.Status.PAUSED)
    assert add_slots(job=job, series=SPRING, by=BY).mails == []


def test_whose_invitation_came_back_is_not_written_to(northwind, job):
    invitation = invited_for_long(job, "dana")
    with company_scope(northwind):
        invitation.mail.state = "failed"
        invitation.mail.save(update_fields=["state"])
    assert add_slots(job=job, series=SPRING, by=BY).mails == []


def test_the_page_says_how_many_are_told(log_in, carol, job):
    invited_for_long(job, "dana")
    client, where = log_in(carol), f"/c/northwind/jobs/{job.pk}/slots/"
    said = client.post(where, POSTED, follow=True).content.decode()
    assert "4 times are offered. A mail asks 1 person who is invited already to choose." in said
    later = POSTED | {"first_day": "2037-04-01", "last_day": "2037-04-30"}
    assert "A mail asks" not in client.post(where, later, follow=True).content.decode()


def test_as_many_as_wait_are_told_in_few_questions(northwind, job, django_assert_max_num_queries):
    for number in range(5):
        invited_for_long(job, f"p{number}", deadline=in_stockholm(2037, 6, 1) + timedelta(days=number))
    with company_scope(northwind), django_assert_max_num_queries(70):
        assert len(add_slots(job=job, series=SPRING, by=BY).mails) == 5
