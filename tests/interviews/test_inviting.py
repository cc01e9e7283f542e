"""One candidate is invited, invited again, given more time; an invitation is taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from accounts.links import hash_of
from accounts.models import AuditEntry, OutboxMail
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.links import link_of, token_of
from interviews.models import Invitation, Job, Reminder, Slot
from interviews.queries.invitations import history_of
from interviews.services.invitations import (
    MAILS_A_DAY,
    AlreadyInvited,
    BrokenOff,
    DeadlinePassed,
    JobNotOpen,
    NoAddress,
    NotLater,
    Person,
    SaidNo,
    TooManyMails,
    extend_invitation,
    resend_invitation,
    revoke_invitation,
)
from interviews.services.locking import HasEnded
from interviews.services.slots import book_slot
from resumes.models import Candidate
from resumes.services.candidates import change_candidate, erase_candidate
from tests.accounts.test_outbox import at_once
from tests.in_line import in_line
from tests.interviews.hiring import make_job
from tests.interviews.inviting import DANA, a_message, again, change, invite, mails, open_job, usual_message
from tests.resumes.people import make_candidate

State = Invitation.State
BY = Actor()


def told(company) -> list[str]:
    with company_scope(company):
        return list(AuditEntry.objects.filter(action__contains="nvit").order_by("at").values_list("action", flat=True))


def test_an_invitation_makes_the_candidate_the_link_and_the_mail(northwind, alice):
    job = open_job(northwind)
    sent = invite(job, message=usual_message(reminders=(24,)), user=alice)
    token = token_of(sent.invitation.pk, 1)
    assert sent.invitation.token_hash == hash_of(token)
    assert (sent.mail.to, sent.mail.subject) == (
        "dana@post.example",
        "Your interview for Backend engineer, Payments at Northwind Logistics",
    )
    for part in (sent.mail.text, sent.mail.html):
        assert link_of(token) in part and "Dana Novak" in part
    with company_scope(northwind):
        assert Candidate.objects.get().source == Candidate.Source.INVITED
        [entry] = AuditEntry.objects.filter(action="candidate.invited")
        assert (entry.actor, entry.target_name, entry.details) == (alice, "", {"job": str(job.pk)})
    assert again(sent.invitation).state == State.QUEUED


def test_somebody_the_company_knows_is_found_by_address_and_keeps_their_name(northwind):
    with company_scope(northwind):
        known = make_candidate(northwind, "Dana Maria Novak", "Dana@Post.example")
    sent = invite(open_job(northwind))
    assert sent.invitation.candidate_id == known.pk
    assert "Dana Maria Novak" in sent.mail.text


def test_a_chosen_candidate_without_an_address_gets_the_one_that_was_written(northwind):
    with company_scope(northwind):
        chosen = make_candidate(northwind, "Dana Novak", "")
    sent = invite(open_job(northwind), Person("Dana Novak", "dana@post.example", chosen.pk))
    assert sent.mail.to == "dana@post.example"
    with company_scope(northwind):
        assert Candidate.objects.get() == sent.invitation.candidate
        assert Candidate.objects.get().email == "dana@post.example"
        entry = AuditEntry.objects.get(action="candidate.changed")
        assert (entry.target_id, entry.details) == (str(chosen.pk), {"fields": ["email"]})


def test_a_chosen_candidate_who_has_an_address_keeps_it(northwind):
    with company_scope(northwind):
        chosen = make_candidate(northwind, "Dana Novak", "dana@work.example")
    sent = invite(open_job(northwind), Person("Dana Novak", "dana@post.example", chosen.pk))
    assert (sent.mail.to, sent.invitation.candidate_id == chosen.pk) == ("dana@post.example", False)
    with company_scope(northwind):
        assert Candidate.objects.get(pk=chosen.pk).email == "dana@work.example"


def test_of_two_who_write_one_address_to_two_candidates_at_once_both_invite_whoever_has_it(committed, northwind):
    with company_scope(northwind):
        chosen = [make_candidate(northwind, "Dana Novak", "") for _ in range(2)]
    jobs = [open_job(northwind) for _ in chosen]
    first, second = (Person("Dana Novak", "dana@post.example", each.pk) for each in chosen)
    sent = []
    [other] = in_line(northwind, lambda: sent.append(invite(jobs[0], first)), lambda: invite(jobs[1], second))
    assert {each.invitation.candidate_id for each in (*sent, other)} == {chosen[0].pk}
    with company_scope(northwind):
        assert Candidate.objects.get(pk=chosen[1].pk).email == ""


def test_a_candidate_who_is_given_another_address_at_the_same_moment_keeps_that(committed, northwind):
    with company_scope(northwind):
        chosen = make_candidate(northwind, "Dana Novak", "")
    job = open_job(northwind)
    [sent] = in_line(
        northwind,
        lambda: change_candidate(candidate=chosen, changes={"email": "dana@work.example"}, seen={"email": ""}, by=BY),
        lambda: invite(job, Person("Dana Novak", "dana@post.example", chosen.pk)),
    )
    assert (sent.mail.to, sent.invitation.candidate_id == chosen.pk) == ("dana@post.example", False)


@pytest.mark.parametrize("status", [Job.Status.DRAFT, Job.Status.PAUSED, Job.Status.CLOSED])
def test_nobody_is_invited_to_a_job_that_is_not_open(northwind, status):
    job = open_job(northwind, status=status)
    with pytest.raises(JobNotOpen):
        invite(job)
    assert mails(northwind) == []
    with company_scope(northwind):
        assert not Candidate.objects.exists()


def test_nobody_is_invited_to_a_job_that_was_deleted_meanwhile(northwind):
    job = open_job(northwind)
    with company_scope(northwind):
        Job.objects.all().delete()
    with pytest.raises(JobNotOpen):
        invite(job)


def test_a_job_is_deleted_with_its_invitations_and_their_mail_row_stays_for_the_sender(northwind):
    job = open_job(northwind)
    invite(job)
    with company_scope(northwind):
        Job.objects.filter(pk=job.pk).delete()
        assert not Invitation.objects.exists()
    assert len(mails(northwind)) == 1


def test_a_deadline_in_the_past_is_refused(northwind):
    with pytest.raises(DeadlinePassed):
        invite(open_job(northwind), message=a_message(days=-1))


@pytest.mark.parametrize("moments", [{}, {"opened_at": timezone.now()}, {"deadline": timezone.now() - timedelta(days=1)}])
def test_nobody_is_invited_twice(northwind, moments):
    job = open_job(northwind)
    first = invite(job).invitation
    change(first, **moments)
    with pytest.raises(AlreadyInvited) as refusal:
        invite(job, Person("Someone", "DANA@post.example"))
    assert not isinstance(refusal.value, SaidNo)
    assert refusal.value.invitation == first
    assert len(mails(northwind)) == 1


@pytest.mark.parametrize("moment", ["declined_at", "withdrawn_at"])
def test_who_said_no_is_invited_again_only_where_somebody_says_so(northwind, moment):
    job = open_job(northwind)
    change(invite(job).invitation, **{moment: timezone.now()})
    with pytest.raises(SaidNo):
        invite(job)
    assert invite(job, again=True).invitation.state == State.QUEUED
    with pytest.raises(AlreadyInvited):
        invite(job, again=True)


@pytest.mark.parametrize("moment", ["cut_short_at", "expired_at"])
def test_whose_interview_broke_off_is_invited_again_where_somebody_says_so(northwind, moment):
    job = open_job(northwind)
    change(invite(job).invitation, started_at=timezone.now(), **{moment: timezone.now()})
    with pytest.raises(BrokenOff):
        invite(job)
    assert invite(job, again=True).invitation.state == State.QUEUED
    with pytest.raises(AlreadyInvited) as refusal:
        invite(job, again=True)
    assert not isinstance(refusal.value, SaidNo)


def test_a_revoked_invitation_stands_in_nobodys_way(northwind):
    job = open_job(northwind)
    revoke_invitation(invitation=invite(job).invitation, by=BY)
    assert invite(job).invitation.state == State.QUEUED


def test_another_company_may_invite_the_same_person(northwind, southgate):
    invite(open_job(northwind))
    assert invite(open_job(southgate)).mail.company_id == southgate.pk


@pytest.mark.parametrize("is_known", [False, True])
def test_of_eight_who_invite_the_same_person_at_once_one_does_and_the_others_are_told(committed, northwind, is_known):
    job, outcomes = open_job(northwind), []
    if is_known:
        with company_scope(northwind):
            make_candidate(northwind, DANA.name, DANA.email)

    def work():
        try:
            outcomes.append(invite(job))
        except AlreadyInvited as refusal:
            outcomes.append(refusal)

    with at_once(*[work] * 8):
        pass
    assert len(outcomes) == 8
    assert sum(isinstance(each, AlreadyInvited) for each in outcomes) == 7
    assert len(mails(northwind)) == 1


# Again, longer, no more


def test_a_new_link_ends_the_one_before(northwind):
    first = invite(open_job(northwind)).invitation
    second = resend_invitation(invitation=first, by=BY)
    assert second.invitation.token_hash == hash_of(token_of(first.pk, 2)) != first.token_hash
    assert link_of(token_of(first.pk, 2)) in second.mail.text
    assert second.mail.pk != first.mail_id
    says = "This link takes the place of any that we sent you before."
    assert says in second.mail.text and says in second.mail.html and says not in mails(northwind)[0].text
    assert again(first).mail_id == second.mail.pk
    assert told(northwind)[-1] == "invitation.resent"


def test_nobody_gets_more_links_in_a_day_than_they_can_bear(northwind):
    invitation = invite(open_job(northwind)).invitation
    for _ in range(MAILS_A_DAY - 1):
        resend_invitation(invitation=invitation, by=BY)
    with pytest.raises(TooManyMails):
        resend_invitation(invitation=invitation, by=BY)
    assert again(invitation).link_number == MAILS_A_DAY


@pytest.mark.parametrize("moment", ["declined_at", "withdrawn_at", "revoked_at"])
def test_what_has_ended_is_not_sent_extended_or_revoked(northwind, moment):
    invitation = change(invite(open_job(northwind)).invitation, **{moment: timezone.now()})
    later = invitation.deadline + timedelta(days=1)
    for act in (
        lambda: resend_invitation(invitation=invitation, by=BY),
        lambda: extend_invitation(invitation=invitation, deadline=later, by=BY),
        lambda: revoke_invitation(invitation=invitation, by=BY),
    ):
        with pytest.raises(HasEnded):
            act()
    assert again(invitation).deadline == invitation.deadline


def test_more_time_wakes_an_invitation_whose_time_was_up_and_tells_the_candidate(northwind):
    invitation = invite(open_job(northwind), message=a_message(reminders=(72, 24))).invitation
    change(invitation, deadline=timezone.now() - timedelta(hours=1))
    with pytest.raises(DeadlinePassed):
        resend_invitation(invitation=invitation, by=BY)
    later = timezone.now() + timedelta(days=20)
    mail = extend_invitation(invitation=invitation, deadline=later, by=BY)
    assert link_of(token_of(invitation.pk, 1)) in mail.text
    assert again(invitation).state == State.QUEUED
    with company_scope(northwind):
        reminders = Reminder.objects.filter(invitation=invitation)
        assert [each.hours_before for each in reminders.order_by("due_at")] == [72, 24]
        assert all(timedelta(0) < later - each.due_at < timedelta(days=8) for each in reminders)


def test_nobody_is_told_of_more_time_more_often_than_they_can_bear_and_of_the_newest_alone(northwind):
    invitation = invite(open_job(northwind)).invitation
    mail = None
    for days in range(20, 20 + MAILS_A_DAY - 1):
        mail = extend_invitation(invitation=invitation, deadline=timezone.now() + timedelta(days=days), by=BY)
    with pytest.raises(TooManyMails):
        extend_invitation(invitation=invitation, deadline=timezone.now() + timedelta(days=40), by=BY)
    assert again(invitation).deadline < timezone.now() + timedelta(days=30)
    told_of = mails(northwind, "candidate_extended")
    assert [each.state for each in told_of] == ["dropped", "dropped", "dropped", "queued"]
    assert told_of[-1] == mail


def test_a_deadline_in_a_job_that_was_closed_is_not_moved(northwind):
    invitation = invite(open_job(northwind)).invitation
    with company_scope(northwind):
        Job.objects.update(status="closed")
    with pytest.raises(JobNotOpen):
        extend_invitation(invitation=invitation, deadline=timezone.now() + timedelta(days=20), by=BY)
    assert again(invitation).deadline == invitation.deadline


def test_a_new_link_needs_an_address(northwind):
    invitation = invite(open_job(northwind)).invitation
    with company_scope(northwind):
        Candidate.objects.update(email="")
    with pytest.raises(NoAddress):
        resend_invitation(invitation=invitation, by=BY)
    assert again(invitation).link_number == 1
    told_of = extend_invitation(invitation=invitation, deadline=timezone.now() + timedelta(days=20), by=BY)
    assert (told_of.state, told_of.problem) == ("failed", "NoAddress")


def test_what_has_not_gone_out_brings_the_new_link_and_the_older_invitation_stays(northwind):
    job = open_job(northwind)
    first = invite(job)
    invitation = first.invitation
    with company_scope(northwind):
        start = timezone.now() + timedelta(days=1)
        slot = Slot.objects.create(company=northwind, job=job, starts_at=start, ends_at=start + timedelta(hours=1))
    booked = book_slot(invitation=invitation, slot=slot, by=BY)
    longer = extend_invitation(invitation=invitation, deadline=timezone.now() + timedelta(days=20), by=BY)
    resend_invitation(invitation=invitation, by=BY)
    before, now = token_of(invitation.pk, 1), token_of(invitation.pk, 2)
    with company_scope(northwind):
        for mail in (first.mail, booked, longer):
            mail.refresh_from_db()
        assert [first.mail.state, booked.state, longer.state] == ["dropped", "queued", "queued"]
        for mail in (booked, longer):
            assert now in mail.text and now in mail.html
            assert before not in mail.text + mail.html
        [event] = Calendar.from_ical(booked.calendar).walk("VEVENT")
        assert str(event["url"]) == str(event["description"]) == link_of(now)
        assert all(len(line) <= 75 for line in booked.calendar.splitlines())


def test_of_a_revoked_invitation_nothing_goes_out_any_more_and_the_page_says_so(northwind):
    invitation = invite(open_job(northwind)).invitation
    kept = invite(open_job(northwind)).mail
    extend_invitation(invitation=invitation, deadline=timezone.now() + timedelta(days=20), by=BY)
    revoke_invitation(invitation=invitation, by=BY)
    with company_scope(northwind):
        events = [(event.what, event.note) for event in history_of(again(invitation)) if event.note]
        assert [what for what, _ in events] == ["Mail about the later deadline not sent", "Invitation not sent"]
        assert "no longer of use" in events[0][1]
        kept.refresh_from_db()
        assert kept.state == "queued"


def test_more_time_is_later_and_in_the_future(northwind):
    invitation = invite(open_job(northwind)).invitation
    with pytest.raises(NotLater):
        extend_invitation(invitation=invitation, deadline=invitation.deadline, by=BY)
    with pytest.raises(DeadlinePassed):
        extend_invitation(invitation=invitation, deadline=timezone.now() - timedelta(days=1), by=BY)


def test_revoking_takes_the_reminders_along(northwind):
    invitation = invite(open_job(northwind), message=a_message(reminders=(24,))).invitation
    revoke_invitation(invitation=invitation, by=BY)
    assert again(invitation).state == State.REVOKED
    with company_scope(northwind):
        assert not Reminder.objects.exists()
    assert told(northwind)[-1] == "invitation.revoked"


def test_a_link_that_is_sent_again_while_it_is_revoked_ends_one_way_or_the_other(committed, northwind):
    invitation = invite(open_job(northwind)).invitation
    refused = []

    def resend():
        try:
            resend_invitation(invitation=invitation, by=BY)
        except HasEnded:
            refused.append("resend")

    with at_once(resend, lambda: revoke_invitation(invitation=invitation, by=BY)):
        pass
    assert again(invitation).state == State.REVOKED
    assert again(invitation).link_number == (1 if refused else 2)


def test_an_erased_candidate_leaves_no_invitation_no_mail_and_no_reminder(northwind, media):
    job = open_job(northwind)
    invitation = invite(job, message=a_message(reminders=(24,))).invitation
    invite(job, Person("Kenji Watanabe", "kenji@post.example"))
    with company_scope(northwind):
        invitation.consents.create(company=northwind, version="1", language="en", words="I agree.")
        invitation.adjustment_requests.create(company=northwind, needs=["other"], words="I stammer.")
        erase_candidate(candidate=invitation.candidate, by=BY)
        assert [each.candidate.name for each in Invitation.objects.select_related("candidate")] == ["Kenji Watanabe"]
        assert not Reminder.objects.exists()
        assert [each.to for each in OutboxMail.objects.filter(company=northwind)] == ["kenji@post.example"]
        words = " ".join(f"{entry.target_name} {entry.details}" for entry in AuditEntry.objects.all())
        assert "dana" not in words.lower() and DANA.name not in words


def test_a_candidate_who_stays_in_a_job_of_ours_may_be_in_another(northwind):
    with company_scope(northwind):
        jobs = make_job(northwind), make_job(northwind, title="Data engineer")
    assert {invite(job).invitation.job_id for job in jobs} == {job.pk for job in jobs}
