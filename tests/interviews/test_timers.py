"""What happens in an interview without anybody doing anything."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.engine.events import DeadlinePassed
from interviews.engine.state import Stop, state_from
from interviews.live.timing import Watched
from interviews.models import Interview, InterviewEvent, Invitation, Job, Turn
from interviews.services import conducting, connecting, timers
from interviews.services.drafts import keep_draft
from interviews.services.invitations import extend_invitation, resend_invitation, revoke_invitation
from interviews.services.jobs import move_job
from interviews.services.locking import HasEnded
from tests.interviews.invited import address, change, now
from tests.interviews.rooms import begun, interview_of, page, say, turns_of, work

pytestmark = pytest.mark.django_db
LOOK = timedelta(seconds=30)


def told(invitation: Invitation) -> list[str]:
    with company_scope(invitation.company_id):
        return list(InterviewEvent.objects.filter(interview__invitation=invitation).order_by("number").values_list("kind", flat=True))


def clock_of(invitation: Invitation):
    return state_from(interview_of(invitation).state).clock


class Minutes:
    """The hours of a test: what stands in rows is moved back, so that time has passed since."""

    def __init__(self, invitation: Invitation, *, is_seen: bool = True) -> None:
        self.invitation, self.is_seen = invitation, is_seen
        if is_seen:
            with company_scope(invitation.company_id):
                self.epoch = connecting.connect(interview=interview_of(invitation))

    def be_seen(self) -> None:
        with company_scope(self.invitation.company_id):
            conducting.note_presence(interview=interview_of(self.invitation), epoch=self.epoch)

    def step(self, by: timedelta) -> None:
        """The server's clock goes forward by so much, or back, while no time passes."""
        with company_scope(self.invitation.company_id):
            for interview in Interview.objects.all():
                moved = ("began_at", "timer_at", "clock_at", "watched_from", "seen_at", "words_due_at")
                Interview.objects.update(**{name: at - by for name in moved if (at := getattr(interview, name))})
            for turn in Turn.objects.all():
                moved = ("asked_at", "draft_at", "answered_at")
                Turn.objects.filter(pk=turn.pk).update(**{name: at - by for name in moved if (at := getattr(turn, name))})
            Job.objects.exclude(paused_at=None).update(paused_at=F("paused_at") - by)
            self.invitation.refresh_from_db()
            Invitation.objects.filter(pk=self.invitation.pk).update(deadline=self.invitation.deadline - by)

    def pass_by(self, minutes: float, *, typing: bool = False) -> "Minutes":
        """With a look whenever one is due, and signs of life of the page if it is there."""
        left = timedelta(minutes=minutes)
        while left > timedelta(0):
            due = interview_of(self.invitation).timer_at - timezone.now()
            step = min(max(due, timedelta(seconds=1)) if interview_of(self.invitation).finished_at is None else left, left)
            self.step(step)
            left -= step
            if self.is_seen:
                self.be_seen()
            if typing:
                with company_scope(self.invitation.company_id):
                    keep_draft(interview=interview_of(self.invitation), turn=turns_of(self.invitation)[-1].number, text="More")
            self.look()
        return self

    def look(self):
        """What the sweep does."""
        return self.look_now() if interview_of(self.invitation).timer_at <= timezone.now() else None

    def look_now(self):
        ids = interview_of(self.invitation).pk, self.invitation.company_id
        found = timers.look_at_interview(interview_id=ids[0], company_id=ids[1])
        if found and found.commands:
            work(self.invitation)
        return found


def in_main(company, **fields) -> tuple:
    client, invitation = begun(company, **fields)
    say(client, invitation, "Yes")
    return client, invitation, Minutes(invitation)


def test_after_two_minutes_without_a_word_it_was_silent_and_then_again(northwind):
    _, invitation, minutes = in_main(northwind)
    minutes.pass_by(1.5)
    assert "WasSilent" not in told(invitation)
    minutes.pass_by(1)
    assert told(invitation).count("WasSilent") == 1
    minutes.pass_by(1)
    assert told(invitation).count("WasSilent") == 1
    minutes.pass_by(1)
    assert told(invitation).count("WasSilent") == 2


def test_three_silences_stop_the_clock_and_drop_no_question(northwind):
    _, invitation, minutes = in_main(northwind, plan={"minutes": 60})
    minutes.pass_by(7)
    assert [turn.kept for turn in turns_of(invitation)] == ["aside", ""]
    assert clock_of(invitation).stopped_for == (Stop.SILENT,)
    spent = clock_of(invitation).spent
    minutes.pass_by(30)
    assert (clock_of(invitation).spent, told(invitation).count("WasSilent")) == (spent, 3)


def test_whoever_types_is_not_silent(northwind):
    _, invitation, minutes = in_main(northwind)
    minutes.pass_by(6, typing=True)
    assert "WasSilent" not in told(invitation)
    minutes.pass_by(2)
    assert told(invitation).count("WasSilent") == 1


def test_who_pauses_or_whose_answer_waits_to_be_read_is_not_silent(northwind):
    client, invitation, minutes = in_main(northwind)
    client.post(address(invitation, "room/act/"), {"do": "pause"})
    minutes.pass_by(10)
    client.post(address(invitation, "room/act/"), {"do": "resume"})
    minutes.pass_by(1.5)
    client.post(address(invitation, "room/answer/"), {"turn": 2, "text": "word " * 60})
    minutes.pass_by(5)
    assert "WasSilent" not in told(invitation)


def test_of_a_page_without_javascript_nobody_says_that_it_is_silent_or_away(northwind):
    client, invitation = begun(northwind, plan={"minutes": 60})
    say(client, invitation, "Yes")
    Minutes(invitation, is_seen=False).pass_by(20)
    assert told(invitation)[-1] == "QuestionDrafted"
    say(client, invitation, "A long answer, written in peace.")
    assert turns_of(invitation)[1].kept == "answered"


def test_a_page_that_is_gone_stops_the_clock_until_it_is_back(northwind):
    _, invitation, minutes = in_main(northwind)
    minutes.is_seen = False
    minutes.pass_by(20)
    assert told(invitation).count("Left") == 1
    assert clock_of(invitation).stopped_for == (Stop.AWAY,)
    assert clock_of(invitation).spent < 2 * 60_000
    minutes.is_seen = True
    minutes.pass_by(1)
    assert told(invitation)[-1] == "CameBack"
    assert (told(invitation).count("CameBack"), clock_of(invitation).stopped_for) == (1, ())


def test_signs_of_life_are_written_now_and_then_and_also_after_a_step_back(northwind):
    _, invitation, minutes = in_main(northwind)
    first = interview_of(invitation).seen_at
    minutes.be_seen()
    assert interview_of(invitation).seen_at == first
    minutes.step(-timedelta(hours=1))
    minutes.be_seen()
    assert interview_of(invitation).seen_at < timezone.now()


def test_whose_time_is_up_may_finish_and_five_minutes_later_is_thanked_with_what_they_wrote_kept(northwind):
    _, invitation, minutes = in_main(northwind, plan={"minutes": 15})
    minutes.pass_by(14.5, typing=True)
    assert "TimeUp" not in told(invitation)
    minutes.pass_by(4, typing=True)
    assert "TimeUp" not in told(invitation), "they may finish"
    minutes.pass_by(1.5, typing=True)
    *_, last, goodbye = turns_of(invitation)
    assert (told(invitation).count("TimeUp"), goodbye.purpose) == (1, "goodbye")
    assert (last.kept, last.answer, last.draft) == ("unfinished", "More", "")
    assert now(invitation).state == Invitation.State.COMPLETED


def test_while_they_write_the_page_says_how_much_time_is_left_and_that_it_is_up(northwind, monkeypatch):
    client, invitation, minutes = in_main(northwind, plan={"minutes": 15})
    rung = []
    monkeypatch.setattr(timers, "ring", rung.append)
    minutes.pass_by(12, typing=True)
    assert "About 3 min left" in page(client, invitation)
    minutes.pass_by(1.5, typing=True)
    assert "About 2 min left" in page(client, invitation) or "About 1 min left" in page(client, invitation)
    assert len(rung) >= 20, "each look has it painted anew"
    minutes.pass_by(2, typing=True)
    assert "Time is up. You may finish this answer." in page(client, invitation)


def test_an_answer_that_waits_to_be_read_is_read_however_late_it_is(northwind):
    client, invitation, minutes = in_main(northwind, plan={"minutes": 15})
    minutes.pass_by(18, typing=True)
    client.post(address(invitation, "room/answer/"), {"turn": 2, "text": "word " * 60})
    minutes.pass_by(5)
    work(invitation)
    assert "TimeUp" not in told(invitation)
    assert [turn.kept for turn in turns_of(invitation)][1] == "answered"


@pytest.mark.parametrize("hours", [1, -1, 24, -24])
def test_a_clock_that_steps_does_no_harm(northwind, hours):
    client, invitation, minutes = in_main(northwind, plan={"minutes": 15})
    minutes.pass_by(3, typing=True)
    before, spent = told(invitation), clock_of(invitation).spent
    minutes.step(timedelta(hours=hours))
    assert timers_due(invitation)
    minutes.look_now()
    assert told(invitation) == before
    minutes.pass_by(1, typing=True)
    assert told(invitation) == before
    say(client, invitation, "word " * 60)
    passed = clock_of(invitation).spent - spent
    assert 3 * 60_000 < passed < 6.5 * 60_000, "what was not watched counts for a minute or two at most"


def timers_due(invitation: Invitation) -> bool:
    """As the sweep asks; its own role does not see what a test has not committed."""
    at, moment = interview_of(invitation).timer_at, timezone.now()
    return at <= moment or at > moment + 2 * timers.LOOK_WHILE_IT_STANDS


def test_while_no_worker_ran_nobody_was_silent_or_away_and_little_time_was_spent(northwind):
    _, invitation, minutes = in_main(northwind, plan={"minutes": 15})
    minutes.step(timedelta(minutes=40))
    minutes.look()
    assert told(invitation)[-1] == "QuestionDrafted"
    minutes.pass_by(1)
    assert told(invitation)[-1] == "QuestionDrafted"
    minutes.pass_by(2)
    assert told(invitation)[-1] == "WasSilent"
    assert clock_of(invitation).spent < 6 * 60_000


def test_who_never_comes_back_expires_half_an_hour_after_the_deadline(northwind):
    _, invitation, minutes = in_main(northwind)
    minutes.is_seen = False
    minutes.pass_by(10)
    change(invitation, deadline=timezone.now() + timedelta(minutes=5))
    minutes.pass_by(15)
    assert interview_of(invitation).outcome == ""
    minutes.pass_by(15)
    found = now(invitation)
    assert (interview_of(invitation).outcome, found.state, found.ended_as) == ("expired", "expired", "expired")
    assert told(invitation).count("DeadlinePassed") == 1
    assert turns_of(invitation)[-1].kept == "unfinished"


def test_nobody_who_is_in_the_middle_of_it_expires(northwind):
    client, invitation, minutes = in_main(northwind, plan={"minutes": 60})
    change(invitation, deadline=timezone.now() + timedelta(minutes=1))
    minutes.pass_by(32, typing=True)
    say(client, invitation, "word " * 60)
    assert interview_of(invitation).outcome == ""


def test_a_page_that_is_left_open_for_half_a_day_is_nobody(northwind):
    client, invitation, minutes = in_main(northwind)
    client.post(address(invitation, "room/act/"), {"do": "pause"})
    change(invitation, deadline=timezone.now())
    minutes.pass_by(60)
    assert interview_of(invitation).outcome == ""
    later = timezone.now() + timedelta(hours=13)
    with company_scope(northwind):
        interview = interview_of(invitation)
        interview.seen_at, interview.clock_ms = later, 13 * 3_600_000
        watched = Watched(interview, state_from(interview.state), turns_of(invitation)[-1], later)
        assert watched.due is DeadlinePassed


def test_while_the_job_is_paused_the_deadline_ends_nothing_and_then_there_is_more_time(northwind, carol):
    _, invitation, minutes = in_main(northwind)
    minutes.is_seen = False
    with company_scope(northwind):
        move_job(job=Job.objects.get(), status=Job.Status.PAUSED, by=Actor(user=carol))
        Job.objects.update(paused_at=timezone.now() - timedelta(minutes=1))
    change(invitation, deadline=timezone.now())
    minutes.pass_by(60)
    assert interview_of(invitation).outcome == ""
    with company_scope(northwind):
        move_job(job=Job.objects.get(), status=Job.Status.OPEN, by=Actor(user=carol))
    minutes.pass_by(60)
    assert interview_of(invitation).outcome == ""
    assert now(invitation).deadline > timezone.now() + timedelta(days=2)


def test_what_has_expired_in_the_middle_gets_no_more_time_and_may_be_taken_back(northwind, carol):
    _, invitation, minutes = in_main(northwind)
    minutes.is_seen = False
    change(invitation, deadline=timezone.now())
    minutes.pass_by(60)
    for refused in (
        lambda: extend_invitation(invitation=now(invitation), deadline=timezone.now() + timedelta(days=1), by=Actor()),
        lambda: resend_invitation(invitation=now(invitation), by=Actor()),
    ):
        with pytest.raises(HasEnded):
            refused()
    revoke_invitation(invitation=now(invitation), by=Actor(user=carol))
    assert now(invitation).state == Invitation.State.REVOKED


def test_an_interview_ends_with_its_invitation(northwind, carol):
    _, invitation, minutes = in_main(northwind)
    revoke_invitation(invitation=now(invitation), by=Actor(user=carol))
    minutes.pass_by(1)
    assert (interview_of(invitation).outcome, now(invitation).state) == ("ended", "revoked")


def test_consent_that_is_taken_back_ends_it_too(northwind):
    _, invitation, minutes = in_main(northwind)
    change(invitation, withdrawn_at=timezone.now())
    minutes.pass_by(1)
    assert interview_of(invitation).outcome == "withdrawn"


def test_a_trial_ends_after_a_day(northwind, alice):
    _, invitation, _ = in_main(northwind)
    with company_scope(northwind):
        trial = conducting.begin_trial(plan=interview_of(invitation).plan, language="en", tried_by=alice)
        for hours, due in ((23, None), (25, DeadlinePassed)):
            trial.clock_ms = hours * 3_600_000
            assert Watched(trial, state_from(trial.state), None, timezone.now() + timedelta(hours=hours)).due is due


def test_a_second_look_finds_nothing(northwind):
    _, invitation, minutes = in_main(northwind)
    minutes.pass_by(1.5)
    minutes.step(LOOK)
    minutes.be_seen()
    ids = {"interview_id": interview_of(invitation).pk, "company_id": northwind.pk}
    assert timers.look_at_interview(**ids)
    assert timers.look_at_interview(**ids) is None
    assert told(invitation).count("WasSilent") == 1


def test_an_interview_that_is_over_is_not_looked_at(northwind):
    client, invitation, _ = in_main(northwind)
    client.post(address(invitation, "room/leave/"))
    assert timers.look_at_interview(interview_id=interview_of(invitation).pk, company_id=northwind.pk) is None
