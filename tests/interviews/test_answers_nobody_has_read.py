"""An answer that was acknowledged counts, whatever comes before somebody has read it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.tenancy import company_scope
from interviews.engine.events import DeadlinePassed, EndedByCompany, Withdrew
from interviews.models import Interview, InterviewEvent
from interviews.services import conducting, due_words
from tests.interviews.rooms import begun, interview_of, say, turns_of, work

WHOLE = "We ran both tables side by side for a month, and moved the readers first."


@pytest.fixture
def dana(committed, northwind):
    """At the first question. Nobody is at work."""
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    return invitation


def answer(invitation, number: int = 2, text: str = WHOLE) -> Interview:
    with company_scope(invitation.company_id):
        interview = interview_of(invitation)
        conducting.keep_answer(interview=interview, turn=number, text=text)
    return interview


def kept(invitation, number: int = 2) -> tuple[str, str]:
    turn = turns_of(invitation)[number - 1]
    return turn.kept, turn.answer


@pytest.mark.parametrize("ending", [EndedByCompany, DeadlinePassed, Withdrew])
def test_what_ends_the_interview_comes_after_it(dana, ending, monkeypatch):
    told = []
    monkeypatch.setattr(conducting, "announce", lambda signal, interview, **values: told.append(values.get("turn")))
    interview = answer(dana)
    with company_scope(dana.company_id):
        conducting.tell(interview=interview, event_at=ending)
    assert kept(dana) == ("answered", WHOLE)
    assert len(turns_of(dana)) == 2
    assert interview_of(dana).finished_at
    assert told == [2, None], "it is judged, and then the end is announced"


@pytest.mark.parametrize("does", ["skip", "repeat"])
def test_who_would_skip_it_comes_too_late(dana, does):
    interview = answer(dana)
    with company_scope(dana.company_id):
        conducting.act(interview=interview, does=does, turn=2)
    assert kept(dana) == ("", WHOLE)
    work(dana)
    assert kept(dana) == ("answered", WHOLE)
    assert len(turns_of(dana)) == 3


def test_whoever_has_read_it_words_the_reply_alone(dana, monkeypatch):
    interview = answer(dana)
    seen = []
    whole = due_words.hold_words

    def hold(*, interview):
        until = whole(interview=interview)
        seen.append(Interview.objects.values_list("words_due_at", flat=True).get(pk=interview.pk))
        return until

    monkeypatch.setattr(due_words, "hold_words", hold)
    work(dana)
    [due] = seen
    assert due > timezone.now() + due_words.LEASE / 2
    assert interview_of(dana).words_due_at is None
    assert interview.pk


def test_whoever_finds_nothing_to_do_forgets_no_answer_that_comes_meanwhile(dana):
    with company_scope(dana.company_id):
        interview = interview_of(dana)
        Interview.objects.filter(pk=interview.pk).update(words_due_at=timezone.now())
        claimed = due_words.claim_words(interview_id=interview.pk)
    answer(dana)
    with company_scope(dana.company_id):
        due_words.words_are_there(interview=interview, claimed=claimed)
        assert Interview.objects.get(pk=interview.pk).words_due_at is not None
        due_words.words_are_there(interview=interview)
        assert Interview.objects.get(pk=interview.pk).words_due_at is None


def test_a_look_that_is_due_comes_however_often_something_is_told(dana):
    with company_scope(dana.company_id):
        interview = interview_of(dana)
        soon = timezone.now() + timedelta(seconds=4)
        Interview.objects.filter(pk=interview.pk).update(timer_at=soon)
        for _ in range(3):
            conducting.act(interview=interview, does="repeat", turn=2)
        assert Interview.objects.get(pk=interview.pk).timer_at == soon


def test_a_page_gone_wild_fills_neither_the_log_nor_mailboxes(dana, monkeypatch):
    monkeypatch.setattr(conducting, "MOST_EVENTS", interview_of(dana).events_told + 3)
    calls = []
    monkeypatch.setattr(conducting, "call_for_help", lambda *, interview: calls.append(interview.pk))
    with company_scope(dana.company_id):
        interview = interview_of(dana)
        for does in ("help", "help", "help", "pause", "help", "repeat"):
            conducting.act(interview=interview, does=does, turn=2)
        assert InterviewEvent.objects.filter(interview=interview).count() == conducting.MOST_EVENTS
    assert len(calls) == 1
    answer(dana)
    work(dana)
    assert kept(dana) == ("answered", WHOLE), "it goes on all the same"


def test_whoever_pauses_at_the_last_moment_may_go_on(dana, monkeypatch):
    monkeypatch.setattr(conducting, "MOST_EVENTS", interview_of(dana).events_told + 1)
    with company_scope(dana.company_id):
        interview = interview_of(dana)
        for does, stands in (("pause", True), ("resume", False), ("resume", False), ("pause", False)):
            state = conducting.act(interview=interview, does=does, turn=2).state
            assert bool(state.clock.stopped_for) == stands, does


@pytest.mark.parametrize("more", [0, 1, 2])
def test_a_pause_stands_however_much_was_told_before(dana, monkeypatch, more):
    answer(dana)
    with company_scope(dana.company_id):
        conducting.act(interview=interview_of(dana), does="pause", turn=2)
        monkeypatch.setattr(conducting, "MOST_EVENTS", interview_of(dana).events_told + more)
    work(dana)
    assert kept(dana) == ("answered", WHOLE)
    assert "paused" in interview_of(dana).state["clock"]["stopped_for"]
