"""Words that were written to a question which ended before they arrived: kept as not sent, or shown, and never dropped."""

import re

import pytest
from playwright.sync_api import expect

from accounts.tenancy import company_scope
from interviews.engine.events import EndedByCompany, TimeUp
from interviews.engine.plan import MINUTE
from interviews.services.conducting import keep_answer, tell
from tests.browser.test_a_room_with_a_bad_line import send_without_a_line
from tests.browser.writing import drafts, field, in_room, is_mine, is_sound, typing
from tests.interviews.invited import TOKEN
from tests.interviews.rooms import interview_of, turns_of
from tests.waiting import eventually

LEFT_HERE = "Object.keys(localStorage).filter(name => name.startsWith('room/'))"
KEPT = "Your last words came after their question was over."
LOST = "Not sent: the question was over before these words arrived."


def is_told(page, says: str, text: str) -> None:
    note = page.locator("#unsent")
    expect(note).to_contain_text(says, timeout=20_000)
    expect(note).to_contain_text(text)
    # To whoever listens.
    expect(page.locator("#unsent-said")).to_contain_text(says)


def is_up(page) -> None:
    expect(page.locator("#room-page")).to_have_attribute("data-line", "up", timeout=20_000)


@pytest.mark.parametrize("way", ["in the room", "by the link"])
def test_after_an_end_that_was_not_seen_what_waited_is_kept_and_nothing_stays_on_the_device(cast, worker, page, way):
    invitation = worker(typing(cast))
    in_room(page, invitation)
    is_mine(page, 1)
    is_up(page)
    page.context.set_offline(True)
    field(page).fill("Not for everybody’s eyes")
    expect(page.get_by_text("Kept on this device, not sent yet")).to_be_visible(timeout=10_000)
    assert page.evaluate(LEFT_HERE) != []
    if way == "by the link":
        page.goto("about:blank")
    with company_scope(cast.northwind):
        tell(interview=interview_of(invitation), event_at=EndedByCompany)
    page.context.set_offline(False)
    if way == "by the link":
        page.goto(f"/i/{TOKEN}/")
    expect(page.get_by_role("heading", name="Northwind Logistics has ended the interview")).to_be_visible(timeout=20_000)
    is_told(page, KEPT, "Not for everybody’s eyes")
    assert turns_of(invitation)[0].unsent == "Not for everybody’s eyes"
    eventually(lambda: page.evaluate(f"{LEFT_HERE}.length === 0"), within=5)


def test_an_answer_that_was_sent_without_a_line_while_time_ran_out_stands_beside_the_draft(cast, worker, page):
    invitation = worker(typing(cast))
    in_room(page, invitation)
    is_mine(page, 1)
    field(page).fill("Yes")
    page.keyboard.press("Control+Enter")
    is_mine(page, 2)
    field(page).fill("I looked at what had changed")
    eventually(lambda: drafts(invitation)[1] != "", within=10)
    whole = "I looked at what had changed. Then I asked who was hurt by it."
    send_without_a_line(page, whole)
    with company_scope(cast.northwind):
        tell(interview=interview_of(invitation), event_at=lambda at: TimeUp(at + 600 * MINUTE))
    eventually(lambda: interview_of(invitation).is_over, within=20)
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="That was it. Thank you.")).to_be_visible(timeout=20_000)
    is_told(page, KEPT, whole)
    turn = turns_of(invitation)[1]
    assert (turn.answer, turn.unsent) == ("I looked at what had changed", whole)
    eventually(lambda: page.evaluate(f"{LEFT_HERE}.length === 0"), within=5)
    page.reload()
    expect(page.get_by_text("Written, not sent:")).to_be_attached()
    expect(page.locator("#unsent")).to_be_empty()


def test_what_was_skipped_elsewhere_while_an_answer_waited_is_kept_as_not_sent(cast, worker, page, browser, server):
    invitation = worker(typing(cast))
    in_room(page, invitation)
    is_mine(page, 1)
    send_without_a_line(page, "Yes, gladly")
    with browser.new_context(base_url=server) as context:
        phone = in_room(context.new_page(), invitation)
        is_mine(phone, 1)
        phone.locator("#more > summary").click()
        phone.get_by_text("Skip this question").click()
        phone.get_by_role("button", name="Yes, skip it").click()
        is_mine(phone, 2)
    page.context.set_offline(False)
    page.get_by_role("button", name="Go on here").click(timeout=20_000)
    is_told(page, KEPT, "Yes, gladly")
    assert turns_of(invitation)[0].unsent == "Yes, gladly"
    is_mine(page, 2)
    page.locator("#unsent").get_by_role("button", name="Hide").press("Enter")
    expect(page.locator("#unsent")).to_be_empty()
    expect(field(page)).to_be_focused()


def test_what_nobody_can_keep_any_more_stays_to_be_copied_until_they_hide_it(cast, worker, page):
    invitation = worker(typing(cast))
    in_room(page, invitation)
    is_mine(page, 1)
    send_without_a_line(page, "Yes, from here")
    with company_scope(cast.northwind):
        keep_answer(interview=interview_of(invitation), turn=1, text="Of course")
    page.context.set_offline(False)
    is_told(page, LOST, "Yes, from here")
    is_mine(page, 2)
    is_sound(page, "words that came late")
    page.reload()
    is_told(page, LOST, "Yes, from here")
    page.locator("#unsent").get_by_role("button", name="Hide").click()
    page.reload()
    is_mine(page, 2)
    is_up(page)
    assert page.evaluate(LEFT_HERE) == []
    expect(page.locator("#unsent")).to_be_empty()


def test_an_ordinary_interview_is_told_nothing_of_it(cast, worker, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if re.search("/room/unsent/", request.url) else None)
    invitation = worker(typing(cast))
    in_room(page, invitation)
    for number, text in enumerate(("Yes", "I looked at what had changed the night before, and who was hurt by it."), 1):
        is_mine(page, number)
        field(page).fill(text)
        expect(page.get_by_text("Kept just now")).to_be_visible(timeout=10_000)
        page.keyboard.press("Control+Enter")
    is_mine(page, 3)
    field(page).fill("Half a sentence")
    page.locator("#more > summary").click()
    page.get_by_text("Skip this question").click()
    page.get_by_role("button", name="Yes, skip it").click()
    is_mine(page, 4)
    assert asked == []
