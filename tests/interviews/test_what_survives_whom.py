"""What belongs to a person stays through a merge, and goes when they are erased."""

import time

import pytest
import redis
from django.core.cache import cache
from django.test import Client

from accounts.models import Member, OutboxMail
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.forms.slots import SeriesForm
from interviews.models import Booking, Invitation
from interviews.services.lists.reading import entries_in
from interviews.services.slots import book_slot, cancel_slot
from resumes.models import Candidate
from resumes.services.candidates import change_candidate, erase_candidate
from resumes.services.merging import merge_candidates
from tests.interviews.invited import TOKEN, address, agree, arrive, invited
from tests.interviews.inviting import invite, open_job
from tests.interviews.test_slots import make_slot
from tests.resumes.people import make_candidate, make_resume

pytestmark = pytest.mark.django_db
BY = Actor()


def test_mail_that_waits_is_sent_to_whoever_is_merged(northwind):
    with company_scope(northwind):
        invitation = invite(open_job(northwind)).invitation
        kept, gone = make_candidate(northwind, email=""), Candidate.objects.get(pk=invitation.candidate_id)
        stays = merge_candidates(kept=kept, gone=gone, from_gone=["email"], by=BY)
        assert stays.email
        assert OutboxMail.objects.filter(to=stays.email).count() == 1
        assert Invitation.objects.get().mail_id


def test_an_erased_person_leaves_no_mail_to_an_earlier_address(northwind):
    with company_scope(northwind):
        person = invite(open_job(northwind)).invitation.candidate
        before = person.email
        change_candidate(candidate=person, changes={"email": "new@post.example"}, seen={"email": before}, by=BY)
        erase_candidate(candidate=Candidate.objects.get(pk=person.pk), by=BY)
        assert OutboxMail.objects.count() == 0


def test_an_erased_person_leaves_no_receipt_even_when_they_are_a_colleague(northwind, bob):
    invitation = invited(northwind, email=bob.email)
    agree(arrive(), invitation)
    with company_scope(northwind):
        assert OutboxMail.objects.filter(to=bob.email).exists()
        erase_candidate(candidate=invitation.candidate, by=BY)
        assert not OutboxMail.objects.filter(to=bob.email, kind__contains="consent").exists()


def test_a_time_that_is_cancelled_takes_nobody_who_has_moved_to_another(northwind):
    with company_scope(northwind):
        job = open_job(northwind)
        invitation = invite(job).invitation
        first, second = make_slot(job), make_slot(job, hours=48)
        book_slot(invitation=invitation, slot=first, by=BY)
        stale = Booking.objects.get()
        book_slot(invitation=invitation, slot=second, by=BY)
        assert (stale.slot_id, cancel_slot(slot=first, by=BY)) == (first.pk, [])
        assert Booking.objects.get().slot_id == second.pk


def test_a_long_line_takes_no_longer_than_its_length():
    began = time.thread_time()
    entries_in("a" + " " * 60_000 + "b")
    assert time.thread_time() - began < 2


def test_candidates_see_what_they_gave_and_not_what_was_filed_about_them(northwind, carol):
    invitation = invited(northwind, step="resume", plan={"phases": {"resume": {"is_on": True}}})
    client = arrive()
    agree(client, invitation)
    with company_scope(northwind):
        make_resume(invitation.candidate, name="notes from the phone call.txt", given_by=carol)
    assert "notes from the phone call" not in client.get(address(invitation, "resume/")).content.decode()


def test_a_reviewer_finds_nobody_by_their_address(northwind, bob, carol, log_in):
    invitation = invited(northwind, email="rare@post.example")
    with company_scope(northwind):
        invitation.job.given_to.create(company=northwind, member=Member.objects.get(user=bob))
    page = f"/c/northwind/jobs/{invitation.job_id}/?q=rare@post"
    assert "Dana Novak" in log_in(carol).get(page).content.decode()
    assert "Dana Novak" not in log_in(bob).get(page).content.decode()


def test_times_are_not_offered_for_the_end_of_all_days():
    values = {"weekdays": ["0"], "begin": "09:00", "end": "17:00", "minutes": 60, "places": 1}
    form = SeriesForm({"first_day": "9999-12-31", "last_day": "9999-12-31"} | values)
    assert "first_day" in form.errors


@pytest.mark.parametrize(("where", "data"), [("plan/edit/", {"seen": "x:" + "9" * 5000}), ("invite/preview/", {"list": "x"})])
def test_nonsense_in_hidden_fields_is_no_fault_of_ours(northwind, carol, log_in, where, data):
    with company_scope(northwind):
        job = open_job(northwind)
    client: Client = log_in(carol)
    assert client.post(f"/c/northwind/jobs/{job.pk}/{where}", data).status_code < 500


def test_a_link_is_let_in_when_redis_refuses_to_count(northwind, monkeypatch):
    def refuse(*args, **kwargs):
        raise redis.ResponseError("OOM command not allowed")

    invited(northwind)
    monkeypatch.setattr(cache, "add", refuse)
    monkeypatch.setattr(cache, "decr", refuse)
    assert Client().get(f"/i/{TOKEN}/").status_code == 302
