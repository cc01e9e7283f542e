"""Time counts alike for all who write: also after a long silence, and also on a page whose scripts have ended."""

from datetime import timedelta

import pytest

from accounts.tenancy import company_scope
from interviews.engine.state import Stop
from interviews.services.drafts import keep_draft
from tests.interviews.invited import address
from tests.interviews.recording import stored
from tests.interviews.rooms import interview_of, say, turns_of
from tests.interviews.test_timers import Minutes, clock_of, in_main, told
from tests.interviews.voices import recorded

pytestmark = pytest.mark.django_db


def silent(company) -> tuple:
    client, invitation, minutes = in_main(company, plan={"minutes": 15})
    minutes.pass_by(7)
    assert clock_of(invitation).stopped_for == (Stop.SILENT,)
    return client, invitation, minutes


def write(invitation, text: str, rev: int = 1, epoch: int | None = None) -> None:
    with company_scope(invitation.company_id):
        keep_draft(interview=interview_of(invitation), turn=2, text=text, epoch=epoch, rev=rev)


def test_who_writes_after_a_long_silence_has_the_same_time_as_others(northwind):
    _, invitation, minutes = silent(northwind)
    minutes.pass_by(20, typing=True)
    assert told(invitation).count("Resumed") == 1
    assert told(invitation).count("TimeUp") == 1
    assert [turn.answer for turn in turns_of(invitation)][1] == "More"


def test_a_draft_that_comes_late_says_nothing_of_who_is_there(northwind):
    _, invitation, minutes = in_main(northwind, plan={"minutes": 15})
    write(invitation, "Begun", rev=2, epoch=minutes.epoch)
    minutes.pass_by(9)
    write(invitation, "Be", rev=1, epoch=minutes.epoch)
    assert clock_of(invitation).stopped_for == (Stop.SILENT,)
    write(invitation, "Begun, and", rev=3, epoch=minutes.epoch)
    assert clock_of(invitation).stopped_for == ()


def test_who_pauses_after_a_long_silence_pauses_until_they_go_on(northwind):
    client, invitation, minutes = silent(northwind)
    client.post(address(invitation, "room/act/"), {"do": "pause"})
    minutes.pass_by(3, typing=True)
    assert Stop.PAUSED in clock_of(invitation).stopped_for
    client.post(address(invitation, "room/act/"), {"do": "resume"})
    assert clock_of(invitation).stopped_for == ()


def test_who_speaks_after_a_long_silence_is_there_as_well(northwind, media):
    _, invitation, minutes = silent(northwind)
    stored(invitation, 2, 1, recorded("I built a small tool"), epoch=minutes.epoch)
    assert clock_of(invitation).stopped_for == ()


@pytest.mark.parametrize("pressed", ["answer", "act"])
def test_who_goes_on_without_scripts_is_not_taken_for_gone(northwind, pressed):
    client, invitation, minutes = in_main(northwind, plan={"minutes": 60})
    minutes.is_seen = False
    minutes.pass_by(3)
    assert clock_of(invitation).stopped_for == (Stop.AWAY,)
    if pressed == "answer":
        say(client, invitation, "word " * 60)
    else:
        client.post(address(invitation, "room/act/"), {"do": "help", "turn": 2, "text": "Half a"})
        client.post(address(invitation, "room/act/"), {"do": "resume", "turn": 2, "text": "Half a"})
    before, spent = told(invitation), clock_of(invitation).spent
    minutes.pass_by(10)
    assert told(invitation) == before
    say(client, invitation, "word " * 60)
    assert clock_of(invitation).spent - spent > 9 * 60_000


def press(client, invitation) -> None:
    client.post(address(invitation, "room/act/"), {"do": "repeat", "turn": 2})


def test_a_button_pressed_beside_a_living_page_hides_nothing_of_it(northwind):
    client, invitation, minutes = in_main(northwind, plan={"minutes": 60})
    press(client, invitation)
    assert interview_of(invitation).seen_at is not None
    minutes.is_seen = False
    minutes.pass_by(3)
    assert told(invitation)[-1] == "Left"


def test_a_page_with_scripts_that_comes_again_is_watched_again(northwind):
    client, invitation, minutes = in_main(northwind, plan={"minutes": 60})
    minutes.step(timedelta(seconds=50))
    press(client, invitation)
    assert interview_of(invitation).seen_at is None
    again = Minutes(invitation)
    again.pass_by(1)
    again.is_seen = False
    again.pass_by(3)
    assert told(invitation)[-1] == "Left"
