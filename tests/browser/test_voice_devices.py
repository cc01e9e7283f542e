"""Microphones and speakers of the room, in a real browser: refused, unplugged, changed and chosen."""

import os

import pytest
from playwright.sync_api import expect

from ai.testing import recording
from tests.browser.candidate_pages import opened
from tests.browser.microphones import in_a_row, quiet, say
from tests.browser.speaking import (  # noqa: F401 - fixtures
    PLAN,
    READY,
    SILENT,
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
from tests.browser.writing import in_room, is_sound
from tests.interviews.invited import TOKEN, address
from tests.interviews.rooms import interview_of
from tests.interviews.voices import segments_of
from tests.waiting import eventually


def test_the_microphone_is_asked_for_with_a_reason(room):  # noqa: F811
    page, _ = room(before="desk.permission.state = 'prompt'")
    expect(page.get_by_role("heading", name="Now your microphone")).to_be_visible()
    is_sound(page, "voice asks")
    page.get_by_role("button", name="Turn the microphone on").click()
    state(page, "listening")


@pytest.mark.parametrize(
    ("refusal", "says"),
    [
        ("NotAllowedError", "The microphone is blocked"),
        ("NotFoundError", "There is no microphone any more"),
        ("NotReadableError", "Something else holds the microphone"),
    ],
)
def test_without_a_microphone_there_is_help_and_typing(room, refusal, says):  # noqa: F811
    page, invitation = room()
    is_heard(page, 1)
    say(page, TOOL)
    page.evaluate("(refusal) => window.desk.unplug(refusal)", refusal)
    expect(page.get_by_role("heading", name=says)).to_be_focused()
    if refusal == "NotAllowedError":
        is_sound(page, "voice refused")
    page.get_by_role("button", name="Answer by typing").click()
    expect(page.locator("#id_text")).to_be_focused()
    page.locator("#id_text").fill(READY)
    page.get_by_role("button", name="Send answer").click()
    eventually(lambda: answers(invitation)[0].endswith(READY), within=15)
    # What was spoken before is kept beside it.
    eventually(lambda: segments_of(invitation), within=15)


def test_another_microphone_takes_over_in_mid_answer(room):  # noqa: F811
    page, invitation = room()
    is_heard(page, 1)
    say(page, TOOL)
    page.evaluate("() => window.desk.unplug()")
    expect(page.get_by_text("Your microphone went away. We go on with another one.")).to_be_visible()
    is_sound(page, "voice with another microphone")
    state(page, "listening")
    say(page, PLAN)
    press_done(page)
    eventually(lambda: answers(invitation)[0] == f"{TOOL} {PLAN}", within=20)


def test_a_real_device_with_all_that_browsers_do_to_its_sound(cast, worker, browser_type, listening_server, tmp_path):  # noqa: F811
    """Chromium's own microphone plays a file from the moment it is opened: long enough of nothing, and then an answer."""
    invitation = worker(opened(cast, "ready"))
    file = tmp_path / "said.wav"
    file.write_bytes(in_a_row(quiet(10), recording(READY, "wav"), quiet(60)))
    arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    heard = browser_type.launch(
        executable_path=os.environ["CHROMIUM"], args=[*arguments, f"--use-file-for-fake-audio-capture={file}%noloop"]
    )
    try:
        page = heard.new_page(base_url=listening_server)
        page.add_init_script(SILENT.format(interview_of(invitation).pk))
        in_room(page, invitation)
        state(page, "listening")
        # Its last tone, the full stop, may not outlive what browsers do to sound.
        words = READY.removesuffix(".")
        expect(page.locator("#caption")).to_contain_text(words, timeout=40_000)
        press_done(page)
        eventually(lambda: answers(invitation)[0].removesuffix(".") == words, within=20)
    finally:
        heard.close()


# Every AudioContext of the page, to see through which speaker it plays.
PLAYERS = """window.players = [];
window.AudioContext = class extends AudioContext { constructor(...how) { super(...how); window.players.push(this); } };"""
PLAYS_THROUGH = "() => window.players.at(-1)?.sinkId"


def test_the_speaker_that_was_chosen_in_the_sound_check_is_the_interviewers_in_the_room(cast, worker, browser, listening_server):  # noqa: F811
    invitation = opened(cast, "ready")
    with browser.new_context(base_url=listening_server) as context:
        page = context.new_page()
        page.add_init_script(PLAYERS)
        page.goto(f"/i/{TOKEN}/")
        page.goto(address(invitation, "check/"))
        page.get_by_role("button", name="Try my microphone").click()
        speakers = page.get_by_label("Which speaker")
        expect(speakers).to_be_visible()
        page.get_by_role("button", name="Play a sound").click()
        eventually(lambda: page.evaluate(PLAYS_THROUGH) == "", within=5)
        page.get_by_role("button", name="No", exact=True).click()
        expect(page.get_by_text("Choose another speaker above")).to_be_visible()
        expect(page.get_by_text("in the system’s sound settings")).to_be_hidden()
        is_sound(page, "check with speakers")
        speakers.select_option("Fake Audio Output 2")
        chosen = speakers.input_value()
        eventually(lambda: page.evaluate(PLAYS_THROUGH) == chosen, within=5)
        page.reload()
        page.get_by_role("button", name="Try my microphone").click()
        expect(speakers).to_have_value(chosen)

        worker(invitation)
        in_room(page, invitation)
        wake(page, "speaking")
        eventually(lambda: page.evaluate(PLAYS_THROUGH) == chosen, within=5)
        # Changed in the middle of a sentence.
        page.locator("#more > summary").click()
        expect(page.get_by_label("Which speaker")).to_have_value(chosen)
        is_sound(page, "room with speakers")
        page.get_by_label("Which speaker").select_option("Fake Audio Output 1")
        eventually(lambda: page.evaluate(PLAYS_THROUGH) not in ("", chosen), within=5)


def test_where_a_browser_cannot_choose_the_speaker_the_system_can(cast, browser, listening_server):  # noqa: F811
    invitation = opened(cast, "ready")
    with browser.new_context(base_url=listening_server) as context:
        page = context.new_page()
        page.add_init_script("delete AudioContext.prototype.setSinkId;")
        page.goto(f"/i/{TOKEN}/")
        page.goto(address(invitation, "check/"))
        page.get_by_role("button", name="Try my microphone").click()
        expect(page.get_by_text("We hear you")).to_be_visible()
        expect(page.get_by_label("Which speaker")).to_be_hidden()
        page.get_by_role("button", name="Play a sound").click()
        page.get_by_role("button", name="No", exact=True).click()
        expect(page.get_by_text("Choose another one in the system’s sound settings.")).to_be_visible()
        expect(page.get_by_text("Choose another speaker above")).to_be_hidden()


# Notes each track of a microphone that a page was given.
NOTED = """
  window.given = [];
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await ask(wanted);
    window.given.push(...stream.getTracks());
    return stream;
  };
"""
# A browser that plays and records nothing before somebody presses something.
WAITS = "Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' });"


# A browser that keeps a screen on, and lets go of it when the page is hidden.
SCREEN = """
  window.screens = [];
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && window.screens.splice(0));
  const request = async () => {
    if (document.visibilityState === "hidden") throw new DOMException("hidden", "NotAllowedError");
    const lock = { release: async () => { window.screens = window.screens.filter((each) => each !== lock); } };
    window.screens.push(lock);
    return lock;
  };
  Object.defineProperty(navigator, "wakeLock", { value: { request } });
"""
KEPT_ON = "() => window.screens.length"


def test_the_screen_stays_on_while_the_microphone_is_open(room):  # noqa: F811
    page, _ = room(before=SCREEN)
    is_heard(page, 1)
    eventually(lambda: page.evaluate(KEPT_ON) == 1, within=5)
    page.evaluate("() => { desk.hide(true); }")
    assert page.evaluate(KEPT_ON) == 0
    page.evaluate("() => { desk.hide(false); }")
    eventually(lambda: page.evaluate(KEPT_ON) == 1, within=5)
    page.get_by_role("button", name="A moment").click()
    state(page, "moment")
    eventually(lambda: page.evaluate(KEPT_ON) == 0, within=5)
    page.get_by_role("button", name="Go on").click()
    state(page, "listening")
    eventually(lambda: page.evaluate(KEPT_ON) == 1, within=5)
    page.locator("[data-voice-do=type]:visible").first.click()
    eventually(lambda: page.evaluate(KEPT_ON) == 0, within=5)


@pytest.mark.parametrize(
    "how", ["navigator.wakeLock.request = async () => { throw new Error('no'); }", "delete Navigator.prototype.wakeLock"]
)
def test_where_the_screen_cannot_be_kept_on_nothing_else_changes(room, complaints, how):  # noqa: F811
    page, invitation = room(before=how)
    found = complaints(page)
    is_heard(page, 1)
    say(page, READY)
    press_done(page)
    eventually(lambda: answers(invitation)[0] == READY, within=20)
    assert found == []


def open_tracks(page) -> int:
    return page.evaluate("() => window.given.filter(({ readyState }) => readyState === 'live').length")


def test_while_the_page_waits_for_a_press_no_microphone_is_open(room):  # noqa: F811
    page, _ = room(before=f"{NOTED}{WAITS}")
    expect(page.locator("#mic[data-state='press']")).to_be_visible(timeout=20_000)
    assert page.evaluate("() => window.given.length") > 0
    assert open_tracks(page) == 0


def test_who_turns_to_typing_has_no_open_microphone(room):  # noqa: F811
    page, _ = room(before=NOTED)
    is_heard(page, 1)
    assert open_tracks(page) == 1
    page.locator("[data-voice-do=type]:visible").first.click()
    expect(page.locator("#id_text")).to_be_focused()
    assert open_tracks(page) == 0
