"""Times for interviews: offered in series, chosen, changed, cancelled; a place is never given twice."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from accounts.models import Company
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.forms.inviting import first_message
from interviews.models import Booking, Job, Slot
from interviews.queries.slots import free_slots, slots_of
from interviews.services.invitations import Person, resend_invitation
from interviews.services.jobs import move_job
from interviews.services.locking import HasEnded
from interviews.services.slots import (
    MAILS_A_DAY,
    MOST_AT_ONCE,
    ChangedOften,
    NoSlots,
    Series,
    SlotTaken,
    TooManySlots,
    add_slots,
    book_slot,
    cancel_booking,
    cancel_slot,
)
from interviews.services.way import decline_invitation
from tests.accounts.test_outbox import at_once, deliver
from tests.interviews.inviting import a_message, again, change, in_stockholm, invite, mails, open_job
from tests.interviews.jobs import planned_job

BY = Actor()
# Sunday the 29th of March is when clocks go forward in Stockholm.
SPRING = Series(date(2037, 3, 27), date(2037, 3, 30), frozenset({4, 0}), time(9), time(11), 60)
POSTED = {
    "first_day": "2037-03-27",
    "last_day": "2037-03-30",
    "weekdays": ["4", "0"],
    "begin": "09:00",
    "end": "11:00",
    "minutes": "60",
    "places": "1",
}


@pytest.fixture
def job(northwind):
    return open_job(northwind)


@pytest.fixture
def invitation(job):
    return invite(job).invitation


def make_slot(job, hours: float = 24, **fields):
    with company_scope(job.company_id):
        start = timezone.now() + timedelta(hours=hours)
        return Slot.objects.create(company_id=job.company_id, job=job, starts_at=start, ends_at=start + timedelta(hours=1), **fields)


def book(invitation, slot):
    return book_slot(invitation=invitation, slot=slot, by=BY)


def entry_in(mail):
    calendar = Calendar.from_ical(mail.calendar)
    [event] = calendar.walk("VEVENT")
    return str(calendar["method"]), str(event["uid"]), int(event["sequence"]), event


def test_a_series_is_by_the_clock_of_the_company_also_when_clocks_change(job, northwind):
    assert add_slots(job=job, series=SPRING, by=BY).number == 4
    with company_scope(northwind):
        starts = list(Slot.objects.order_by("starts_at").values_list("starts_at", flat=True))
    assert starts == [in_stockholm(2037, 3, day, hour) for day in (27, 30) for hour in (9, 10)]


def test_a_series_is_not_offered_twice(job):
    add_slots(job=job, series=SPRING, by=BY)
    with pytest.raises(NoSlots):
        add_slots(job=job, series=SPRING, by=BY)


def test_a_series_in_the_past_or_without_room_is_none_and_a_huge_one_too_many(job):
    with pytest.raises(NoSlots):
        add_slots(job=job, series=Series(date(2020, 1, 1), date(2020, 1, 9), frozenset(range(7)), time(9), time(11), 60), by=BY)
    with pytest.raises(NoSlots):
        add_slots(job=job, series=Series(date(2037, 1, 1), date(2037, 1, 9), frozenset(range(7)), time(9), time(9, 30), 60), by=BY)
    with pytest.raises(TooManySlots):
        add_slots(job=job, series=Series(date(2037, 1, 1), date(2037, 3, 9), frozenset(range(7)), time(8), time(20), 10), by=BY)
    assert MOST_AT_ONCE == 500


def test_a_chosen_time_comes_as_an_entry_and_a_change_replaces_it(job, invitation):
    first, second = make_slot(job), make_slot(job, 48)
    booked, moved = book(invitation, first), book(invitation, second)
    (method, uid, sequence, event), later = entry_in(booked), entry_in(moved)
    assert (method, sequence) == ("REQUEST", 0)
    assert event["dtstart"].dt == first.starts_at.replace(microsecond=0)
    assert "/i/" in str(event["url"])
    assert later[:3] == ("REQUEST", uid, 1)
    cancelled = cancel_booking(invitation=invitation, by=BY)
    assert entry_in(cancelled)[:3] == ("CANCEL", uid, 2)
    assert str(entry_in(cancelled)[3]["status"]) == "CANCELLED"
    assert [mail.subject.split(":")[0] for mail in (booked, moved, cancelled)] == [
        "Your interview for Backend engineer, Payments",
        "New time for your interview for Backend engineer, Payments",
        "You gave your time for the interview for Backend engineer, Payments back",
    ]
    with pytest.raises(SlotTaken):
        cancel_booking(invitation=invitation, by=BY)
    assert entry_in(book(invitation, first))[:3] == ("REQUEST", uid, 3)


@pytest.mark.parametrize(("language", "called"), [("en", "Interview"), ("de", "Interview"), ("fr", "Entretien"), ("es", "Entrevista")])
def test_the_entry_says_that_it_is_an_interview(job, invitation, language, called):
    change(invitation, language=language)
    event = entry_in(book(invitation, make_slot(job)))[3]
    assert str(event["summary"]).replace("\xa0", " ").replace(" :", ":") == f"{called}: Backend engineer, Payments, Northwind Logistics"


def test_whoever_answers_an_entry_is_read(job, invitation, northwind, alice):
    """The company's own address; where it has none, that of a person."""
    organisers = []
    for address in ("", "people@northwind.example"):
        with company_scope(northwind):
            Company.objects.filter(pk=northwind.pk).update(contact_email=address)
        event = entry_in(book(again(invitation), make_slot(job, 24 + len(organisers))))[3]
        organisers.append((str(event["organizer"]), event["organizer"].params["cn"]))
    assert organisers == [(f"mailto:{each}", "Northwind Logistics") for each in (alice.email, "people@northwind.example")]


def test_the_entry_travels_with_the_mail(committed, northwind, mail_server):
    job = open_job(northwind)
    deliver(book(invite(job).invitation, make_slot(job)))
    [mail] = mail_server.mails
    [attached] = list(mail.iter_attachments())
    assert (attached.get_content_type(), attached.get_param("method")) == ("text/calendar", "REQUEST")
    assert attached.get_filename() == "interview.ics"
    assert "BEGIN:VEVENT" in attached.get_content()


def test_a_place_is_given_once_however_many_press_at_once(committed, northwind):
    job = open_job(northwind)
    slot = make_slot(job, places=3)
    invitations = [invite(job, Person(f"P {n}", f"p{n}@post.example")).invitation for n in range(12)]
    refused = []

    def work(invitation):
        try:
            book(invitation, slot)
        except SlotTaken:
            refused.append(invitation)

    with at_once(*[lambda each=each: work(each) for each in invitations]):
        pass
    assert len(refused) == 9
    with company_scope(northwind):
        assert Booking.objects.filter(slot=slot).count() == 3
    assert len(mails(northwind, "candidate_booking")) == 3


def test_two_who_swap_at_the_same_moment_do_not_wait_for_each_other_for_ever(committed, northwind):
    job = open_job(northwind)
    slots = make_slot(job, 24, places=2), make_slot(job, 48, places=2)
    people = [invite(job, Person(f"P {n}", f"p{n}@post.example")).invitation for n in range(2)]
    for invitation, slot in zip(people, slots, strict=True):
        book(invitation, slot)
    with at_once(*[lambda pair=pair: book(*pair) for pair in zip(people, reversed(slots), strict=True)]):
        pass
    with company_scope(northwind):
        assert {booking.slot_id for booking in Booking.objects.all()} == {slot.pk for slot in slots}


@pytest.mark.parametrize("fields", [{"cancelled_at": timezone.now()}, {"hours": -2}, {"hours": 24 * 30}, {"hours": 24 * 10 - 0.5}])
def test_what_is_cancelled_over_or_not_wholly_before_the_deadline_cannot_be_chosen(job, invitation, fields):
    slot = make_slot(job, **fields)
    with pytest.raises(SlotTaken):
        book(invitation, slot)
    with company_scope(job.company_id):
        assert not free_slots(invitation, timezone.now()).exists()


def test_who_has_a_time_already_and_presses_again_changes_nothing(job, invitation, northwind):
    slot = make_slot(job)
    book(invitation, slot)
    assert book(invitation, slot) is None
    assert len(mails(northwind, "candidate_booking")) == 1


def test_a_time_is_changed_ten_times_a_day_at_most_and_can_be_given_back_even_then(job, invitation, northwind):
    slots = make_slot(job), make_slot(job, 48)
    for number in range(MAILS_A_DAY):
        book(invitation, slots[number % 2])
    with pytest.raises(ChangedOften):
        book(invitation, slots[0])
    assert len(mails(northwind, "candidate_booking")) == MAILS_A_DAY
    cancel_booking(invitation=invitation, by=BY)


@pytest.mark.parametrize("moment", ["declined_at", "withdrawn_at", "revoked_at"])
def test_who_comes_no_more_leaves_their_place_to_others(job, invitation, moment):
    slot = make_slot(job)
    other = invite(job, Person("Kenji", "kenji@post.example")).invitation
    book(other, slot)
    change(other, **{moment: timezone.now()})
    with company_scope(job.company_id):
        assert free_slots(invitation, timezone.now()).get() == slot
        assert [(each.taken, list(each.bookings.all())) for each in slots_of(job, timezone.now())] == [(0, [])]
    book(invitation, slot)
    assert [mail.to for mail in cancel_slot(slot=slot, by=BY)] == ["dana@post.example"]


def test_in_a_closed_job_no_time_is_chosen(job, invitation):
    slot = make_slot(job)
    with company_scope(job.company_id):
        Job.objects.update(status="closed")
    with pytest.raises(HasEnded):
        book(invitation, slot)


def test_another_jobs_time_cannot_be_chosen(northwind, invitation):
    with pytest.raises(SlotTaken):
        book(invitation, make_slot(open_job(northwind)))


def test_who_has_declined_or_begun_chooses_nothing(job, invitation):
    slot = make_slot(job)
    for moment in ("started_at", "declined_at"):
        change(invitation, **{moment: timezone.now()})
        with pytest.raises(HasEnded):
            book(again(invitation), slot)
        with pytest.raises(HasEnded):
            cancel_booking(invitation=again(invitation), by=BY)


def test_a_cancelled_time_tells_everybody_who_had_chosen_it(job, northwind):
    slot = make_slot(job, places=2)
    for n in range(2):
        book(invite(job, Person(f"P {n}", f"p{n}@post.example"), a_message()).invitation, slot)
    told = cancel_slot(slot=slot, by=BY)
    assert {mail.to for mail in told} == {"p0@post.example", "p1@post.example"}
    assert {entry_in(mail)[0] for mail in told} == {"CANCEL"}
    assert all("had to cancel the time" in mail.text for mail in told)
    with company_scope(northwind):
        assert not slots_of(job, timezone.now()).exists()
        assert not Booking.objects.filter(slot__isnull=False).exists()
    with pytest.raises(SlotTaken):
        cancel_slot(slot=slot, by=BY)


def test_a_time_that_is_cancelled_while_it_runs_tells_nobody_who_has_begun(job, northwind):
    slot = make_slot(job, places=3)
    people = [invite(job, Person(f"P {n}", f"p{n}@post.example")).invitation for n in range(3)]
    for each in people:
        book(each, slot)
    change(people[0], started_at=timezone.now())
    change(people[1], started_at=timezone.now(), completed_at=timezone.now())
    assert [mail.to for mail in cancel_slot(slot=slot, by=BY)] == ["p2@post.example"]


def test_a_new_link_replaces_the_one_in_the_calendar(job, invitation, northwind):
    _, uid, sequence, before = entry_in(book(invitation, make_slot(job)))
    sent = resend_invitation(invitation=again(invitation), by=BY)
    method, same_uid, later, event = entry_in(sent.mail)
    assert (method, same_uid, later) == ("REQUEST", uid, sequence + 1)
    assert event["url"] != before["url"] and str(event["url"]) in sent.mail.text
    assert event["dtstart"].dt == before["dtstart"].dt
    # Whatever is chosen next counts on from there.
    assert entry_in(book(invitation, make_slot(job, 48)))[2] == later + 1


@pytest.mark.parametrize("chosen", ["none", "given back", "over"])
def test_a_new_link_brings_no_entry_to_who_has_no_time_ahead(job, invitation, chosen):
    if chosen != "none":
        book(invitation, slot := make_slot(job))
        if chosen == "given back":
            cancel_booking(invitation=invitation, by=BY)
        else:
            with company_scope(job.company_id):
                Slot.objects.filter(pk=slot.pk).update(starts_at=timezone.now() - timedelta(hours=2), ends_at=timezone.now())
    assert resend_invitation(invitation=again(invitation), by=BY).mail.calendar == ""


def test_whose_time_passed_in_a_pause_is_told_once_the_job_goes_on(northwind):
    job = planned_job(northwind)
    people = [invite(job, Person(f"P {n}", f"p{n}@post.example")).invitation for n in range(6)]
    passed, ahead, before = make_slot(job, places=3), make_slot(job, 48), make_slot(job, 49)
    for invitation, slot in zip(people[:5], (passed, passed, ahead, before, passed), strict=True):
        book(invitation, slot)
    # Their time was up before the pause.
    change(people[4], deadline=timezone.now() - timedelta(hours=4))
    with company_scope(northwind):
        moved, now = Actor(), timezone.now()
        assert move_job(job=job, status=Job.Status.PAUSED, by=moved) == []
        Job.objects.filter(pk=job.pk).update(paused_at=now - timedelta(hours=3))
        Slot.objects.filter(pk=passed.pk).update(starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))
        # It began before the pause, so whoever had chosen it could have come.
        Slot.objects.filter(pk=before.pk).update(starts_at=now - timedelta(hours=8), ends_at=now - timedelta(hours=1))
        told = move_job(job=job, status=Job.Status.OPEN, by=moved)
        assert {mail.to for mail in told} == {"p0@post.example", "p1@post.example"}
        assert {entry_in(mail)[0] for mail in told} == {"CANCEL"}
        assert {booking.invitation_id: booking.slot_id for booking in Booking.objects.all()} == {
            people[0].pk: None,
            people[1].pk: None,
            people[2].pk: ahead.pk,
            people[3].pk: before.pk,
            people[4].pk: passed.pk,
        }


def test_who_declines_has_their_time_taken_out_of_their_calendar(job, invitation, northwind):
    slot = make_slot(job)
    booked = entry_in(book(invitation, slot))
    with company_scope(northwind):
        mail = decline_invitation(invitation=invitation, reason="", by=BY)
    assert entry_in(mail)[:3] == ("CANCEL", booked[1], 1)
    assert "choose another time" not in mail.text and "no longer stands" in mail.text
    with company_scope(northwind):
        assert not Booking.objects.filter(slot__isnull=False).exists()


def test_who_declines_and_had_chosen_no_time_is_written_nothing(invitation, northwind):
    with company_scope(northwind):
        assert decline_invitation(invitation=invitation, reason="", by=BY) is None


def test_a_full_time_is_not_offered_and_a_freed_one_is(job, invitation):
    slot = make_slot(job)
    other = invite(job, Person("Kenji", "kenji@post.example")).invitation
    book(other, slot)
    with company_scope(job.company_id):
        assert not free_slots(invitation, timezone.now()).exists()
        cancel_booking(invitation=other, by=BY)
        assert free_slots(invitation, timezone.now()).get() == slot


def test_where_times_are_offered_nobody_is_told_that_they_may_come_whenever_they_like(job):
    with company_scope(job.company_id):
        assert "whenever it suits you" in first_message(job)["text"]
    make_slot(job)
    with company_scope(job.company_id):
        text = first_message(job)["text"]
    assert "whenever it suits you" not in text and "at a time that you choose behind your link" in text


def test_a_recruiter_offers_and_cancels_times(log_in, carol, job):
    client, where = log_in(carol), f"/c/northwind/jobs/{job.pk}/slots/"
    assert "4 times are offered." in client.post(where, POSTED, follow=True).content.decode()
    assert "not offered already" in client.post(where, POSTED).content.decode()
    assert client.post(where, POSTED | {"last_day": "2036-01-01"}).status_code == 422
    with company_scope(job.company_id):
        slot = Slot.objects.first()
    assert "The time is cancelled." in client.post(f"{where}{slot.pk}/cancel/", follow=True).content.decode()
    assert "cancelled already" in client.post(f"{where}{slot.pk}/cancel/", follow=True).content.decode()


def test_a_recruiter_reads_where_there_are_fewer_places_than_people(log_in, carol, job, invitation):
    client, where = log_in(carol), f"/c/northwind/jobs/{job.pk}/slots/"

    def read() -> str:
        return client.get(where).content.decode()

    assert "no time yet" not in read()
    slot, running = make_slot(job), make_slot(job, -0.5)
    other, third = (invite(job, Person(f"P {n}", f"p{n}@post.example")).invitation for n in range(2))
    assert "3 invited people have no time yet; 1 place is free." in read()
    # Neither who begins at this moment nor who comes no more needs one.
    with company_scope(job.company_id):
        Booking.objects.create(company_id=job.company_id, invitation=third, slot=running)
    book(other, slot)
    assert "1 invited person has no time yet; 0 places are free." in read()
    make_slot(job, 48)
    assert "no time yet" not in read()
