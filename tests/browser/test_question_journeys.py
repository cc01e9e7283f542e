"""From the library to an own question, as a recruiter does it: with a mouse, by keyboard, and without JavaScript."""

import re
from types import SimpleNamespace
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from accounts.tenancy import company_scope
from ai.testing import ModelServer
from interviews.models import Question
from tests.browser.conftest import serving
from tests.browser.question_pages import LONG, library, vectors_made
from tests.interviews.questions import make_bank, make_question
from tests.interviews.recruiting import QUESTIONS
from tests.interviews.test_drafting import DRAFT


@pytest.fixture
def carols_page(committed, northwind, carol, context, page, enter):
    enter(context, carol)
    return page


def test_search_by_meaning_copy_adapt_with_the_helper_save_and_find_it(carols_page, northwind, alice, complaints):
    library(SimpleNamespace(northwind=northwind))
    vectors_made()
    page, found = carols_page, complaints(carols_page)
    page.goto("/c/northwind/")
    page.get_by_role("link", name="Questions").click()
    page.get_by_label("What should the question bring out?").fill("when two systems had to agree")
    page.get_by_text("By meaning", exact=True).click()
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile("by=meaning"))
    expect(page.get_by_text("that fit best")).to_be_visible()
    first = page.get_by_role("article").first
    expect(first).to_contain_text(LONG)
    expect(first).to_contain_text("Similarity")
    first.get_by_text("Anchors").click()
    expect(first.get_by_text("Shows sign number 5 of five.")).to_be_visible()
    first.get_by_role("button", name="Copy to our bank").click()
    page.wait_for_url("**/edit/")
    page.get_by_label("Question", exact=True).fill("Two of our depots disagreed about a parcel. What did you make sure stayed true?")
    page.get_by_label("Anchor 3").fill("")
    page.get_by_role("button", name="Propose anchors and follow-ups").click()
    expect(page.get_by_text("from a similar question of the library")).to_be_visible()
    expect(page.get_by_label("Anchor 3")).to_have_value("Shows sign number 3 of five.")
    page.get_by_label("Anchor 3").fill("Names what must stay true and one way to keep it.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_text("Copied from the library")).to_be_visible()
    page.get_by_role("link", name="Question library").click()
    page.get_by_label("What should the question bring out?").fill("depots parcel")
    page.get_by_label("What should the question bring out?").press("Enter")
    expect(page.get_by_role("status").filter(has_text="1 question with these words")).to_be_visible()
    expect(page.get_by_role("article")).to_contain_text("Two of our depots disagreed")
    assert found == []


def test_by_keyboard_alone(carols_page, northwind):
    with company_scope(northwind):
        bank = make_bank(northwind)
        make_question(bank, "How do you greet a driver?", competency="Courtesy at the gate")
        make_question(bank, "How do you load a lorry?", competency="Safe loading")
    page = carols_page
    page.goto(QUESTIONS)
    page.get_by_role("combobox", name="Competency").focus()
    page.keyboard.type("court")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Remove filter Courtesy at the gate")).to_be_visible()
    page.get_by_role("combobox", name="Competency").fill("")
    page.keyboard.type("safe")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Remove filter Safe loading")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(2)
    page.get_by_role("link", name="Remove filter Courtesy at the gate").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "Courtesy" not in url)
    page.get_by_role("link", name="New question").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/new/")
    page.get_by_label("Question", exact=True).focus()
    page.keyboard.type("How do you say no to a driver?")
    page.keyboard.press("Tab")
    page.keyboard.type("Courtesy")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Competency")).to_have_value("Courtesy at the gate")
    page.get_by_role("button", name="Propose anchors and follow-ups").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("hold for every question of this type")).to_be_visible()
    page.get_by_role("button", name="Add a follow-up").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("When the answer is like this").nth(2)).to_be_focused()
    page.keyboard.type("They shout.")
    page.keyboard.press("Tab")
    page.keyboard.type("What else could you have done?")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="How do you say no to a driver?")).to_be_visible()
    expect(page.get_by_text("What else could you have done?")).to_be_visible()


def test_without_javascript(committed, northwind, carol, browser, server, enter):
    context = browser.new_context(base_url=server, java_script_enabled=False)
    enter(context, carol)
    page = context.new_page()
    page.goto(f"{QUESTIONS}new/")
    page.get_by_label("Question", exact=True).fill("How do you greet a driver?")
    page.get_by_role("combobox", name="Competency").fill("Courtesy")
    page.get_by_role("button", name="Add a follow-up").click()
    expect(page.get_by_label("Ask", exact=True)).to_have_count(3)
    page.get_by_role("button", name="Propose anchors and follow-ups").click()
    expect(page.get_by_text("No AI provider is set up.")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="How do you greet a driver?")).to_be_visible()
    page.goto(QUESTIONS)
    page.get_by_label("Difficulty").select_option("Hard")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="Nothing matches")).to_be_visible()
    page.get_by_role("link", name="Remove filter Hard").click()
    expect(page.get_by_role("article")).to_have_count(1)
    context.close()


def test_who_leaves_unsaved_work_is_asked_first(carols_page, northwind):
    page = carols_page
    page.goto(f"{QUESTIONS}new/")
    page.get_by_label("Question", exact=True).fill("How?")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Leave without saving").click()
    expect(page).to_have_url(re.compile("/new/$"))
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Nothing was saved.")).to_be_visible()
    assert asked == ["beforeunload"]


def test_what_is_written_while_a_slow_model_proposes_stays(committed, northwind, carol, browser, enter, tmp_path, server):
    with ModelServer() as model, serving(tmp_path, OPENAI_API_KEY=f"sk-{uuid4()}", OPENAI_BASE_URL=model.url, AI_EMBED="builtin") as slow:
        model.delays["chat"] = 3
        model.script("chat", [DRAFT])
        context = browser.new_context(base_url=slow)
        enter(context, carol)
        context.add_cookies([cookie | {"domain": "localhost"} for cookie in context.cookies()])
        page = context.new_page()
        page.goto(f"{QUESTIONS}new/")
        page.get_by_label("Question", exact=True).fill("How do you find a slow query?")
        page.get_by_role("button", name="Propose anchors and follow-ups").click()
        expect(page.get_by_text("you can go on writing")).to_be_visible()
        expect(page.get_by_role("button", name="Propose anchors and follow-ups")).to_be_disabled()
        page.get_by_label("Anchor 3").fill("What Carol wrote meanwhile.")
        expect(page.get_by_text("Written by a model")).to_be_visible(timeout=10_000)
        expect(page.get_by_text("you can go on writing")).to_be_hidden()
        expect(page.get_by_label("Anchor 3")).to_have_value("What Carol wrote meanwhile.")
        expect(page.get_by_label("Anchor 5")).to_have_value("Names all of the five steps.")
        expect(page.get_by_text("Proposed", exact=True).locator("visible=true")).to_have_count(8)
        context.close()
    with company_scope(northwind):
        assert not Question.objects.filter(company=northwind).exists()
