"""A browser that is killed, or keeps nothing: what somebody typed is there again, or the page says how long it holds."""

import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.writing import drafts, field, in_room, is_mine, typing
from tests.interviews.invited import TOKEN
from tests.waiting import eventually

ACKNOWLEDGED = "I looked at what had changed."
HERE_ALONE = "I looked at what had changed. Then I asked who was hurt by it."


@pytest.fixture
def started(browser_type, browser_type_launch_args, server, tmp_path):
    """A Chromium with a profile that outlives it. Called again, another one with the same."""
    opened = []

    def start():
        opened.append(browser_type.launch_persistent_context(str(tmp_path), base_url=server, **browser_type_launch_args))
        return opened[-1]

    yield start
    for each in opened:
        each.close()


def kill(profile: Path) -> None:
    """All processes that were started with this profile, at once and without a word."""
    ours = [each for each in Path("/proc").glob("[0-9]*/cmdline") if f"--user-data-dir={profile}".encode() in read(each)]
    assert ours
    for each in ours:
        os.kill(int(each.parent.name), signal.SIGKILL)


def read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def is_on_disk(profile: Path, text: str) -> bool:
    return any(text.encode() in read(file) for file in profile.glob("Default/Local Storage/leveldb/*"))


@pytest.mark.parametrize("is_away", [False, True])
def test_what_was_typed_before_a_browser_is_killed_is_there_again(cast, worker, started, tmp_path, is_away):
    invitation = worker(typing(cast))
    first = started()
    page = in_room(first.pages[0], invitation)
    is_mine(page, 1)
    expect(page.locator("#room-page")).to_have_attribute("data-line", "up", timeout=10_000)
    field(page).fill(ACKNOWLEDGED)
    expect(page.get_by_text("Kept just now")).to_be_visible(timeout=10_000)
    if is_away:
        first.set_offline(True)
        field(page).fill(HERE_ALONE)
        # Chromium writes a few seconds later.
        eventually(lambda: page.wait_for_timeout(100) or is_on_disk(tmp_path, HERE_ALONE), within=30)
    kill(tmp_path)
    assert drafts(invitation) == [ACKNOWLEDGED]
    again = started().pages[0]
    again.goto(f"/i/{TOKEN}/")
    typed = HERE_ALONE if is_away else ACKNOWLEDGED
    expect(field(again)).to_have_value(typed, timeout=20_000)
    eventually(lambda: drafts(invitation) == [typed], within=15)


def test_where_the_browser_keeps_nothing_the_page_says_so(cast, worker, page):
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };")
    invitation = worker(typing(cast))
    in_room(page, invitation)
    is_mine(page, 1)
    expect(page.locator("#room-page")).to_have_attribute("data-line", "up", timeout=10_000)
    page.context.set_offline(True)
    field(page).fill(HERE_ALONE)
    expect(page.get_by_text("Kept in this open page, not sent yet")).to_be_visible(timeout=10_000)
    expect(page.get_by_text("Leave this page open: your browser keeps nothing for us beyond it.")).to_be_visible(timeout=10_000)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Your answer waits in this open page.")).to_be_visible(timeout=10_000)
    page.context.set_offline(False)
    is_mine(page, 2)
