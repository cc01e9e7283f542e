"""A spoken answer that is begun anew, in a real browser."""

from playwright.sync_api import expect

from tests.browser.microphones import say
from tests.browser.speaking import (  # noqa: F401 - fixtures
    PLAN,
    TOOL,
    alike,
    answer,
    asks,
    attend,
    ear,
    is_heard,
    listening_server,
    press_done,
    room,
    worker,
)
from tests.interviews.rooms import turns_of
from tests.interviews.voices import segments_of
from tests.waiting import eventually

READY = "Yes, I am ready."


def test_what_was_said_before_is_put_aside_also_after_a_reload(room):  # noqa: F811
    page, invitation = room(plan={"retakes": 1})
    answer(page, 1, READY)
    is_heard(page, 2)
    say(page, TOOL)
    expect(page.locator("#caption .there").first).to_be_visible(timeout=20_000)
    page.get_by_text("More", exact=True).click()
    page.get_by_text("Start this answer again").click()
    page.get_by_role("button", name="Yes, start again").click()
    expect(page.get_by_text("What you said to it before does not count.")).to_be_visible()
    expect(page.locator("#caption .there")).to_have_count(0, timeout=15_000)
    expect(page.locator("#sure-again")).to_have_count(0)
    page.reload()
    is_heard(page, 2)
    say(page, PLAN)
    press_done(page)
    kept = eventually(lambda: turns_of(invitation)[1].answer, within=20)
    assert alike(kept, PLAN)
    assert not alike(kept, TOOL)
    aside = [each.is_aside for each in segments_of(invitation) if each.turn_id == turns_of(invitation)[1].pk]
    assert aside[0] and not aside[-1]
