"""The room by voice in a real browser: what is said into its microphone arrives as words."""

import pytest
from playwright.sync_api import expect

from tests.browser.microphones import in_a_row, play, quiet, say, softly
from tests.browser.speaking import (  # noqa: F401 - fixtures
    PLAN,
    READY,
    TOOL,
    answer,
    answers,
    asks,
    attend,
    ear,
    is_heard,
    listening_server,
    press_done,
    room,
    state,
    worker,
)
from tests.browser.writing import is_sound
from tests.interviews.rooms import interview_of, turns_of
from tests.interviews.voices import segments_of
from tests.waiting import eventually


def test_a_whole_interview_aloud_arrives_word_for_word(room):  # noqa: F811
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


def test_captions_come_at_pauses_and_the_answer_goes_on(room):  # noqa: F811
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


def test_whoever_is_hard_to_hear_is_told_so(room):  # noqa: F811
    page, _ = room()
    is_heard(page, 1)
    play(page, in_a_row(softly(f"{TOOL} {PLAN}", 0.01), quiet(1)))
    expect(page.locator("#hard")).to_contain_text("You are hard to hear: come nearer to the microphone", timeout=15_000)
    is_sound(page, "voice that is hard to hear")


def test_from_speaking_to_typing_and_back(room):  # noqa: F811
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


@pytest.mark.parametrize("sockets", [True, False], ids=["by a socket", "by requests"])
def test_whoever_says_nothing_is_told_so_and_says_it_again(room, sockets):  # noqa: F811
    page, invitation = room(sockets=sockets)
    is_heard(page, 1)
    play(page, quiet(1))
    press_done(page)
    expect(page.locator("#mood").get_by_text("We heard nothing.")).to_be_visible(timeout=20_000)
    is_heard(page, 1)
    say(page, READY)
    press_done(page)
    is_heard(page, 2)
    assert answers(invitation)[0] == READY


def test_what_was_misheard_is_put_right_without_leaving_the_room(room):  # noqa: F811
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
