"""From a quote to where it was said, and back, by keyboard; and what the room's page tells of itself."""

from playwright.sync_api import expect

from accounts.tenancy import company_scope
from reports.models import PageNote
from tests.browser.candidate_pages import opened
from tests.browser.pages.reports import behind_the_browser, of_a_finished_interview
from tests.browser.writing import in_room
from tests.interviews.invited import TYPING_ONLY
from tests.waiting import eventually


def test_a_quote_leads_to_its_words_and_escape_leads_back(page, context, cast, enter, complaints):
    enter(context, cast.carol)
    found = complaints(page)
    of_a_finished_interview(page, cast)
    quote = page.locator(".evidence .at").first
    quote.focus()
    page.keyboard.press("Enter")
    mark = page.locator("mark:target")
    expect(mark).to_be_in_viewport()
    expect(mark).to_be_focused()
    assert mark.inner_text() in page.locator(".evidence q").first.inner_text()
    page.keyboard.press("Escape")
    expect(quote).to_be_focused()
    assert found == []


def test_what_is_pasted_in_the_room_is_noted_and_what_is_typed_is_not(page, cast, worker, complaints):
    invitation = behind_the_browser(lambda: opened(cast, "ready", plan=TYPING_ONLY))
    worker(invitation)
    found = complaints(page)
    in_room(page, invitation)
    field = page.get_by_role("textbox", name="Your answer")
    field.press_sequentially("Yes, I am ready")
    for keys in ("Control+A", "Control+X", "Control+V"):
        field.press(keys)
    expect(field).to_have_value("Yes, I am ready")

    def noted() -> list:
        with company_scope(cast.northwind):
            return list(PageNote.objects.values_list("kind", "amount"))

    assert eventually(noted, within=15) == [("pasted", 15)]
    assert found == []
