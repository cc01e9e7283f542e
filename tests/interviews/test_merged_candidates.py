"""Two candidates become one: their invitations come along, and of two to one job the further one stays, with what both were granted."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Booking, Consent, Invitation
from resumes.services.merging import merge_candidates
from tests.interviews.hiring import make_invitation, make_job
from tests.interviews.test_candidate_invitations import interviewed
from tests.interviews.test_slots import make_slot
from tests.resumes.people import make_candidate, make_resume

pytestmark = [pytest.mark.django_db, pytest.mark.not_replayed]
NOW = timezone.now()


def agreed(invitation, kind="agreed", at=NOW):
    Consent.objects.create(company=invitation.company, invitation=invitation, version="1", language="en", words="Yes.", kind=kind, at=at)


def moved(**fields):
    return lambda invitation: Invitation.objects.filter(pk=invitation.pk).update(**fields)


def took_back(invitation):
    agreed(invitation)
    agreed(invitation, "taken-back", NOW + timedelta(minutes=1))


def told(events: int):
    def tell(invitation):
        moved(started_at=NOW)(invitation)
        interview = interviewed(invitation)
        type(interview).objects.filter(pk=interview.pk).update(events_told=events)

    return tell


def gave_resume(invitation):
    make_resume(invitation.candidate)


def nothing(invitation):
    pass


# Each further than those before it, and nothing alike in what decides.
LADDER = {
    "nothing": nothing,
    "opened": moved(opened_at=NOW),
    "gave a résumé": gave_resume,
    "on the way": moved(step="check"),
    "further on the way": moved(step="ready"),
    "agreed": agreed,
    "begun": moved(started_at=NOW),
    "said something": told(3),
    "said more": told(9),
    "finished": moved(started_at=NOW, completed_at=NOW),
}
REASONS = {
    "opened": "its link was opened",
    "gave a résumé": "they gave a résumé there",
    "on the way": "they are further on their way there",
    "further on the way": "they are further on their way there",
    "agreed": "they have agreed to the interview there",
    "begun": "its interview has begun",
    "said something": "more was said in its interview",
    "said more": "more was said in its interview",
    "finished": "its interview is finished",
}


@pytest.fixture
def twice(northwind):
    """Dana was invited twice to one job, under two addresses: the invitation of the one who stays, and of the one who goes."""
    with company_scope(northwind):
        job = make_job(northwind, title="Engineer")
        kept, gone = make_candidate(northwind), make_candidate(northwind, email="dana@work.example")
        until = NOW + timedelta(days=10)
        yield make_invitation(job, candidate=kept, deadline=until), make_invitation(job, candidate=gone, deadline=until)


@pytest.fixture
def client(log_in, carol):
    return log_in(carol)


BY = Actor()


def merge(twice, by: Actor = BY) -> tuple[Invitation, Invitation]:
    """Both as they are afterwards."""
    first, second = twice
    stays = merge_candidates(kept=first.candidate, gone=second.candidate, from_gone=(), by=by)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.candidate_id, second.candidate_id) == (stays.pk, stays.pk)
    return first, second


def standing(twice) -> list[bool]:
    return [each.revoked_at is None for each in twice]


def said(client, twice) -> list[str]:
    first, second = twice
    text = client.get(f"/c/northwind/candidates/{first.candidate_id}/merge/?with={second.candidate_id}").content.decode()
    return re.findall(r"<p>(.*?)</p>", text.partition('id="too-title"')[2].partition("</section>")[0])


def test_invitations_come_along(northwind, client):
    with company_scope(northwind):
        kept, gone = make_candidate(northwind), make_candidate(northwind, email="dana@work.example")
        invitation = make_invitation(make_job(northwind), candidate=gone)
        make_invitation(make_job(northwind), candidate=kept)
        assert said(client, (make_invitation(make_job(northwind), candidate=kept), invitation)) == [
            "1 invitation comes along, with its interview, if there is one."
        ]
        stays = merge_candidates(kept=kept, gone=gone, from_gone=(), by=Actor())
        invitation.refresh_from_db()
        assert (invitation.candidate, invitation.revoked_at) == (stays, None)
        assert Invitation.objects.filter(candidate=stays).count() == 3
        assert not AuditEntry.objects.filter(action="invitation.dropped_by_merge").exists()


@pytest.mark.parametrize(("less", "more"), list(zip(LADDER, list(LADDER)[1:], strict=False)))
@pytest.mark.parametrize("further", [0, 1], ids=["who stays", "who goes"])
def test_of_two_invitations_to_one_job_the_further_one_stays_and_the_page_says_so_before(client, twice, less, more, further):
    LADDER[more](twice[further])
    LADDER[less](twice[1 - further])
    [sentence] = said(client, twice)
    staying = twice[further].candidate.email
    assert sentence.startswith(f"Both are invited to “Engineer”. The invitation of {staying} stays: {REASONS[more]}. ")
    assert standing(merge(twice)) == [further == 0, further == 1]


@pytest.mark.parametrize("alike", LADDER)
def test_of_two_alike_the_one_of_who_stays_stays(client, twice, alike):
    for invitation in twice:
        LADDER[alike](invitation)
    assert "neither got further than the other" in said(client, twice)[0]
    assert standing(merge(twice)) == [True, False]


def test_an_agreement_that_was_taken_back_is_none(twice):
    took_back(twice[1])
    LADDER["opened"](twice[0])
    assert standing(merge(twice)) == [True, False]


def test_the_interview_decides_before_the_agreement_and_that_before_the_way(twice):
    agreed(twice[0])
    moved(step="ready", opened_at=NOW)(twice[0])
    told(1)(twice[1])
    assert standing(merge(twice)) == [False, True]


def test_what_a_recruiter_filed_was_not_given_by_the_candidate(twice, carol):
    make_resume(twice[1].candidate, given_by=carol)
    assert standing(merge(twice)) == [True, False]


def test_two_names_are_told_apart_by_name(client, twice):
    candidate = twice[1].candidate
    candidate.name = "Dana Novak-Berg"
    candidate.save()
    [sentence] = said(client, twice)
    assert "The invitation of Dana Novak stays" in sentence
    assert "The one of Dana Novak-Berg is revoked" in sentence


def test_what_was_declined_stands_in_nobody_s_way(client, twice):
    moved(declined_at=NOW)(twice[0])
    assert said(client, twice) == ["1 invitation comes along, with its interview, if there is one."]
    assert standing(merge(twice)) == [True, True]


def test_what_broke_off_stands_in_nobody_s_way(twice):
    moved(started_at=NOW, cut_short_at=NOW)(twice[0])
    assert standing(merge(twice)) == [True, True]


def test_the_log_says_which_was_dropped_for_which_and_by_whom(twice, carol):
    first, second = merge(twice, Actor(user=carol))
    entry = AuditEntry.objects.get(action="invitation.dropped_by_merge")
    assert (entry.actor_id, entry.target_id) == (carol.pk, str(second.pk))
    assert entry.details == {"job": str(first.job_id), "stays": str(first.pk), "carried_over": []}


# What was granted goes over


def carried() -> list[str]:
    return AuditEntry.objects.get(action="invitation.dropped_by_merge").details["carried_over"]


def test_of_adjustments_the_more_generous_stay(twice):
    moved(adjustments={"time_factor": 1.5, "typing_only": True}, opened_at=NOW)(twice[0])
    moved(adjustments={"time_factor": 2, "no_time_limits": True})(twice[1])
    first, _ = merge(twice)
    assert first.adjustments == {"time_factor": 2, "typing_only": True, "no_time_limits": True}
    assert carried() == ["adjustments"]


def test_the_later_deadline_stays_with_its_reminders(twice):
    moved(reminds=[24])(twice[0])
    later = twice[0].deadline + timedelta(days=20)
    moved(deadline=later)(twice[1])
    twice[1].reminders.create(company=twice[1].company, hours_before=24, due_at=NOW + timedelta(days=1))
    first, second = merge(twice)
    assert first.deadline == later
    assert [reminder.due_at > later - timedelta(days=5) for reminder in first.reminders.all()] == [True]
    assert not second.reminders.exists()
    assert carried() == ["deadline"]


def test_an_earlier_deadline_takes_nothing_away(twice):
    before = twice[0].deadline
    moved(deadline=before - timedelta(days=3))(twice[1])
    assert merge(twice)[0].deadline == before


def test_what_was_asked_for_waits_on(twice):
    twice[1].adjustment_requests.create(company=twice[1].company, needs=["extra-time"], words="I stammer.")
    first, _ = merge(twice)
    assert first.adjustment_requests.get().words == "I stammer."
    assert carried() == ["requests"]


def test_two_requests_that_wait_are_answered_together(twice):
    for invitation, need, words in zip(twice, ("extra-time", "typing-only"), ("I stammer.", "I hear badly."), strict=True):
        invitation.adjustment_requests.create(company=invitation.company, needs=[need], words=words)
    first, _ = merge(twice)
    request = first.adjustment_requests.get()
    assert (request.needs, request.words) == (["extra-time", "typing-only"], "I stammer.\n\nI hear badly.")


def test_a_chosen_appointment_goes_over_with_its_entry_in_the_calendar(twice):
    slot = make_slot(twice[0].job)
    Booking.objects.create(company=twice[0].company, invitation=twice[0], slot=None, sequence=4)
    booking = Booking.objects.create(company=twice[1].company, invitation=twice[1], slot=slot, sequence=1)
    first, _ = merge(twice)
    assert (first.booking.pk, first.booking.slot, first.booking.sequence) == (booking.pk, slot, 4)
    assert carried() == ["appointment"]


def test_an_appointment_of_one_s_own_stays(twice):
    own, other = make_slot(twice[0].job), make_slot(twice[0].job, hours=48)
    for invitation, slot in zip(twice, (own, other), strict=True):
        Booking.objects.create(company=invitation.company, invitation=invitation, slot=slot)
    assert merge(twice)[0].booking.slot == own


def test_what_is_finished_is_changed_no_more(twice):
    moved(started_at=NOW, completed_at=NOW)(twice[0])
    moved(adjustments={"time_factor": 2}, deadline=NOW + timedelta(days=90))(twice[1])
    before = twice[0].deadline
    first, _ = merge(twice)
    assert (first.adjustments, first.deadline) == ({}, before)


def test_the_interview_that_ends_is_kept(client, twice):
    told(3)(twice[0])
    told(9)(twice[1])
    assert said(client, twice)[0].endswith("What was said in its interview is kept.")
    first, _ = merge(twice)
    assert first.interview.events_told == 3
