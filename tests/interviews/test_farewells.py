"""Whoever was invited and is not awaited any more is told so, once, in their language."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews import tasks
from interviews.models import Invitation, Job
from interviews.services import farewells
from interviews.services.farewells import tell_of_closing, untold_of_closing
from interviews.services.invitations import Person, revoke_invitation
from interviews.services.jobs import move_job
from interviews.services.slots import book_slot
from interviews.way import ended_as
from tests.interviews.inviting import again, change, invite, mails, open_job
from tests.interviews.jobs import planned_job
from tests.interviews.test_slots import make_slot

BY = Actor()
KIM = Person("Kim Berg", "kim@post.example")
Status = Job.Status


def went_out(invitation, state: str = "sent"):
    with company_scope(invitation.company_id):
        invitation.mail.state = state
        invitation.mail.save(update_fields=["state"])
    return invitation


def close(job) -> None:
    with company_scope(job.company_id):
        move_job(job=job, status=Status.CLOSED, by=BY)


def told(job) -> list[str]:
    return [mail.to for mail in tell_of_closing(job_id=job.pk, company_id=job.company_id)]


@pytest.mark.parametrize(("language", "subject"), [("", "Your invitation for"), ("de", "Ihre Einladung für")])
def test_a_revoked_invitation_is_told_in_the_candidates_language(northwind, language, subject):
    invitation = change(went_out(invite(open_job(northwind)).invitation), language=language)
    mail = revoke_invitation(invitation=invitation, by=BY)
    assert (mail.to, mail.kind) == ("dana@post.example", "candidate_revoked")
    assert mail.subject.startswith(subject)
    assert "Northwind Logistics" in mail.text and "/i/" in mail.text


@pytest.mark.parametrize("state", ["queued", "failed"])
def test_who_never_got_the_invitation_is_told_nothing(northwind, state):
    invitation = went_out(invite(open_job(northwind)).invitation, state)
    assert revoke_invitation(invitation=invitation, by=BY) is None
    assert again(invitation).mail.state == {"queued": "dropped"}.get(state, state)
    assert mails(northwind, "candidate_revoked") == []


def test_who_opened_the_link_knows_of_it_whatever_the_mail_server_said(northwind):
    invitation = change(went_out(invite(open_job(northwind)).invitation, "failed"), opened_at=timezone.now())
    assert revoke_invitation(invitation=invitation, by=BY)


def test_who_had_begun_is_told_by_the_letter_about_the_end(northwind):
    invitation = change(went_out(invite(open_job(northwind)).invitation), started_at=timezone.now())
    assert revoke_invitation(invitation=invitation, by=BY) is None


def test_a_chosen_time_goes_out_of_their_calendar_and_is_free_again(northwind):
    job = open_job(northwind)
    invitation, slot = went_out(invite(job).invitation), make_slot(job)
    book_slot(invitation=invitation, slot=slot, by=BY)
    entry = Calendar.from_ical(revoke_invitation(invitation=invitation, by=BY).calendar)
    assert (entry["method"], int(entry.walk("VEVENT")[0]["sequence"])) == ("CANCEL", 1)
    with company_scope(northwind):
        assert slot.bookings.count() == 0


def test_all_who_wait_for_a_job_that_is_closed_are_told_once(northwind):
    job = planned_job(northwind)
    dana, kim = (went_out(invite(job, *person).invitation) for person in ((), (KIM,)))
    went_out(invite(job, Person("Lu Ek", "lu@post.example")).invitation, "failed")
    change(went_out(invite(job, Person("Mo Ash", "mo@post.example")).invitation), started_at=timezone.now())
    change(went_out(invite(job, Person("Al Iver", "al@post.example")).invitation), declined_at=timezone.now())
    close(job)
    assert sorted(told(job)) == [dana.candidate.email, kim.candidate.email]
    assert told(job) == []
    [mail, _] = mails(northwind, "candidate_closed")
    assert mail.subject.endswith("the job is closed")


def test_of_a_job_that_is_closed_no_invitation_goes_out_that_waited_and_who_never_got_it_is_told_nothing(northwind):
    job = planned_job(northwind)
    dana, kim = went_out(invite(job).invitation), invite(job, KIM).invitation
    close(job)
    assert told(job) == [dana.candidate.email]
    assert again(kim).mail.state == "dropped"
    assert [mail.to for mail in mails(northwind, "candidate_closed")] == [dana.candidate.email]


def test_of_a_job_that_is_open_again_before_they_were_told_nobody_is(northwind):
    job = planned_job(northwind)
    went_out(invite(job).invitation)
    close(job)
    with company_scope(northwind):
        move_job(job=job, status=Status.OPEN, by=BY)
    assert told(job) == []


def test_whose_date_passed_in_a_pause_is_told_when_it_ends_in_closing_and_has_their_place_if_the_job_opens_again(northwind):
    job, now = planned_job(northwind), timezone.now()
    invitation, slot = went_out(invite(job).invitation), make_slot(job)
    book_slot(invitation=invitation, slot=slot, by=BY)
    change(invitation, deadline=now - timedelta(days=1))
    with company_scope(northwind):
        Job.objects.update(status=Status.PAUSED, paused_at=now - timedelta(days=2))
    close(job)
    [mail] = list(tell_of_closing(job_id=job.pk, company_id=job.company_id))
    assert (mail.kind, Calendar.from_ical(mail.calendar)["method"]) == ("candidate_closed", "CANCEL")
    with company_scope(northwind):
        assert slot.bookings.count() == 0
        move_job(job=job, status=Status.OPEN, by=BY)
        assert ended_as(again(invitation)) == ""


def test_whose_date_passes_before_a_worker_comes_is_told_all_the_same(northwind):
    job = planned_job(northwind)
    invitation = went_out(invite(job).invitation)
    close(job)
    change(invitation, deadline=timezone.now())
    assert told(job) == [invitation.candidate.email]


def test_who_declines_before_they_were_told_need_not_be(northwind):
    job = planned_job(northwind)
    invitation = went_out(invite(job).invitation)
    close(job)
    change(invitation, declined_at=timezone.now())
    assert told(job) == []
    assert again(invitation).farewell_at is None


def test_many_are_told_in_portions_and_the_sweep_goes_on_after_a_worker_that_died(committed, northwind, monkeypatch):
    monkeypatch.setattr(farewells, "AT_ONCE", 2)
    job = planned_job(northwind)
    for number in range(5):
        went_out(invite(job, Person(f"Nr {number}", f"nr{number}@post.example")).invitation)
    close(job)
    # It dies after the first portion.
    next(tell_of_closing(job_id=job.pk, company_id=northwind.pk))
    assert len(mails(northwind, "candidate_closed")) == 2
    assert untold_of_closing() == []
    with company_scope(northwind):
        Invitation.objects.exclude(farewell_at=None).update(farewell_at=timezone.now() - 2 * farewells.SOON)
    assert untold_of_closing() == [(job.pk, northwind.pk)]
    tasks.tell_of_closing(str(job.pk), str(northwind.pk))
    assert len(mails(northwind, "candidate_closed")) == 5
    assert untold_of_closing() == []
