"""The room by voice in a real browser."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.candidate_pages import opened
from tests.browser.microphones import give_microphone, say
from tests.browser.test_room import in_room, is_sound, worker  # noqa: F401 - a fixture


@pytest.fixture
def cast(committed, northwind, alice, carol, bob):
    return SimpleNamespace(northwind=northwind, alice=alice, carol=carol, bob=bob)


def test_look(cast, worker, page, complaints):
    invitation = worker(opened(cast, "ready"))
    found = complaints(page)
    page.on("console", lambda m: print(m.type, m.text))
    give_microphone(page)
    in_room(page, invitation)
    page.wait_for_timeout(1500)
    is_sound(page, "voice explain")
    page.get_by_role("button", name="Turn the microphone on").click()
    page.wait_for_timeout(3000)
    print(page.evaluate("({...document.getElementById('room-page').dataset})"))
    say(page, "I looked at the plan of the query first.")
    is_sound(page, "voice listening")
    page.evaluate("document.getElementById('more').open = true")
    is_sound(page, "voice menu")
    print(page.evaluate("document.getElementById('voice-now').innerText"))
    assert found == []
