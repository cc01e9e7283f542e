"""A candidate chooses a time, changes it, gives it back, and begins at it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.links import link_of, to_times, token_of
from interviews.models import Booking, Slot
from interviews.services.slots import book_slot, cancel_slot
from tests.interviews.invited import address, agree, arrive, change, invited, now
from tests.interviews.inviting import invite, mails, open_job, usual_message
from tests.interviews.test_slots import make_slot

MINUTE = 1 / 60


@pytest.fixture
def invitation(northwind):
    return invited(northwind)


@pytest.fixture
def client(invitation):
    return arrive()


def choose(client, invitation, slot):
    return client.post(address(invitation, "slot/"), {"slot": str(getattr(slot, "pk", slot))})


def chosen(invitation):
    with company_scope(invitation.company_id):
        return Booking.objects.filter(slot__isnull=False).values_list("slot", flat=True).first()


def text_of(client, invitation, step: str = "") -> str:
    return client.get(address(invitation, step)).content.decode()


def ready(client, invitation) -> None:
    agree(client, invitation)
    change(invitation, step="ready")


def test_a_job_without_times_asks_for_none(client, invitation):
    ready(client, invitation)
    for step in ("", "ready/"):
        assert "Choose a time" not in text_of(client, invitation, step)
    assert client.get(address(invitation, "slot/"))["Location"] == address(invitation, "ready/")
    assert client.post(address(invitation, "start/"))["Location"] == address(invitation, "room/")


def test_where_there_are_times_the_pages_lead_to_the_choice(client, invitation):
    make_slot(invitation.job)
    ready(client, invitation)
    for step in ("", "ready/"):
        page = text_of(client, invitation, step)
        assert "Please choose a time." in page
        assert f'href="{address(invitation, "slot/")}"' in page
    page = text_of(client, invitation, "ready/")
    assert "Your time is still to choose" in page and "Start the interview" not in page
    assert page.count(">Choose a time<") == 1
    assert client.post(address(invitation, "start/"))["Location"] == address(invitation, "slot/")


def test_a_time_is_chosen_changed_and_given_back_and_each_is_told_by_mail(client, invitation, northwind):
    one, other = make_slot(invitation.job), make_slot(invitation.job, 48)
    assert choose(client, invitation, one)["Location"] == address(invitation, "slot/")
    assert chosen(invitation) == one.pk
    for step in ("", "slot/"):
        assert "Your time" in text_of(client, invitation, step)
    assert "Please choose a time." not in text_of(client, invitation)
    choose(client, invitation, other)
    choose(client, invitation, other)
    assert chosen(invitation) == other.pk
    for _ in range(2):
        assert client.post(address(invitation, "slot/give-back/"))["Location"] == address(invitation, "slot/")
    assert chosen(invitation) is None
    assert "Please choose a time." in text_of(client, invitation)
    assert [mail.subject.split(" ")[0] for mail in mails(northwind, "candidate_booking")] == ["Your", "New", "You"]


def test_times_are_in_the_candidates_zone_under_the_days_there(client, invitation):
    change(invitation, deadline=datetime(2037, 1, 20, tzinfo=UTC))
    slot = make_slot(invitation.job)
    with company_scope(invitation.company_id):
        slot.starts_at, slot.ends_at = datetime(2037, 1, 9, 17, 30, tzinfo=UTC), datetime(2037, 1, 9, 18, 30, tzinfo=UTC)
        slot.save()
    page = text_of(client, invitation, "slot/")
    assert "Friday 9 January" in page
    assert "18:30–19:30" in page
    assert "Stockholm time, CET" in page
    fragment = text_of(client, invitation, "slot/?zone=Asia/Tokyo")
    assert "Saturday 10 January" in fragment
    assert "02:30–03:30" in fragment
    assert "<html" not in fragment
    assert now(invitation).time_zone == ""
    answer = client.post(address(invitation, "zone/"), {"time_zone": "Asia/Tokyo", "next": address(invitation, "slot/")})
    assert answer["Location"] == address(invitation, "slot/")
    assert "02:30–03:30" in text_of(client, invitation, "slot/")


def test_what_is_gone_meanwhile_gets_a_kind_sentence(client, invitation, northwind, southgate):
    full, cancelled, elsewhere = make_slot(invitation.job), make_slot(invitation.job, 48), make_slot(open_job(northwind))
    other = invited(northwind, "another", job=invitation.job, email="kim@post.example")
    book_slot(invitation=other, slot=full, by=Actor())
    cancel_slot(slot=cancelled, by=Actor())
    make_slot(invitation.job, 72)
    foreign = make_slot(open_job(southgate))
    for slot in (full, cancelled, elsewhere, foreign, uuid4()):
        answer = choose(client, invitation, slot)
        assert (answer.status_code, "This time is no longer free" in answer.content.decode()) == (422, True)
    for nothing in ("", "x"):
        assert choose(client, invitation, nothing).status_code == 422
    assert "Please choose a time first." in choose(client, invitation, "").content.decode()
    assert now(invitation).opened_at is not None
    with company_scope(northwind):
        assert list(Booking.objects.values_list("invitation", flat=True)) == [other.pk]


def test_the_last_time_that_is_gone_meanwhile_says_so_and_whom_to_ask(client, invitation, northwind):
    full = make_slot(invitation.job)
    book_slot(invitation=invited(northwind, "another", job=invitation.job, email="kim@post.example"), slot=full, by=Actor())
    page = choose(client, invitation, full).content.decode()
    assert "This time is no longer free" in page
    assert "No time is free at this moment." in page
    assert "Reply to the mail with your invitation" in page


def test_a_time_that_the_company_cancels_is_to_be_chosen_anew(client, invitation):
    slot, _ = make_slot(invitation.job), make_slot(invitation.job, 48)
    choose(client, invitation, slot)
    cancel_slot(slot=slot, by=Actor())
    assert "Please choose a time." in text_of(client, invitation)


def test_the_entry_is_the_one_of_the_mail(client, invitation, northwind):
    assert client.get(address(invitation, "slot/interview.ics"))["Location"] == address(invitation, "slot/")
    choose(client, invitation, make_slot(invitation.job))
    answer = client.get(address(invitation, "slot/interview.ics"))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="interview.ics"'
    [mail] = mails(northwind, "candidate_booking")
    uids = [str(event["uid"]) for text in (answer.content, mail.calendar) for event in Calendar.from_ical(text).walk("VEVENT")]
    assert uids[0] == uids[1]


@pytest.mark.parametrize(("hours", "status"), [(1, 409), (11 * MINUTE, 409), (9 * MINUTE, 302), (-0.5, 302)])
def test_it_begins_ten_minutes_before_the_time_and_until_its_end(client, invitation, hours, status):
    slot = make_slot(invitation.job, hours)
    make_slot(invitation.job, 48)
    with company_scope(invitation.company_id):
        Booking.objects.create(company=invitation.company, invitation=invitation, slot=slot)
    ready(client, invitation)
    before, page = now(invitation).deadline, text_of(client, invitation, "ready/")
    assert ("All is prepared" in page, "Start the interview" in page) == (status == 409, status == 302)
    answer = client.post(address(invitation, "start/"))
    assert (answer.status_code, "It is a little early" in answer.content.decode()) == (status, status == 409)
    assert now(invitation).deadline == before


def test_a_time_that_is_over_is_chosen_anew_while_there_are_others(client, invitation):
    slot = make_slot(invitation.job, -2)
    with company_scope(invitation.company_id):
        Booking.objects.create(company=invitation.company, invitation=invitation, slot=slot)
    ready(client, invitation)
    other = make_slot(invitation.job)
    assert client.post(address(invitation, "start/"))["Location"] == address(invitation, "slot/")
    with company_scope(invitation.company_id):
        Slot.objects.filter(pk=other.pk).update(cancelled_at=timezone.now())
    assert client.post(address(invitation, "start/"))["Location"] == address(invitation, "room/")


def test_whoever_has_begun_is_asked_for_no_time(client, invitation):
    make_slot(invitation.job)
    ready(client, invitation)
    change(invitation, started_at=timezone.now())
    assert "Please choose a time." not in text_of(client, invitation)
    assert client.get(address(invitation, "slot/"))["Location"] == address(invitation, "ready/")
    assert client.post(address(invitation, "slot/give-back/"))["Location"] == address(invitation)
    assert client.post(address(invitation, "start/"))["Location"] == address(invitation, "room/")


def test_long_lists_come_in_pages(client, invitation):
    for number in range(61):
        make_slot(invitation.job, 24 + number)
    assert text_of(client, invitation, "slot/").count('type="radio"') == 60
    assert text_of(client, invitation, "slot/?page=2").count('type="radio"') == 1


def test_the_invitation_leads_to_the_choice_where_there_are_times(northwind):
    job = open_job(northwind)
    with_none = invite(job, message=usual_message())
    assert "?time" not in with_none.mail.text
    other = open_job(northwind)
    make_slot(other)
    sent = invite(other, message=usual_message()).invitation
    link = to_times(link_of(token_of(sent.pk, 1)))
    assert link in sent.mail.text and link in sent.mail.html
    assert Client().get(link.removeprefix("http://testserver"))["Location"] == address(sent, "slot/")


@pytest.mark.parametrize("step", ["decline/", "consent/take-back/"])
def test_who_comes_no_more_has_it_taken_out_of_their_calendar(client, invitation, northwind, step):
    ready(client, invitation)
    choose(client, invitation, make_slot(invitation.job))
    client.post(address(invitation, step), {"reason": ""})
    with_entry = [mail.kind for mail in mails(northwind) if "METHOD:CANCEL" in mail.calendar]
    assert with_entry == [{"decline/": "candidate_booking", "consent/take-back/": "consent_taken_back"}[step]]
