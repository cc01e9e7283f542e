"""Reminders before a deadline."""

import pytest
from django.utils import timezone

from accounts.links import hash_of
from accounts.models import AuditEntry
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.links import link_of, token_of
from interviews.models import Invitation, Job, Reminder
from interviews.services import reminders
from interviews.services.invitations import extend_invitation, resend_invitation, revoke_invitation
from interviews.services.reminders import Reminded
from interviews.services.way import note_arrival
from tests.accounts.test_outbox import at_once
from tests.interviews.invited import address
from tests.interviews.inviting import a_message, again, change, in_stockholm, invite, mails, open_job
from tests.interviews.rooms import at_the_door

# In a year whose days fall as in 2026 and that no run of these tests will see pass: whatever is planned lies ahead.
# A Monday morning; the deadline is the Friday of the week after.
BEGIN, DEADLINE = in_stockholm(2037, 11, 23, 10, 0), in_stockholm(2037, 12, 4, 18, 0)
BY = Actor()
pytestmark = pytest.mark.usefixtures("committed")


class Clock:
    now = BEGIN

    def move_to(self, moment):
        self.now = moment


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def invitation(northwind):
    return invite(open_job(northwind), message=a_message(deadline=DEADLINE, reminders=(72, 48, 24))).invitation


def sweep(now):
    """What the beat does, in this process and at this moment. It reads ids in the owner's role, which sees what is committed."""
    for invitation_id, company_id in reminders.due_reminders(now):
        reminders.send_reminder(invitation_id=invitation_id, company_id=company_id, now=now)


def planned(company):
    with company_scope(company):
        return list(Reminder.objects.filter(sent_at=None).order_by("due_at").values_list("due_at", flat=True))


def reminded(company):
    return mails(company, "candidate_reminder")


def test_they_are_planned_by_the_clock_of_the_candidate(invitation, northwind):
    assert planned(northwind) == [in_stockholm(2037, 12, day, 18, 0) for day in (1, 2, 3)]


def test_each_is_sent_once_when_it_is_due(invitation, northwind, clock):
    sweep(clock.now)
    assert reminded(northwind) == []
    for number, day in enumerate((1, 2, 3), 1):
        clock.move_to(in_stockholm(2037, 12, day, 18, 1))
        sweep(clock.now)
        sweep(clock.now)
        assert len(reminded(northwind)) == number
    assert planned(northwind) == []
    assert link_of(token_of(invitation.pk, 1)) in reminded(northwind)[0].text
    # Also where the mail server puts it off: by day, and before the deadline.
    assert {(mail.by_day_in, mail.until) for mail in reminded(northwind)} == {("Europe/Stockholm", DEADLINE)}


def test_of_several_that_are_due_together_one_goes_out(invitation, northwind, clock):
    clock.move_to(in_stockholm(2037, 12, 3, 18, 1))
    sweep(clock.now)
    assert len(reminded(northwind)) == 1
    assert planned(northwind) == []


@pytest.mark.parametrize(
    "happened",
    [
        {"completed_at": BEGIN, "started_at": BEGIN},
        {"declined_at": BEGIN},
        {"withdrawn_at": BEGIN},
        {"revoked_at": BEGIN},
        {"deadline": in_stockholm(2037, 12, 3, 17, 0)},
    ],
)
def test_who_needs_none_gets_none(invitation, northwind, clock, happened):
    change(invitation, **happened)
    clock.move_to(in_stockholm(2037, 12, 3, 18, 1))
    sweep(clock.now)
    assert reminded(northwind) == []
    assert planned(northwind) == []


def test_who_has_begun_and_not_finished_is_reminded(invitation, northwind, clock):
    change(invitation, opened_at=BEGIN, started_at=BEGIN)
    clock.move_to(in_stockholm(2037, 12, 1, 18, 1))
    sweep(clock.now)
    assert len(reminded(northwind)) == 1


def test_a_closed_job_reminds_nobody_and_a_paused_one_later(invitation, northwind, clock):
    clock.move_to(in_stockholm(2037, 12, 1, 18, 1))
    with company_scope(northwind):
        Job.objects.update(status=Job.Status.PAUSED)
    sweep(clock.now)
    assert (len(reminded(northwind)), len(planned(northwind))) == (0, 3)
    with company_scope(northwind):
        Job.objects.update(status=Job.Status.CLOSED)
    sweep(clock.now)
    assert (len(reminded(northwind)), len(planned(northwind))) == (0, 2)


def test_reminders_of_a_pause_wait_for_its_end_and_then_say_the_new_deadline(invitation, northwind, clock):
    clock.move_to(in_stockholm(2037, 12, 7, 9, 0))
    with company_scope(northwind):
        Job.objects.update(status=Job.Status.PAUSED)
    assert reminders.due_reminders(clock.now) == []
    assert reminders.send_reminder(invitation_id=invitation.pk, company_id=northwind.pk, now=clock.now) is None
    with company_scope(northwind):
        Job.objects.update(status=Job.Status.OPEN)
    change(invitation, deadline=in_stockholm(2037, 12, 10, 9, 0))
    sweep(clock.now)
    [mail] = reminded(northwind)
    assert "10 December" in mail.subject


def test_a_mail_that_came_back_is_followed_by_none(invitation, northwind, clock):
    with company_scope(northwind):
        invitation.mail.state = "failed"
        invitation.mail.save()
    clock.move_to(in_stockholm(2037, 12, 1, 18, 1))
    sweep(clock.now)
    assert reminded(northwind) == []


def test_a_sweep_that_comes_at_night_waits_for_the_morning_of_the_candidate(invitation, northwind, clock):
    # 18:01 in Stockholm is 6:01 of the next day in Auckland.
    change(invitation, time_zone="Pacific/Auckland")
    clock.move_to(in_stockholm(2037, 12, 1, 18, 1))
    sweep(clock.now)
    assert reminded(northwind) == []
    clock.move_to(in_stockholm(2037, 12, 1, 20, 1))
    sweep(clock.now)
    assert len(reminded(northwind)) == 1


def test_they_are_planned_anew_once_it_is_known_where_the_candidate_is(invitation, northwind):
    with company_scope(northwind):
        note_arrival(invitation=invitation, time_zone="Pacific/Auckland")
    # 18:00 in Stockholm is 6:00 of the next day there; and its Saturday morning is past the deadline.
    assert planned(northwind) == [in_stockholm(2037, 12, day, 20, 0) for day in (1, 2, 3)]


def test_a_zone_that_was_known_already_plans_nothing_anew(invitation, northwind, django_assert_num_queries):
    change(invitation, time_zone="Pacific/Auckland", opened_at=BEGIN)
    with company_scope(northwind), django_assert_num_queries(2):
        note_arrival(invitation=invitation, time_zone="Pacific/Auckland")
    assert planned(northwind) == [in_stockholm(2037, 12, day, 18, 0) for day in (1, 2, 3)]


def test_a_zone_that_is_none_is_taken_for_the_companys(invitation, northwind, clock):
    change(invitation, time_zone="Mars/Olympus_Mons")
    clock.move_to(in_stockholm(2037, 12, 1, 18, 1))
    sweep(clock.now)
    assert len(reminded(northwind)) == 1


def test_where_the_next_morning_is_too_late_there_is_none(northwind, clock):
    invitation = invite(open_job(northwind), message=a_message(deadline=in_stockholm(2037, 11, 25, 6, 0), reminders=(24,))).invitation
    # Planned for the evening before; the sweep comes at night.
    assert planned(northwind) == [in_stockholm(2037, 11, 24, 8, 0)]
    clock.move_to(in_stockholm(2037, 11, 24, 23, 0))
    sweep(clock.now)
    assert (reminded(northwind), planned(northwind)) == ([], [])
    assert not again(invitation).ended_as


def test_what_lies_in_the_past_already_is_not_planned(northwind, clock):
    short = invite(open_job(northwind), message=a_message(deadline=in_stockholm(2037, 11, 24, 18, 0), reminders=(72, 48, 24)))
    with company_scope(northwind):
        reminders.plan_reminders(invitations=[short.invitation], now=clock.now)
    assert planned(northwind) == [in_stockholm(2037, 11, 23, 18, 0)]


def test_more_time_plans_them_anew_and_one_that_was_sent_comes_again_for_the_new_deadline(invitation, northwind, clock):
    clock.move_to(in_stockholm(2037, 12, 1, 18, 1))
    sweep(clock.now)
    extend_invitation(invitation=invitation, deadline=in_stockholm(2037, 12, 11, 18, 0), by=BY)
    assert planned(northwind) == [in_stockholm(2037, 12, day, 18, 0) for day in (8, 9, 10)]
    clock.move_to(in_stockholm(2037, 12, 8, 18, 1))
    sweep(clock.now)
    assert len(reminded(northwind)) == 2


def test_a_reminder_carries_the_newest_link(invitation, northwind, clock):
    resend_invitation(invitation=invitation, by=BY)
    clock.move_to(in_stockholm(2037, 12, 1, 18, 1))
    sweep(clock.now)
    assert link_of(token_of(invitation.pk, 2)) in reminded(northwind)[0].text


def test_after_a_change_of_our_secret_key_the_mail_carries_a_link_that_works(invitation, northwind, clock, settings):
    settings.SECRET_KEY = "another secret key, as long as such keys must be, and more"
    clock.move_to(in_stockholm(2037, 12, 1, 18, 1))
    sweep(clock.now)
    assert again(invitation).token_hash == hash_of(token_of(invitation.pk, 1))
    assert link_of(token_of(invitation.pk, 1)) in reminded(northwind)[0].text


def test_a_reminder_by_hand_goes_out_now_by_day_and_once_a_day(invitation, northwind, clock):
    for expected in (Reminded(now=[invitation]), Reminded(lately=[invitation])):
        assert reminders.remind_by_hand(invitations=[invitation], by=BY, now=clock.now) == expected
        sweep(clock.now)
    assert len(reminded(northwind)) == 1
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="invitation.reminded").count() == 1
    clock.move_to(in_stockholm(2037, 11, 24, 23, 0))
    assert reminders.remind_by_hand(invitations=[invitation], by=BY, now=clock.now) == Reminded(now=[invitation])
    sweep(clock.now)
    assert len(reminded(northwind)) == 1
    clock.move_to(in_stockholm(2037, 11, 25, 8, 0))
    sweep(clock.now)
    assert len(reminded(northwind)) == 2


def test_by_hand_nobody_is_reminded_who_has_ended(invitation, northwind, clock):
    change(invitation, declined_at=timezone.now())
    assert reminders.remind_by_hand(invitations=[invitation], by=BY, now=clock.now) == Reminded(not_at_all=[invitation])


def test_sweeps_at_the_same_time_send_one(invitation, northwind, clock):
    clock.move_to(in_stockholm(2037, 12, 1, 18, 1))
    assert reminders.due_reminders(clock.now) == [(invitation.pk, northwind.pk)]
    with at_once(*[lambda: sweep(clock.now)] * 6):
        pass
    assert len(reminded(northwind)) == 1


@pytest.mark.parametrize("how", ["declined", "agreement taken back", "begun", "revoked"])
def test_one_that_waits_for_the_mail_server_goes_out_no_more_once_nobody_needs_it(northwind, clock, how):
    client, invitation = at_the_door(northwind, reminds=[24], deadline=DEADLINE)
    with company_scope(northwind):
        reminders.plan_reminders(invitations=Invitation.objects.select_related("company").filter(pk=invitation.pk), now=BEGIN)
    sweep(in_stockholm(2037, 12, 3, 18, 1))
    assert [mail.state for mail in reminded(northwind)] == ["queued"]
    match how:
        case "declined":
            client.post(address(invitation, "decline/"), {"reason": ""})
        case "agreement taken back":
            client.post(address(invitation, "consent/take-back/"), {"reason": ""})
        case "begun":
            client.post(address(invitation, "start/"))
        case "revoked":
            revoke_invitation(invitation=invitation, by=BY)
    assert [mail.state for mail in reminded(northwind)] == ["dropped"]


def test_one_that_waits_goes_out_no_more_once_the_interview_is_over(northwind, clock):
    client, invitation = at_the_door(northwind, reminds=[24], deadline=DEADLINE)
    client.post(address(invitation, "start/"))
    with company_scope(northwind):
        reminders.plan_reminders(invitations=Invitation.objects.select_related("company").filter(pk=invitation.pk), now=BEGIN)
    sweep(in_stockholm(2037, 12, 3, 18, 1))
    assert [mail.state for mail in reminded(northwind)] == ["queued"]
    client.post(address(invitation, "room/leave/"))
    assert [mail.state for mail in reminded(northwind)] == ["dropped"]
