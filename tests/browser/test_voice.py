"""The room by voice in a real browser: what is said into its microphone arrives as words, whatever happens meanwhile."""

import os
from threading import Event, Thread
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connections
from playwright.sync_api import expect

from accounts.tenancy import company_scope
from ai.configuration import configuration_from
from ai.testing import ModelServer, recording
from interviews.live.carrying_on import carry_on
from interviews.live.listening import claim, listen, put_away
from interviews.services.conducting import begin_interview
from interviews.services.recordings.segments import due_segments
from tests.browser.candidate_pages import opened
from tests.browser.conftest import serving
from tests.browser.microphones import cough, give_microphone, in_a_row, play, quiet, say
from tests.browser.test_room import in_room, is_sound, refuse_sockets
from tests.interviews.rooms import interview_of, turns_of
from tests.interviews.voices import hearing, segments_of
from tests.waiting import eventually

READY = "Yes, I am ready."
TOOL = "I built a small tool for the night shift. People there used it at once."
PLAN = "I looked at the plan of the query first, and at what it read from the disk."


@pytest.fixture
def cast(committed, northwind, alice, carol, bob):
    return SimpleNamespace(northwind=northwind, alice=alice, carol=carol, bob=bob)


@pytest.fixture(scope="module")
def ear():
    with ModelServer() as server:
        yield server


@pytest.fixture(scope="module")
def asks(ear):
    """Our own server hears and speaks, and the rules do all else."""
    return hearing(ear.url, f"sk-{uuid4()}")


@pytest.fixture(scope="module")
def listening_server(django_db_setup, asks, tmp_path_factory):
    with serving(tmp_path_factory.mktemp("listening"), **asks) as url:
        yield url


@pytest.fixture
def worker(ear, asks, settings, tmp_path):
    """Begin an interview, and do in a thread what the workers of the live queue do: bring words, and listen."""
    ear.behave()
    settings.AI = configuration_from(asks)
    settings.MEDIA_ROOT = tmp_path
    ends, threads = Event(), []

    def work(invitation) -> None:
        ids = {"interview_id": interview_of(invitation).pk, "company_id": invitation.company_id}
        try:
            while not ends.wait(0.1):
                for segment_id, company_id in due_segments():
                    if segment := claim(segment_id, company_id):
                        listen(segment)
                        put_away(segment)
                carry_on(**ids)
        finally:
            connections.close_all()

    def begin(invitation):
        with company_scope(invitation.company):
            begin_interview(invitation=invitation)
        threads.append(Thread(target=work, args=[invitation]))
        threads[-1].start()
        eventually(lambda: turns_of(invitation), within=15)
        return invitation

    yield begin
    ends.set()
    for thread in threads:
        thread.join()
    ear.behave()


SILENT = "try {{ localStorage.setItem('room/{}/choice/aloud', 'false') }} catch {{ /* a page without an address */ }}"


@pytest.fixture
def room(cast, worker, browser, listening_server):
    """Of a candidate who has a microphone, and is in their room. They read the questions unless the interviewer `speaks`."""
    contexts = []

    def enter(before: str = "", *, speaks: bool = False, sockets: bool = True, **fields):
        invitation = worker(opened(cast, "ready", **fields))
        contexts.append(browser.new_context(base_url=listening_server))
        page = contexts[-1].new_page()
        give_microphone(page)
        page.add_init_script(before if speaks else SILENT.format(interview_of(invitation).pk) + before)
        if not sockets:
            refuse_sockets(page)
        in_room(page, invitation)
        return page, invitation

    yield enter
    for context in contexts:
        context.close()


def state(page, *names: str) -> None:
    """The room by voice is in one of these states."""
    selector = ", ".join(f"#room-page[data-voice='{name}']" for name in names)
    expect(page.locator(selector)).to_be_attached(timeout=15_000)


def wake(page, name: str) -> None:
    """Come to this state. A browser may wait for somebody to press something first."""
    expect(page.locator(f"#room-page[data-voice='{name}'], #mic[data-state='press']").first).to_be_attached(timeout=15_000)
    if page.locator("#mic[data-state='press']").count():
        page.locator("#mic [data-voice-do=open]:visible").click()
    state(page, name)


def is_heard(page, number: int) -> None:
    """The turn of this number has been asked, and the microphone is open for it."""
    expect(page.locator(f"#id_text[data-turn='{number}']")).to_be_attached(timeout=20_000)
    wake(page, "listening")


def press_done(page) -> None:
    page.get_by_role("button", name="Done").click()


def answer(page, number: int, text: str) -> None:
    is_heard(page, number)
    say(page, text)
    press_done(page)


def answers(invitation) -> list[str]:
    return [turn.answer for turn in turns_of(invitation)]


def test_a_whole_interview_aloud_arrives_word_for_word(room):
    page, invitation = room()
    said = []
    for number in range(1, 12):
        asked = eventually(lambda at=number: turns_of(invitation)[at - 1 :], within=20)[0]
        if asked.purpose == "goodbye":
            break
        said.append(READY if number == 1 else "No, thank you." if asked.phase == "candidate_questions" else f"{PLAN} {TOOL} {number}")
        answer(page, number, said[-1])
    expect(page.get_by_role("heading", name="That was it. Thank you.")).to_be_visible(timeout=20_000)
    assert interview_of(invitation).outcome == "completed"
    assert answers(invitation)[: len(said)] == said
    assert len(said) >= 4
    assert all(turn.words for turn in turns_of(invitation)[: len(said)])
    left = "async () => (await indexedDB.databases()).length && new Promise((done) => { const open = indexedDB.open('colloquy.voice'); open.onsuccess = () => { const all = open.result.transaction('pieces').objectStore('pieces').count(); all.onsuccess = () => done(all.result); }; })"
    assert page.evaluate(left) == 0


def test_captions_come_at_pauses_and_the_answer_goes_on(room):
    page, invitation = room()
    is_heard(page, 1)
    say(page, TOOL)
    expect(page.locator("#caption")).to_contain_text(TOOL, timeout=15_000)
    expect(page.locator("#voice-kept")).to_have_text("All of it saved")
    is_sound(page, "voice with captions")
    say(page, PLAN)
    press_done(page)
    eventually(lambda: answers(invitation)[0] == f"{TOOL} {PLAN}", within=20)
    assert [each.state for each in segments_of(invitation)] == ["there"] * len(segments_of(invitation))


def test_a_page_that_is_loaded_anew_in_mid_answer_goes_on_with_it(room):
    page, invitation = room()
    is_heard(page, 1)
    say(page, f"{TOOL} And after that, as far as I")
    # Cut off while it is recorded: nothing of it was finished, and what is in the air goes with the page.
    page.reload()
    is_heard(page, 1)
    say(page, PLAN)
    press_done(page)
    eventually(lambda: answers(invitation)[0].startswith(f"{TOOL} And after") and answers(invitation)[0].endswith(f" {PLAN}"), within=20)


def test_what_is_said_while_the_line_is_cut_arrives_when_it_is_back(room):
    page, invitation = room()
    is_heard(page, 1)
    say(page, TOOL)
    page.context.set_offline(True)
    say(page, PLAN)
    expect(page.locator("#voice-kept")).to_contain_text("kept here, not sent yet")
    expect(page.locator("#line").get_by_text("Connecting again. Nothing is lost.")).to_be_visible(timeout=15_000)
    is_sound(page, "voice without a line")
    press_done(page)
    expect(page.locator("#voice-now")).to_contain_text("Your answer is on its way.")
    page.context.set_offline(False)
    eventually(lambda: answers(invitation)[0] == f"{TOOL} {PLAN}", within=30)


@pytest.mark.parametrize(
    ("refusal", "says"),
    [
        ("NotAllowedError", "The microphone is blocked"),
        ("NotFoundError", "There is no microphone any more"),
        ("NotReadableError", "Something else holds the microphone"),
    ],
)
def test_without_a_microphone_there_is_help_and_typing(room, refusal, says):
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


def test_another_microphone_takes_over_in_mid_answer(room):
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


def choose(page, label: str) -> None:
    page.locator("#more > summary").click()
    page.get_by_label(label).check()
    page.locator("#more > summary").click()


def test_hands_free_waits_for_silence_and_not_for_a_cough(room):
    page, invitation = room()
    is_heard(page, 1)
    choose(page, "Hands-free: a silence ends it")
    play(page, cough())
    play(page, quiet(3))
    state(page, "listening")
    say(page, READY)
    is_heard(page, 2)
    assert answers(invitation)[0] == READY


def test_hold_to_talk_by_keyboard(room):
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
    eventually(lambda: answers(invitation)[0] == f"{TOOL} {PLAN}", within=20)


def test_a_moment_closes_the_microphone_and_the_answer_goes_on(room):
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
    eventually(lambda: answers(invitation)[0] == f"{TOOL} {PLAN}", within=20)


def test_from_speaking_to_typing_and_back(room):
    page, invitation = room()
    is_heard(page, 1)
    say(page, TOOL)
    expect(page.locator("#caption")).to_contain_text(TOOL, timeout=15_000)
    page.get_by_role("button", name="Type", exact=True).click()
    expect(page.locator("#id_text")).to_be_focused()
    # They go on from what was understood.
    expect(page.locator("#id_text")).to_have_value(TOOL)
    page.get_by_role("button", name="Speak", exact=True).click()
    state(page, "listening")
    say(page, PLAN)
    press_done(page)
    eventually(lambda: answers(invitation)[0] == f"{TOOL} {PLAN}", within=20)


def test_whoever_says_nothing_is_told_so_and_says_it_again(room):
    page, invitation = room()
    is_heard(page, 1)
    play(page, quiet(1))
    press_done(page)
    expect(page.locator("#mood").get_by_text("We heard nothing.")).to_be_visible(timeout=20_000)
    is_heard(page, 1)
    say(page, READY)
    press_done(page)
    is_heard(page, 2)
    assert answers(invitation)[0] == READY


def test_the_microphone_is_asked_for_with_a_reason(room):
    page, _ = room(before="desk.permission.state = 'prompt'")
    expect(page.get_by_role("heading", name="Now your microphone")).to_be_visible()
    is_sound(page, "voice asks")
    page.get_by_role("button", name="Turn the microphone on").click()
    state(page, "listening")


def test_the_last_seconds_are_foretold_and_then_the_answer_is_taken(room):
    page, invitation = room(
        before="window.addEventListener('DOMContentLoaded', () => (document.getElementById('room-page').dataset.longest = 24))"
    )
    is_heard(page, 1)
    say(page, TOOL)
    expect(page.get_by_text("About 20 seconds left for this answer.")).to_be_visible(timeout=15_000)
    is_sound(page, "voice in its last seconds")
    page.get_by_role("button", name="Hide").click()
    eventually(lambda: answers(invitation)[0] == TOOL, within=40)


def test_real_speech_stops_the_interviewer_and_a_cough_does_not(room):
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


def test_what_the_interviewer_says_is_heard_and_said_again(room):
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


def test_what_was_misheard_is_put_right_without_leaving_the_room(room):
    page, invitation = room()
    answer(page, 1, READY)
    is_heard(page, 2)
    page.get_by_role("link", name="This is not what I said").click()
    dialog = page.get_by_role("dialog", name="This is not what I said")
    field = dialog.get_by_label("What you said")
    expect(field).to_have_value(READY)
    field.fill("")
    dialog.get_by_role("button", name="Keep this").click()
    expect(dialog.get_by_text("Write what you said, or leave it as it is.")).to_be_visible()
    field.fill("Yes, I am Freddy.")
    dialog.get_by_role("button", name="Keep this").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#turn-1 .turn-a")).to_have_text("Yes, I am Freddy.")
    state(page, "listening")
    assert turns_of(invitation)[0].answer == READY


def test_where_sockets_are_refused_requests_carry_the_voice(room):
    page, invitation = room(sockets=False)
    is_heard(page, 1)
    say(page, TOOL)
    expect(page.locator("#caption")).to_contain_text(TOOL, timeout=15_000)
    say(page, PLAN)
    press_done(page)
    eventually(lambda: answers(invitation)[0] == f"{TOOL} {PLAN}", within=30)


def test_a_real_device_with_all_that_browsers_do_to_its_sound(cast, worker, browser_type, listening_server, tmp_path):
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
