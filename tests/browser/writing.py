"""A room by typing in a real browser: how Dana comes into it, and what of her words has arrived."""

import re

from playwright.sync_api import expect

from tests.browser.candidate_pages import opened
from tests.browser.test_every_page import THEMES, WIDTHS, look_at
from tests.interviews.invited import TOKEN, TYPING_ONLY
from tests.interviews.rooms import turns_of


def typing(cast):
    """Dana, who answers by typing; how she would speak is in tests/browser/speaking.py."""
    return opened(cast, "ready", plan=TYPING_ONLY)


def in_room(page, invitation):
    page.goto(f"/i/{TOKEN}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Are you ready to begin?", timeout=15_000)
    return page


def field(page):
    return page.get_by_role("textbox", name="Your answer")


def is_mine(page, number: int) -> None:
    """The turn of this number has been asked here, and may be answered."""
    expect(page.locator(f"#id_text[data-turn='{number}']:not([readonly])")).to_be_visible(timeout=30_000)


def answers(invitation) -> list[str]:
    return [turn.answer for turn in turns_of(invitation)]


def drafts(invitation) -> list[str]:
    return [turn.draft for turn in turns_of(invitation)]


def refuse_sockets(page) -> None:
    page.route_web_socket(re.compile("/ws/interview/"), lambda socket: socket.close())


def is_sound(page, name: str) -> None:
    """At both widths and in both themes, as tests/browser/test_every_page.py looks at pages that have an address."""
    assert [problem for width in WIDTHS for theme in THEMES for problem in look_at(page, name, width, theme)] == []
