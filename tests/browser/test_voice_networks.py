"""The room by voice over networks and servers that break, and in pages that are loaded anew, in a real browser."""

from playwright.sync_api import expect

from config.local.ports import free_port
from tests.browser.conftest import web
from tests.browser.microphones import say
from tests.browser.speaking import (  # noqa: F401 - fixtures
    PLAN,
    TOOL,
    alike,
    answers,
    asks,
    attend,
    ear,
    is_heard,
    listening_server,
    press_done,
    room,
    worker,
)
from tests.browser.writing import is_sound
from tests.waiting import eventually

BEGUN = "And after that, as far as I"


def test_a_page_that_is_loaded_anew_in_mid_answer_goes_on_with_it(room):  # noqa: F811
    page, invitation = room()
    is_heard(page, 1)
    say(page, f"{TOOL} {BEGUN}")
    # Cut off while it is recorded: nothing of it was finished, and what is in the air goes with the page.
    page.reload()
    is_heard(page, 1)
    say(page, PLAN)
    press_done(page)
    # Of the words in the air as many as had come, and each of the others once.
    begun = f"{TOOL} {BEGUN}".split()
    wanted = {" ".join([*begun[:upto], PLAN]) for upto in range(len(TOOL.split()) + 2, len(begun) + 1)}
    eventually(lambda: answers(invitation)[0], within=20)
    assert any(alike(answers(invitation)[0], each) for each in wanted)


def test_a_server_that_is_killed_in_mid_answer_loses_nothing(room, asks, tmp_path):  # noqa: F811
    port = free_port()
    with web(tmp_path, port, **asks) as (url, process):
        page, invitation = room(server=url)
        is_heard(page, 1)
        say(page, TOOL)
        expect(page.locator("#caption")).to_contain_text(TOOL[:40], timeout=15_000)
        say(page, BEGUN)
        process.kill()
        process.wait(10)
    say(page, PLAN)
    expect(page.locator("#voice-kept")).to_contain_text("kept here, not sent yet")
    press_done(page)
    with web(tmp_path, port, **asks):
        eventually(lambda: answers(invitation)[0], within=30)
        assert alike(answers(invitation)[0], f"{TOOL} {BEGUN} {PLAN}")


def test_what_is_said_while_the_line_is_cut_arrives_when_it_is_back(room):  # noqa: F811
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


def test_where_sockets_are_refused_requests_carry_the_voice(room):  # noqa: F811
    page, invitation = room(sockets=False)
    is_heard(page, 1)
    say(page, TOOL)
    expect(page.locator("#caption")).to_contain_text(TOOL, timeout=15_000)
    say(page, PLAN)
    press_done(page)
    eventually(lambda: answers(invitation)[0] == f"{TOOL} {PLAN}", within=30)
