"""Whoever was invited before there was a time for them is asked by mail to choose one: once, in their language, and only where it is
of use."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews import tasks
from interviews.models import Job
from interviews.services import slots
from interviews.services.invitations import Person
from interviews.services.slots import add_slots, ask_for_times, book_slot, jobs_to_ask_for
from tests.interviews.inviting import change, in_stockholm, invite, mails, open_job
from tests.interviews.test_slots import POSTED, SPRING, make_slot

BY = Actor()
TELLS = "candidate_times"
LATER = replace(SPRING, first_day=date(2037, 4, 1), last_day=date(2037, 4, 30))


@pytest.fixture
def job(northwind):
    return open_job(northwind)


def asked(job) -> list[str]:
    return [mail.to for mail in ask_for_times(job_id=job.pk, company_id=job.company_id)]


def offer(job, series=SPRING) -> list[str]:
    add_slots(job=job, series=series, by=BY)
    return asked(job)


def invited_for_long(job, name: str, deadline: datetime | None = None, **fields):
    invitation = invite(job, Person(name, f"{name}@post.example")).invitation
    return change(invitation, deadline=deadline or in_stockholm(2037, 6, 1), **fields)


def test_whoever_is_invited_already_is_told_once(northwind, job):
    invited_for_long(job, "dana", language="de")
    offered = add_slots(job=job, series=SPRING, by=BY)
    assert (offered.number, offered.people, asked(job)) == (4, 1, ["dana@post.example"])
    [mail] = mails(northwind, TELLS)
    assert (mail.to, mail.subject) == ("dana@post.example", "Wählen Sie eine Zeit für Ihr Interview für Backend engineer, Payments")
    assert offer(job, LATER) == []
    assert len(mails(northwind, TELLS)) == 1


def test_whoever_was_invited_to_a_time_is_told_nothing_more(northwind, job):
    make_slot(job)
    invited_for_long(job, "dana")
    assert offer(job) == []


@pytest.mark.parametrize("moment", ["declined_at", "withdrawn_at", "revoked_at", "started_at", "cut_short_at"])
def test_whoever_comes_no_more_or_has_begun_is_told_nothing(northwind, job, moment):
    now = timezone.now()
    invited_for_long(job, "dana", **{"started_at": now if moment == "cut_short_at" else None, moment: now})
    assert offer(job) == []


def test_whose_deadline_comes_before_all_of_them_is_told_nothing(job):
    invited_for_long(job, "dana", deadline=in_stockholm(2037, 3, 27, 9, 30))
    assert offer(job) == []


def test_whose_deadline_comes_before_all_of_them_is_told_of_earlier_ones(committed, job):
    invited_for_long(job, "dana", deadline=in_stockholm(2037, 3, 31))
    assert offer(job, LATER) == []
    assert jobs_to_ask_for() == []
    assert offer(job) == ["dana@post.example"]


def test_whoever_is_given_time_until_then_is_told(committed, job):
    invitation = invited_for_long(job, "dana", deadline=in_stockholm(2037, 3, 1))
    assert offer(job) == []
    change(invitation, deadline=in_stockholm(2037, 6, 1))
    assert jobs_to_ask_for() == [(job.pk, job.company_id)]
    assert asked(job) == ["dana@post.example"]
    assert jobs_to_ask_for() == []


def test_nobody_is_asked_while_every_place_is_taken(job, northwind):
    with company_scope(northwind):
        slot = make_slot(job)
    book_slot(invitation=invited_for_long(job, "paul"), slot=slot, by=BY)
    invited_for_long(job, "dana")
    assert asked(job) == []
    assert offer(job) == ["dana@post.example"]


def test_while_a_job_is_paused_nobody_is_told_but_afterwards(committed, job):
    invited_for_long(job, "dana")
    with company_scope(job.company_id):
        Job.objects.filter(pk=job.pk).update(status=Job.Status.PAUSED)
    assert offer(job) == []
    assert jobs_to_ask_for() == []
    with company_scope(job.company_id):
        Job.objects.filter(pk=job.pk).update(status=Job.Status.OPEN)
    assert jobs_to_ask_for() == [(job.pk, job.company_id)]
    assert asked(job) == ["dana@post.example"]


def test_whose_invitation_came_back_is_not_written_to(northwind, job):
    invitation = invited_for_long(job, "dana")
    with company_scope(northwind):
        invitation.mail.state = "failed"
        invitation.mail.save(update_fields=["state"])
    assert offer(job) == []


def test_the_page_says_how_many_are_told(log_in, carol, job):
    invited_for_long(job, "dana")
    client, where = log_in(carol), f"/c/northwind/jobs/{job.pk}/slots/"
    said = client.post(where, POSTED, follow=True).content.decode()
    assert "4 times are offered. A mail asks 1 person who is invited already to choose." in said
    asked(job)
    later = POSTED | {"first_day": "2037-04-01", "last_day": "2037-04-30"}
    assert "A mail asks" not in client.post(where, later, follow=True).content.decode()


def test_as_many_as_wait_are_told_in_few_questions(northwind, job, django_assert_max_num_queries):
    for number in range(5):
        invited_for_long(job, f"p{number}", deadline=in_stockholm(2037, 6, 1) + timedelta(days=number))
    with company_scope(northwind), django_assert_max_num_queries(70):
        assert len(offer(job)) == 5


def test_many_are_asked_in_portions_and_the_sweep_goes_on_after_a_worker_that_died(committed, northwind, job, monkeypatch):
    monkeypatch.setattr(slots, "ASKED_AT_ONCE", 2)
    for number in range(5):
        invited_for_long(job, f"p{number}")
    add_slots(job=job, series=SPRING, by=BY)
    # It dies after the first portion.
    next(ask_for_times(job_id=job.pk, company_id=job.company_id))
    assert len(mails(northwind, TELLS)) == 2
    assert jobs_to_ask_for() == [(job.pk, job.company_id)]
    tasks.ask_for_times(str(job.pk), str(job.company_id))
    assert {mail.to for mail in mails(northwind, TELLS)} == {f"p{number}@post.example" for number in range(5)}
    assert jobs_to_ask_for() == []
