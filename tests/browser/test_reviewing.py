"""Reviewing with the keyboard alone, and without JavaScript."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from accounts.tenancy import every_company
from interviews.models import Proposal
from tests.browser.review_pages import QUEUE, WORDINGS, with_a_queue


@pytest.fixture
def cast(committed, northwind, sam):
    made = SimpleNamespace(northwind=northwind, sam=sam)
    with_a_queue(made)
    return made


def state_of(number):
    with every_company("the test looks"):
        return Proposal.objects.get(text=WORDINGS[number][1]).state


def shows(page, number):
    page.get_by_role("heading", name=WORDINGS[number][1]).wait_for()
    # What was swapped in is a plain page for a moment, and a key pressed then follows a plain link.
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)


def test_with_single_keys_and_without_loading_the_page_anew(cast, context, page, enter, complaints):
    enter(context, cast.sam)
    found = complaints(page)
    page.goto(QUEUE)
    page.evaluate("window.stays = true")
    shows(page, 0)
    page.keyboard.press("ArrowRight")
    shows(page, 1)
    assert "at=" in page.url
    page.keyboard.press("m")
    shows(page, 2)
    page.get_by_text("is kept as a variant").wait_for()
    assert state_of(1) == "merged"
    page.get_by_role("button", name="Undo").click()
    shows(page, 1)
    assert state_of(1) == "waiting"
    page.get_by_role("button", name="Merge into this").first.click()
    shows(page, 2)
    assert state_of(1) == "merged"
    page.get_by_label("Kind").select_option("follow-up")
    shows(page, 0)
    assert page.evaluate("window.stays") is True
    page.keyboard.press("r")
    page.get_by_role("dialog").get_by_label("Reason").fill("Tied to one place, read aloud")
    page.keyboard.press("Enter")
    page.get_by_text("Reason: Tied to one place").wait_for()
    assert state_of(0) == "rejected"
    assert "kind=follow-up" in page.url
    assert found == []


def test_keys_that_are_switched_off_do_nothing(cast, context, page, enter):
    enter(context, cast.sam)
    page.goto(QUEUE)
    page.get_by_label("Single keys").uncheck()
    page.keyboard.press("m")
    page.reload()
    assert not page.get_by_label("Single keys").is_checked()
    page.keyboard.press("ArrowRight")
    shows(page, 0)
    page.get_by_label("Single keys").check()
    page.get_by_role("heading", name="Review queue").click()
    page.keyboard.press("ArrowRight")
    shows(page, 1)
    assert state_of(0) == "waiting"


def test_without_javascript(cast, browser, enter, base_url):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    enter(context, cast.sam)
    page = context.new_page()
    page.goto(QUEUE)
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("as a follow-up").wait_for()
    assert state_of(0) == "accepted"
    page.get_by_role("link", name="Next", exact=True).click()
    shows(page, 2)
    page.get_by_role("button", name="Merge into the nearest").click()
    page.get_by_role("button", name="Undo").first.click()
    page.get_by_role("link", name="Reject").click()
    page.get_by_label("Reason").fill("Unclear")
    page.get_by_role("button", name="Reject").click()
    page.get_by_text("Reason: Unclear").wait_for()
    assert state_of(2) == "rejected"
    context.close()
