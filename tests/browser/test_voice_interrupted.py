"""What happens around somebody who speaks: a call, another tab, a lid that is shut. Each is told, and their answer goes on."""

import pytest
from playwright.sync_api import expect

from tests.browser.microphones import play, quiet, say
from tests.browser.speaking import (  # noqa: F401 - fixtures
    PLAN,
    READY,
    TOOL,
    answers,
    asks,
    attend,
    ear,
    is_heard,
    listening_server,
    press_done,
    room,
    state,
    wake,
    worker,
)
from tests.browser.test_voice_devices import PLAYERS
from tests.browser.test_voice_turns import choose
from tests.interviews.voices import segments_of
from tests.waiting import eventually

SLEPT = "Your device put this page to sleep. We heard nothing meanwhile."


@pytest.fixture
def speaking(room):  # noqa: F811
    """In the middle of an answer."""
    page, invitation = room()
    is_heard(page, 1)
    say(page, TOOL)
    expect(page.locator("#caption")).to_contain_text(TOOL, timeout=15_000)
    return page, invitation


def goes_on(page, invitation) -> None:
    state(page, "listening")
    say(page, PLAN)
    press_done(page)
    eventually(lambda: answers(invitation)[0] == f"{TOOL} {PLAN}", within=20)


def test_a_call_takes_the_microphone_and_gives_it_back(speaking):
    page, invitation = speaking
    page.evaluate("() => window.desk.take(true)")
    expect(page.get_by_text("Something has taken the microphone, perhaps a call.")).to_be_visible()
    state(page, "moment")
    page.evaluate("() => window.desk.take(false)")
    expect(page.get_by_text("Something has taken the microphone, perhaps a call.")).to_be_hidden()
    goes_on(page, invitation)


def test_a_question_that_a_call_broke_off_is_said_after_it(room):  # noqa: F811
    page, invitation = room(speaks=True)
    wake(page, "speaking")
    page.evaluate("() => window.desk.take(true)")
    state(page, "moment")
    page.evaluate("() => window.desk.take(false)")
    state(page, "speaking")
    page.get_by_role("button", name="Answer now").click()
    say(page, READY)
    press_done(page)
    eventually(lambda: answers(invitation)[0] == READY, within=20)


def test_a_sound_system_that_stops_during_a_call_is_woken_after_it(room):  # noqa: F811
    page, invitation = room(before=PLAYERS)
    is_heard(page, 1)
    say(page, TOOL)
    page.evaluate("() => window.desk.take(true)")
    state(page, "moment")
    # The first is the room's, the second the desk's.
    page.evaluate("() => window.players[0].suspend()")
    page.evaluate("() => window.desk.take(false)")
    eventually(lambda: page.evaluate("() => window.players[0].state") == "running", within=5)
    goes_on(page, invitation)


def test_a_microphone_that_ends_during_a_call_is_followed_by_another(speaking):
    page, invitation = speaking
    page.evaluate("() => window.desk.take(true)")
    state(page, "moment")
    page.evaluate("() => window.desk.unplug()")
    expect(page.get_by_text("Your microphone went away. We go on with another one.")).to_be_visible()
    goes_on(page, invitation)


def test_a_microphone_that_is_muted_and_ends_at_once_is_followed_by_another(speaking):
    page, invitation = speaking
    page.evaluate("() => { window.desk.take(true); window.desk.unplug(); }")
    expect(page.get_by_text("Your microphone went away. We go on with another one.")).to_be_visible()
    # Longer than it takes to be told of a call.
    page.wait_for_timeout(1200)
    expect(page.get_by_text("Something has taken the microphone, perhaps a call.")).to_be_hidden()
    goes_on(page, invitation)


def test_whoever_looks_at_another_tab_is_heard_and_told_so(speaking):
    page, invitation = speaking
    page.evaluate("() => window.desk.hide(true)")
    page.evaluate("() => window.desk.hide(false)")
    expect(page.get_by_text("You left this page for a moment. We went on listening.")).to_be_visible()
    goes_on(page, invitation)


def test_after_a_sleep_they_go_on_where_they_were(speaking):
    page, invitation = speaking
    page.evaluate("() => window.desk.sleep(600_000)")
    expect(page.get_by_text(SLEPT)).to_be_visible()
    goes_on(page, invitation)


def test_whose_page_slept_while_it_was_hidden_is_told_so(speaking):
    page, invitation = speaking
    page.evaluate("() => { window.desk.hide(true); window.desk.sleep(600_000); }")
    # Somebody sees the page some time after it has woken up.
    page.wait_for_timeout(2500)
    page.evaluate("() => window.desk.hide(false)")
    expect(page.get_by_text(SLEPT)).to_be_visible()
    expect(page.get_by_text("We went on listening.")).to_be_hidden()
    goes_on(page, invitation)


def test_a_permission_that_is_taken_back_is_explained_and_typing_goes_on(speaking):
    page, invitation = speaking
    page.evaluate("() => window.desk.forbid()")
    expect(page.get_by_role("heading", name="The microphone is blocked")).to_be_focused()
    page.get_by_role("button", name="Answer by typing").click()
    expect(page.locator("#id_text")).to_have_value(TOOL)
    page.locator("#id_text").fill(f"{TOOL} {PLAN}")
    page.get_by_role("button", name="Send answer").click()
    eventually(lambda: answers(invitation)[0] == f"{TOOL} {PLAN}", within=15)


def test_what_is_held_and_not_heard_is_kept_too(room):  # noqa: F811
    page, invitation = room()
    is_heard(page, 1)
    choose(page, "Hold to talk")
    state(page, "ready")
    page.locator("#speak").focus()
    page.keyboard.down("Space")
    state(page, "listening")
    play(page, quiet(4))
    page.keyboard.up("Space")
    state(page, "ready")
    page.get_by_role("button", name="Done").click()
    eventually(lambda: sum(each.seconds for each in segments_of(invitation)) > 3, within=20)


def test_whom_we_do_not_hear_is_told_so_and_all_of_it_is_kept(room):  # noqa: F811
    page, invitation = room()
    is_heard(page, 1)
    play(page, quiet(26))
    expect(page.get_by_text("We have not heard anything yet.")).to_be_visible()
    press_done(page)
    eventually(lambda: sum(each.seconds for each in segments_of(invitation)) > 25, within=20)
    expect(page.locator("#mood").get_by_text("We heard nothing.")).to_be_visible(timeout=20_000)
    is_heard(page, 1)
    say(page, READY)
    press_done(page)
    eventually(lambda: answers(invitation)[0] == READY, within=20)
