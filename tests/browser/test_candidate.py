"""A candidate's way to the interview in a real browser: with a microphone, with each way in which one can fail, and without scripts."""

import os
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from accounts.tenancy import company_scope
from tests.browser.candidate_pages import long_names, opened, work_behind
from tests.browser.test_every_page import look_at
from tests.interviews.invited import TOKEN, address, now
from tests.waiting import eventually

# As conftest.py starts it, without what gives it a microphone.
BARE = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
FAKE_DEVICE, GRANTS = "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"
BUSY = """navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("held", "NotReadableError"));"""
UNABLE = """delete window.MediaRecorder;"""
WRITES_NOTHING = """delete window.SpeechRecognition; delete window.webkitSpeechRecognition;"""
# No browser that runs by itself has a recognition that works.
WRITES = """window.ears = []; window.SpeechRecognition = class {
  start() { ears.push(this); }
  stop() { setTimeout(() => this.onend()); }
  finds(transcript, isFinal) { this.onresult({ resultIndex: 0, results: [Object.assign([{ transcript }], { isFinal })] }); }
  fails(error) { this.onerror({ error }); this.onend(); }
};"""
SOCKETS_FAIL = """window.WebSocket = class extends EventTarget {
  constructor() { super(); setTimeout(() => this.dispatchEvent(new Event("error"))); }
  close() {}
};"""


@pytest.fixture
def browser_with(browser_type):
    """A browser whose world is another one."""
    open_ones = []

    def launch(*arguments: str):
        browser = browser_type.launch(executable_path=os.environ["CHROMIUM"], args=[*BARE, *arguments])
        open_ones.append(browser)
        return browser

    yield launch
    for browser in open_ones:
        browser.close()


def test_from_the_link_to_the_door_of_the_room_by_voice(cast, page, complaints):
    invitation = opened(cast)
    page.goto(f"/i/{TOKEN}/")
    page.get_by_role("button", name="Agree and go on").click()
    # What is missing stands far down on the page.
    expect(page.get_by_label("I have read this and agree to it.")).to_be_focused()
    # The browser calls an answer of 422 an error.
    found = complaints(page)
    page.get_by_label("I have read this and agree to it.").check()
    page.get_by_role("button", name="Agree and go on").click()

    expect(page.get_by_role("heading", name="A quick sound check")).to_be_visible()
    page.get_by_role("button", name="Try my microphone").click()
    expect(page.get_by_text("We hear you")).to_be_visible()
    expect(page.get_by_label("Which microphone").locator("option").first).to_be_attached()
    page.get_by_role("button", name="Record the sentence").click()
    expect(page.get_by_text("Recording, for ten seconds at most")).to_be_visible()
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Play back").click()
    # It ends by itself, sooner or later.
    expect(page.get_by_text("Recorded, on this device only")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="Play a sound").click()
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_text("Turn the volume up")).to_be_visible()
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_text("You hear us")).to_be_visible()
    expect(page.get_by_text("The line answers in").first).to_be_visible()
    assert look_at(page, "check with everything open", 360, "light") == []
    page.get_by_role("button", name="Go to the practice question").click()

    page.get_by_role("button", name="Answer aloud").click()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("button", name="Play back")).to_be_visible()
    page.get_by_label("Or type it").fill("I looked at the plan first.")
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Start the interview").click()
    expect(page.get_by_text("The interviewer is thinking")).to_be_visible()
    work_behind(invitation)
    expect(page.get_by_text("Are you ready to begin?")).to_be_visible()
    assert not any("plan+first" in data or "plan first" in data for data in sent)
    assert now(invitation).step == "ready"
    assert found == []


def at_check(browser, server, cast, script: str = "", host: str = ""):
    opened(cast, "check")
    context = browser.new_context(base_url=host or server)
    if script:
        context.add_init_script(script)
    page = context.new_page()
    page.goto(f"/i/{TOKEN}/")
    expect(page.get_by_role("heading", name="A quick sound check")).to_be_visible()
    return page


def goes_on_by_typing(page) -> None:
    page.get_by_role("button", name="Answer by typing").click()
    expect(page.get_by_role("heading", name="A question to practise")).to_be_visible()
    expect(page.get_by_role("button", name="Answer aloud")).to_have_count(0)


@pytest.mark.parametrize(
    ("arguments", "script", "badge", "helps"),
    [
        ([FAKE_DEVICE, f"{GRANTS}=deny"], "", "Microphone blocked", "Set Microphone to Allow."),
        ([GRANTS], "", "No microphone", "Connect a microphone or a headset."),
        ([FAKE_DEVICE, GRANTS], BUSY, "Microphone in use", "Close other calls."),
        ([FAKE_DEVICE, GRANTS], UNABLE, "Not in this browser", "Open the link in a newer browser."),
    ],
    ids=["denied", "no device", "busy", "unsupported"],
)
def test_a_microphone_that_does_not_open_has_its_own_help_and_a_way_on(cast, browser_with, server, arguments, script, badge, helps):
    page = at_check(browser_with(*arguments), server, cast, script)
    page.get_by_role("button", name="Try my microphone").click()
    expect(page.get_by_role("heading", name="We cannot hear you yet")).to_be_focused()
    expect(page.get_by_text(badge, exact=True)).to_be_visible()
    expect(page.get_by_text(helps)).to_be_visible()
    expect(page.locator(".how:visible")).to_have_count(1)
    problems = [problem for width in (360, 1440) for theme in ("light", "dark") for problem in look_at(page, badge, width, theme)]
    assert problems == []
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="We cannot hear you yet")).to_be_visible()
    goes_on_by_typing(page)


def test_where_the_browser_writes_down_what_is_said_the_check_tells_it_before_anything_is_said(cast, browser, server):
    page = at_check(browser, server, cast)
    expect(page.get_by_text("Here your browser writes down what you say.")).to_be_visible()
    expect(page.get_by_text("who then gets the sound")).to_be_visible()
    expect(page.get_by_role("button", name="Go to the practice question")).to_be_visible()
    page.context.close()


def test_a_browser_that_cannot_write_down_what_is_said_is_found_out_before_the_interview(cast, browser, server):
    page = at_check(browser, server, cast, WRITES_NOTHING)
    expect(page.get_by_text("Your browser cannot write down what you say.")).to_be_visible()
    expect(page.get_by_text("Here your browser writes down what you say.")).to_be_hidden()
    for name in ("Go to the practice question", "Try my microphone"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
    assert look_at(page, "check without recognition", 360, "dark") == []
    page.get_by_role("button", name="I would rather type").click()
    expect(page.get_by_role("heading", name="A question to practise")).to_be_visible()
    expect(page.get_by_role("button", name="Answer aloud")).to_have_count(0)
    page.context.close()


def test_what_the_browser_writes_down_is_tried_on_a_press_and_seen(cast, browser, server):
    page = at_check(browser, server, cast, WRITES)
    expect(page.get_by_text("Nothing you say on this page comes to us.")).to_be_visible()
    assert page.evaluate("ears.length") == 0
    try_it, done = page.get_by_role("button", name="See what it writes down"), page.get_by_role("button", name="Done")
    try_it.press("Enter")
    expect(done).to_be_focused()
    page.evaluate("ears[0].finds('I am ready', false)")
    expect(page.get_by_text("I am ready", exact=True)).to_be_visible()
    page.evaluate("ears[0].finds('I am ready to begin', true)")
    expect(page.get_by_text("I am ready", exact=True)).to_be_visible()
    done.press("Enter")
    expect(page.get_by_text("I am ready to begin", exact=True)).to_be_visible()
    expect(page.get_by_text("Written down", exact=True)).to_be_visible()
    expect(try_it).to_be_focused()
    assert page.evaluate("ears[0].lang") == "en"
    assert look_at(page, "check with words", 360, "light") == []
    try_it.press("Enter")
    done.press("Enter")
    expect(page.get_by_text("Your browser understood nothing.")).to_be_visible()
    expect(page.get_by_text("I am ready to begin", exact=True)).to_be_hidden()
    assert look_at(page, "check without words", 1440, "dark") == []
    page.context.close()


def test_a_recognition_that_does_not_work_is_found_out_before_the_interview(cast, browser, server):
    page = at_check(browser, server, cast, WRITES)
    try_it = page.get_by_role("button", name="See what it writes down")
    try_it.press("Enter")
    page.evaluate("ears[0].fails('network')")
    expect(page.get_by_text("Your browser could not write down what you said.")).to_be_visible()
    expect(try_it).to_be_focused()
    expect(page.get_by_role("button", name="Go to the practice question")).to_be_visible()
    assert look_at(page, "check with a recognition that fails", 360, "dark") == []
    # It may have been the network for a moment.
    try_it.press("Enter")
    page.evaluate("ears[1].finds('I am ready', true)")
    page.get_by_role("button", name="Done").press("Enter")
    expect(page.get_by_text("I am ready", exact=True)).to_be_visible()
    page.context.close()


def test_a_browser_whose_maker_cannot_be_reached_says_so(cast, browser_with, server):
    """Chromium as it is here: it has a recognition, and nobody behind it."""
    page = at_check(browser_with(FAKE_DEVICE, GRANTS), server, cast)
    page.get_by_role("button", name="See what it writes down").click()
    expect(page.get_by_text("Your browser could not write down what you said.")).to_be_visible(timeout=15_000)


def test_a_page_without_protection_says_so(cast, browser_with, server):
    """Browsers take localhost for safe; the same server under another name is not."""
    host = f"http://testserver:{urlsplit(server).port}"
    page = at_check(browser_with(FAKE_DEVICE, GRANTS, "--host-resolver-rules=MAP testserver 127.0.0.1"), server, cast, host=host)
    page.get_by_role("button", name="Try my microphone").click()
    expect(page.get_by_text("this page was opened without protection")).to_be_visible()
    goes_on_by_typing(page)


def test_a_network_that_holds_back_the_line_is_told_from_one_that_is_away(cast, browser_with, server):
    page = at_check(browser_with(), server, cast, SOCKETS_FAIL)
    expect(page.get_by_text("Partly blocked")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("We cannot be reached.")).to_be_visible()


def test_without_scripts_it_is_by_typing(cast, browser, server):
    invitation = opened(cast)
    page = browser.new_context(base_url=server, java_script_enabled=False).new_page()
    page.goto(f"/i/{TOKEN}/")
    page.get_by_label("I have read this and agree to it.").check()
    page.get_by_role("button", name="Agree and go on").click()
    expect(page.get_by_text("Your browser runs no JavaScript.")).to_be_visible()
    expect(page.get_by_role("button", name="Try my microphone")).to_be_hidden()
    page.get_by_role("button", name="I would rather type").click()
    page.get_by_role("textbox", name="Your answer").fill("Some sentences.")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="You are ready")).to_be_visible()
    page.locator("summary").filter(has_text="English").click()
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Es kann losgehen")).to_be_visible()
    assert now(invitation).language == "de"


def test_with_the_keyboard_alone(cast, page):
    opened(cast)
    page.goto(f"/i/{TOKEN}/")
    expect(page.get_by_text("UTC").first).to_be_visible()
    box = page.get_by_label("I have read this and agree to it.")
    press_until(page, "Tab", box)
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="A quick sound check")).to_be_visible()
    press_until(page, "Tab", page.get_by_role("button", name="Try my microphone"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("We hear you")).to_be_visible()
    expect(page.get_by_role("button", name="Record the sentence")).to_be_focused()


def press_until(page, key: str, wanted) -> None:
    for _ in range(40):
        page.keyboard.press(key)
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("the keyboard does not lead there")


def test_the_deadline_is_shown_where_the_browser_is_and_arriving_noted_when_somebody_moves(cast, browser, server):
    invitation = opened(cast)
    page = browser.new_context(base_url=server, timezone_id="Asia/Tokyo").new_page()
    page.goto(f"/i/{TOKEN}/")
    expect(page.get_by_text("Tokyo time, JST")).to_be_visible()
    assert (now(invitation).opened_at, now(invitation).time_zone) == (None, "")
    with page.expect_response("**/arrived/"):
        page.mouse.move(200, 200)
        page.mouse.move(240, 240)
    assert eventually(lambda: now(invitation).opened_at, within=5)
    assert now(invitation).time_zone == "Asia/Tokyo"


@pytest.mark.parametrize("step", ["", "check/", "practice/", "ready/", "adjustment/"])
def test_at_twice_the_size_on_a_small_phone_nothing_is_cut_off(cast, page, step):
    """The longest words there are, at 320 px: what 640 px are at 200 %."""
    invitation = opened(cast, "ready", language="de")
    with company_scope(cast.northwind):
        long_names(invitation)
    page.goto(f"/i/{TOKEN}/")
    page.goto(address(invitation, step))
    assert look_at(page, f"small {step}", 320, "light") == []
