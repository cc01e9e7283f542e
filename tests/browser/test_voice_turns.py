"""Whose turn it is to speak, in a real browser: Done, hold to talk, hands-free, a moment, and talking over the interviewer."""

import pytest
from playwright.sync_api import expect

from tests.browser.microphones import cough, play, quiet, say
from tests.browser.speaking import (  # noqa: F401 - fixtures
    PLAN,
    READY,
    TOOL,
    alike,
    answers,
    asks,
    attend,
    comes_to_read,
    ear,
    is_heard,
    listening_server,
    press_done,
    room,
    state,
    wake,
    worker,
)
from tests.browser.writing import is_sound
from tests.interviews.rooms import turns_of
from tests.waiting import eventually


def choose(page, label: str) -> None:
    page.locator("#more > summary").click()
    page.get_by_label(label).check()
    page.locator("#more > summary").click()


def test_hands_free_waits_for_silence_and_not_for_a_cough(room):  # noqa: F811
    page, invitation = room()
    is_heard(page, 1)
    choose(page, "Hands-free: a silence ends it")
    play(page, cough())
    play(page, quiet(3))
    state(page, "listening")
    say(page, READY)
    is_heard(page, 2)
    assert answers(invitation)[0] == READY


# Longer than hands-free waits for anybody.
LONG_MS = 5000


def test_hands_free_lets_whoever_asked_to_hear_it_again_think(room):  # noqa: F811
    page, invitation = room(speaks=True)
    wake(page, "speaking")
    choose(page, "Hands-free: a silence ends it")
    page.get_by_role("button", name="Answer now").click()
    say(page, TOOL)
    page.get_by_role("button", name="Repeat").click()
    state(page, "speaking")
    page.get_by_role("button", name="Answer now").click()
    state(page, "listening")
    page.wait_for_timeout(LONG_MS)
    state(page, "listening")
    expect(page.get_by_text("If you had finished, say so or press Done.")).to_be_visible(timeout=15_000)
    is_sound(page, "voice still listening")
    say(page, PLAN)
    comes_to_read(invitation, 0, f"{TOOL} {PLAN}")


def test_hands_free_lets_whoever_lost_their_microphone_read_so(room):  # noqa: F811
    page, invitation = room()
    is_heard(page, 1)
    choose(page, "Hands-free: a silence ends it")
    say(page, TOOL)
    page.evaluate("() => window.desk.unplug()")
    expect(page.get_by_text("Your microphone went away. We go on with another one.")).to_be_visible()
    page.wait_for_timeout(LONG_MS)
    state(page, "listening")
    say(page, PLAN)
    comes_to_read(invitation, 0, f"{TOOL} {PLAN}")


def test_hands_free_lets_whoever_loaded_the_page_anew_find_their_place(room):  # noqa: F811
    page, invitation = room()
    is_heard(page, 1)
    choose(page, "Hands-free: a silence ends it")
    say(page, TOOL)
    page.reload()
    is_heard(page, 1)
    page.wait_for_timeout(LONG_MS)
    state(page, "listening")
    say(page, PLAN)
    eventually(lambda: answers(invitation)[0].endswith(f" {PLAN}"), within=20)


def test_hold_to_talk_by_keyboard(room):  # noqa: F811
    page, invitation = room()
    is_heard(page, 1)
    choose(page, "Hold to talk")
    state(page, "ready")
    is_sound(page, "voice held")
    button = page.get_by_role("button", name="Hold to talk")
    for text in (TOOL, PLAN):
        button.focus()
        page.keyboard.down("Space")
        state(page, "listening")
        say(page, text)
        page.keyboard.up("Space")
        state(page, "ready")
    say(page, "Nobody hears this.")
    press_done(page)
    comes_to_read(invitation, 0, f"{TOOL} {PLAN}")


@pytest.mark.parametrize("happens", ["focus", "blur", "hide"])
def test_a_key_that_is_let_go_of_elsewhere_is_let_go_of(room, happens):  # noqa: F811
    page, _ = room()
    is_heard(page, 1)
    choose(page, "Hold to talk")
    page.locator("#speak").focus()
    page.keyboard.down("Space")
    state(page, "listening")
    if happens == "focus":
        page.locator("#repeat").focus()
    elif happens == "blur":
        page.evaluate("() => window.dispatchEvent(new Event('blur'))")
    else:
        page.evaluate("() => window.desk.hide(true)")
    state(page, "ready")


def test_a_moment_closes_the_microphone_and_the_answer_goes_on(room):  # noqa: F811
    page, invitation = room()
    is_heard(page, 1)
    say(page, TOOL)
    page.get_by_role("button", name="A moment").click()
    state(page, "moment")
    expect(page.get_by_text("The microphone is off and the clock stands.")).to_be_visible()
    is_sound(page, "voice in a moment")
    page.get_by_role("button", name="Go on").click()
    state(page, "listening")
    say(page, PLAN)
    press_done(page)
    comes_to_read(invitation, 0, f"{TOOL} {PLAN}")


def test_the_last_seconds_are_foretold_and_then_the_answer_is_taken(room):  # noqa: F811
    page, invitation = room(
        before="window.addEventListener('DOMContentLoaded', () => (document.getElementById('room-page').dataset.longest = 24))"
    )
    is_heard(page, 1)
    say(page, TOOL)
    expect(page.get_by_text("About 20 seconds left for this answer.")).to_be_visible(timeout=15_000)
    is_sound(page, "voice in its last seconds")
    page.get_by_role("button", name="Hide").click()
    comes_to_read(invitation, 0, TOOL, within=40)


def test_real_speech_stops_the_interviewer_and_a_cough_does_not(room):  # noqa: F811
    page, invitation = room(speaks=True)
    wake(page, "speaking")
    play(page, cough())
    play(page, quiet(1))
    state(page, "speaking")
    is_sound(page, "voice of the interviewer")
    say(page, READY)
    state(page, "listening")
    press_done(page)
    # From its first word on, and the rest of the welcome counts as not said.
    eventually(lambda: answers(invitation)[0] == READY, within=20)
    welcome = turns_of(invitation)[0]
    assert 0 <= welcome.heard_upto < len(welcome.text)


NOISY = "window.isNoisy = true;"


def test_the_noise_of_a_room_does_not_stop_the_interviewer(room):  # noqa: F811
    page, invitation = room(speaks=True, before=NOISY)
    wake(page, "speaking")
    eventually(lambda: turns_of(invitation)[0].heard_upto == len(turns_of(invitation)[0].text), within=45)
    state(page, "listening")


def test_hands_free_ends_an_answer_over_the_noise_of_a_room(room):  # noqa: F811
    page, invitation = room(before=NOISY)
    is_heard(page, 1)
    choose(page, "Hands-free: a silence ends it")
    # Noise is no answer. A sound that was no speech would be one after twice the longest silence.
    play(page, quiet(2 * LONG_MS / 1000 + 1))
    state(page, "listening")
    say(page, READY)
    is_heard(page, 2)
    comes_to_read(invitation, 0, READY)


# No other voice but the browser's own, which says nothing here, and takes as long as the test likes.
OWN_VOICE = """
  window.SpeechSynthesisUtterance = class {};
  const own = { getVoices: () => [{ lang: "en-US" }], speak: (said) => (window.ends = () => said.onend()), cancel: () => {} };
  Object.defineProperty(window, "speechSynthesis", { value: own });
  const ask = window.fetch;
  window.fetch = (url, ...more) => (String(url).includes("/speech/") ? Promise.resolve(new Response("", { status: 503 })) : ask(url, ...more));
"""


def test_a_voice_of_the_browsers_own_is_stopped_by_a_press_and_not_by_what_is_heard_of_it(room):  # noqa: F811
    page, invitation = room(speaks=True, before=OWN_VOICE)
    wake(page, "speaking")
    expect(page.get_by_text("Press Answer now to start at any time.")).to_be_visible()
    expect(page.get_by_text("You can start at any time.")).to_be_hidden()
    is_sound(page, "voice of the browser")
    say(page, TOOL)
    state(page, "speaking")
    # For longer than a recording looks back.
    page.wait_for_timeout(1_000)
    page.get_by_role("button", name="Answer now").click()
    say(page, READY)
    press_done(page)
    eventually(lambda: answers(invitation)[0], within=20)
    assert alike(answers(invitation)[0], READY)


def test_what_the_interviewer_says_is_heard_and_said_again(room):  # noqa: F811
    page, _ = room(speaks=True)
    wake(page, "speaking")
    page.get_by_role("button", name="Answer now").click()
    say(page, READY)
    press_done(page)
    expect(page.locator("#id_text[data-turn='2']")).to_be_attached(timeout=20_000)
    state(page, "speaking")
    # Whoever hears it is not told it twice.
    expect(page.locator("#said")).to_be_empty()
    state(page, "listening")
    page.get_by_role("button", name="Repeat").click()
    state(page, "speaking")
    page.locator("#more > summary").click()
    page.get_by_role("button", name="Once more, slower").click()
    expect(page.locator("#ask")).to_have_attribute("data-speed", "80", timeout=10_000)
    page.get_by_role("button", name="Answer now").click()
    state(page, "listening")
