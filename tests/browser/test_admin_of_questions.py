"""The admin's own pages in a real browser: our content policy blocks nothing of them, and a question is edited."""

import os

import pytest

from tests.browser.pages.questions import library_in_use

PICTURES = os.environ.get("SCREENSHOTS")


def picture(page, name: str) -> None:
    if PICTURES:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.screenshot(path=f"{PICTURES}/admin-{name}.png", full_page=True)


@pytest.fixture
def library(committed, northwind, sam, context, enter):
    from types import SimpleNamespace

    enter(context, sam)
    return library_in_use(SimpleNamespace(northwind=northwind))


def test_a_used_question_is_found_and_its_next_version_written(library, page, complaints):
    found = complaints(page)
    page.goto("/admin/interviews/question/")
    picture(page, "list")
    page.fill("#searchbar", "slow query")
    page.check("#by_words")
    page.click("#changelist-search [type=submit]")
    picture(page, "search")
    page.click("#result_list tbody a")
    picture(page, "used")
    page.click("[value='Write the next version']")
    page.fill("#id_text", "How do you find a slow page?")
    page.click("text=Add another Follow-Up")
    page.fill("#id_follow_ups-2-text", "And what would you do then?")
    picture(page, "form")
    page.click("[name=_continue]")
    assert "was changed successfully" in page.text_content(".messagelist")
    picture(page, "saved")
    page.click("text=Versions")
    picture(page, "versions")
    assert page.text_content("ins") == "page?"
    assert found == []


def test_what_is_wrong_is_said_at_its_field(library, page, complaints):
    found = complaints(page)
    page.goto("/admin/interviews/question/add/")
    page.click("[name=_save]")
    assert "A question needs words." in page.text_content(".field-text")
    picture(page, "wrong")
    assert found == []


def test_a_difficulty_is_set_for_several(library, page, complaints):
    found = complaints(page)
    page.goto("/admin/interviews/question/")
    page.check("#action-toggle")
    page.select_option("[name=action]", "set_difficulty")
    page.click("button[name=index]")
    picture(page, "ask")
    page.select_option("#id_difficulty", "hard")
    page.click("text=Set it")
    assert "3 changed." in page.text_content(".messagelist")
    picture(page, "done")
    page.goto("/admin/interviews/bank/")
    picture(page, "banks")
    page.click("#result_list tbody th a")
    picture(page, "bank")
    assert found == []


def test_a_question_is_retired_from_its_row_and_that_is_undone(library, page, complaints):
    found = complaints(page)
    page.goto("/admin/library/health/")
    row = page.locator("tr", has_text="an outage that you caused")
    row.get_by_role("button").click()
    row.get_by_text("Retired").wait_for()
    page.locator(".toast").get_by_text("Undo").click()
    page.wait_for_load_state()
    assert page.locator("tr", has_text="an outage that you caused").get_by_text("Retired").count() == 0
    assert found == []


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1440, 900)])
def test_the_list_shows_what_it_has_at_both_widths(library, page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/admin/interviews/question/")
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/admin-list-{width}.png", full_page=True)
    assert page.locator("#searchbar").bounding_box()["width"] >= 200
    table, place = page.locator("#result_list").bounding_box(), page.locator("#changelist .results").bounding_box()
    assert table["width"] <= place["width"] + 1
