"""What is stored of an interview is what its events give; where it is not, somebody is told."""

import pytest
from django.core.management import CommandError, call_command

from accounts.tenancy import company_scope
from interviews.engine.events import RepeatAsked, Withdrew
from interviews.live.replaying import differences, replay
from interviews.models import Interview, InterviewEvent, Turn
from interviews.services import conducting
from tests.interviews.rooms import begun, interview_of, say, turns_of


def spoken(company):
    client, invitation = begun(company)
    say(client, invitation, "Yes")
    return invitation


@pytest.mark.django_db
def test_every_event_is_kept_also_one_that_changes_nothing(northwind):
    invitation = spoken(northwind)
    with company_scope(northwind):
        interview = interview_of(invitation)
        before = interview.state
        for _ in range(2):
            conducting.tell_of_turn(interview=interview, number=1, kind=RepeatAsked)
        conducting.tell_of_turn(interview=interview, number=9, kind=RepeatAsked)
        kinds = list(InterviewEvent.objects.order_by("number").values_list("kind", flat=True))
        found = interview_of(invitation)
    assert kinds == ["Began", "QuestionDrafted", "Answered", "QuestionDrafted", "RepeatAsked", "RepeatAsked"]
    assert (found.state, found.events_told) == (before, 6)


@pytest.mark.django_db
def test_a_page_that_has_gone_wild_does_not_fill_the_log(northwind, monkeypatch):
    monkeypatch.setattr(conducting, "MOST_EVENTS", 5)
    invitation = spoken(northwind)
    with company_scope(northwind):
        for _ in range(4):
            conducting.tell_of_turn(interview=interview_of(invitation), number=1, kind=RepeatAsked)
        assert interview_of(invitation).events_told == 5
        conducting.tell(interview=interview_of(invitation), event_at=Withdrew)
        assert (interview_of(invitation).events_told, interview_of(invitation).outcome) == (6, "withdrawn")


@pytest.mark.django_db
def test_what_the_application_wrote_down_it_cannot_change(northwind):
    invitation = spoken(northwind)
    with company_scope(northwind):
        assert InterviewEvent.objects.filter(interview__invitation=invitation).update(kind="Withdrew") == 0


@pytest.mark.django_db
@pytest.mark.not_replayed
@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"phase": "main"}, "phase: stored main, replayed warmup"),
        ({"events_told": 9}, "events: stored 9, replayed 4"),
        ({"state": {"phase": "main"}}, "state: phase differs"),
    ],
)
def test_what_differs_is_named(northwind, change, told):
    invitation = spoken(northwind)
    with company_scope(northwind):
        interview = interview_of(invitation)
        assert differences(interview, replay(interview)) == []
        if "state" in change:
            change = {"state": interview.state | change["state"]}
        Interview.objects.update(**change)
        interview = interview_of(invitation)
        assert told in differences(interview, replay(interview))


@pytest.mark.django_db
@pytest.mark.not_replayed
def test_turns_that_are_missing_or_ended_otherwise_are_named(northwind):
    invitation = spoken(northwind)
    with company_scope(northwind):
        Turn.objects.filter(number=1).update(kept="answered")
        Turn.objects.filter(number=2).delete()
        interview = interview_of(invitation)
        found = differences(interview, replay(interview))
    assert found == ["turns: stored [1], replayed [1, 2]", "turn 1 kept: stored answered, replayed aside"]


@pytest.mark.not_replayed
def test_the_command_prints_what_it_saw_and_ends_with_an_error_where_something_differs(committed, northwind, capsys):
    invitation = spoken(northwind)
    interview = interview_of(invitation)
    call_command("replay_interview", str(interview.pk))
    said = capsys.readouterr().out
    assert f"{interview.pk}: 4 events, 2 turns, introduction → warmup" in said
    assert "turn 2: warmup, open" in said
    assert "1 replayed, 0 differ." in said
    assert all(turn.text not in said for turn in turns_of(invitation))
    call_command("replay_interview", "--all")
    assert capsys.readouterr().out == "1 replayed, 0 differ.\n"
    with company_scope(northwind):
        Interview.objects.update(phase="main")
    with pytest.raises(CommandError):
        call_command("replay_interview", "--all")
    assert "DIFFERS  phase" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize("words", [[], ["--all", "0190f3b4-7c1e-7a52-9c0d-3f1d5e8a9b10"]])
def test_the_command_wants_one_interview_or_all(words):
    with pytest.raises(CommandError, match="Name one interview"):
        call_command("replay_interview", *words)


def test_the_command_says_that_there_is_none(committed, northwind):
    with pytest.raises(CommandError, match="no such interview"):
        call_command("replay_interview", "0190f3b4-7c1e-7a52-9c0d-3f1d5e8a9b10")
