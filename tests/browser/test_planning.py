"""The page of a plan by hand: each change is saved as it is made; by mouse, by keyboard, in two tabs, and without JavaScript."""

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from accounts.tenancy import company_scope
from interviews.models import Plan
from interviews.queries.plans import content_of, current_plan, draft_of
from tests.browser.plan_pages import BRIEF, DATA, address, job_with_description, library, planned_job


@pytest.fixture
def cast(committed, northwind, carol, bob):
    return SimpleNamespace(northwind=northwind, carol=carol, bob=bob)


@pytest.fixture
def job(cast):
    return planned_job(cast)


@pytest.fixture
def sheet(job, cast, context, page, enter):
    enter(context, cast.carol)
    # High enough that nothing has to be scrolled while it is dragged.
    page.set_viewport_size({"width": 1440, "height": 2600})
    page.goto(address(job))
    return page


def draft(job):
    with company_scope(job.company_id):
        return content_of(draft_of(job))


def asked(job, competency="data"):
    return [question.text for question in draft(job).questions_of(competency)]


def shown(page, competency="data"):
    return page.locator(f"[data-questions={competency}] .asked-text")


def settled(page):
    """No request is under way, and what came has been put in its place."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def test_a_field_is_saved_when_it_is_left_and_the_summary_follows(sheet, job):
    weight = sheet.get_by_label("Weight of 100").first
    weight.fill("40")
    weight.blur()
    expect(sheet.locator("#weights")).to_have_text("Weights 95 of 100")
    expect(sheet.locator("#summary")).to_contain_text("The weights add up to 95, not to 100.")
    expect(sheet.locator("#head-data")).to_contain_text("weight 40")
    assert draft(job).competencies[0].weight == 40


def test_several_fields_one_after_the_other_do_not_overtake_each_other(sheet, job):
    sheet.locator("#weight-data").fill("50")
    sheet.locator("#name-data").fill("Keeping money right")
    sheet.locator("#s-minutes").fill("45")
    sheet.locator("#s-minutes").blur()
    expect(sheet.locator("#head-data")).to_contain_text("Keeping money right")
    expect(sheet.locator("#summary")).to_contain_text("of 45 min")
    content = draft(job)
    assert (content.competencies[0].weight, content.competencies[0].name, content.minutes) == (50, "Keeping money right", 45)


def test_what_cannot_be_is_told_beside_the_field_and_kept_to_be_mended(sheet, job):
    sheet.locator("#weight-data").fill("400")
    sheet.locator("#weight-data").blur()
    expect(sheet.locator("#fault-c-data")).to_contain_text("Weight: Please enter 100 or less.")
    expect(sheet.locator("#weight-data")).to_have_value("400")
    assert draft(job).competencies[0].weight == 45
    sheet.locator("#weight-data").fill("44")
    sheet.locator("#weight-data").blur()
    expect(sheet.locator("#fault-c-data")).to_be_empty()


def test_a_question_is_moved_by_keyboard_and_the_focus_stays(sheet, job):
    before = asked(job)
    down = sheet.get_by_role("button", name="Move question 1 of Keeping data right down")
    down.focus()
    sheet.keyboard.press("Enter")
    expect(sheet.locator("#said")).to_have_text("Now question 2 of 3 in Keeping data right.")
    settled(sheet)
    expect(sheet.locator("#down-q1")).to_be_focused()
    sheet.keyboard.press("Enter")
    expect(sheet.locator("#said")).to_have_text("Now question 3 of 3 in Keeping data right.")
    settled(sheet)
    # The end: the button stays, and nothing is sent.
    expect(sheet.locator("#down-q1")).to_be_focused()
    expect(sheet.locator("#down-q1")).to_have_attribute("aria-disabled", "true")
    sheet.keyboard.press("Enter")
    assert asked(job) == [before[1], before[2], before[0]]


def test_the_page_stays_where_it_is_when_a_question_is_moved(sheet, job):
    sheet.set_viewport_size({"width": 1280, "height": 700})
    title, down = sheet.locator("#competencies-title"), sheet.locator("#down-q1")
    down.scroll_into_view_if_needed()
    stood = title.bounding_box()["y"]
    down.press("Enter")
    expect(sheet.locator("#said")).to_have_text("Now question 2 of 3 in Keeping data right.")
    settled(sheet)
    expect(down).to_be_focused()
    expect(down).to_be_in_viewport()
    assert abs(title.bounding_box()["y"] - stood) < 300


def test_a_competency_is_moved_by_keyboard_and_the_focus_stays(sheet, job):
    sheet.locator("#down-c-data").focus()
    sheet.keyboard.press("Enter")
    expect(sheet.locator("#said")).to_have_text("Now competency 2 of 4.")
    settled(sheet)
    expect(sheet.locator("#down-c-data")).to_be_focused()
    sheet.keyboard.press("Enter")
    expect(sheet.locator("#said")).to_have_text("Now competency 3 of 4.")
    settled(sheet)
    expect(sheet.locator("#down-c-data")).to_be_focused()
    # What goes takes the focus no farther than to where it stood.
    sheet.get_by_role("button", name="Remove question 1 of Keeping data right").press("Enter")
    expect(shown(sheet)).to_have_count(2)
    settled(sheet)
    expect(sheet.locator("#c-data :focus")).to_have_count(1)


def test_a_question_is_dragged_by_its_grip(sheet, job):
    before = asked(job)
    third = sheet.locator("#q-q3 [data-grip]")
    third.hover()
    third.drag_to(sheet.locator("#q-q1"), target_position={"x": 40, "y": 4})
    expect(shown(sheet).first).to_have_text(BRIEF)
    assert asked(job) == [before[2], before[0], before[1]]


def test_a_question_is_dragged_to_another_competency(sheet, job):
    text = asked(job)[0]
    grip = sheet.locator("#q-q1 [data-grip]")
    grip.hover()
    grip.drag_to(sheet.locator("#q-q4"), target_position={"x": 40, "y": 4})
    expect(shown(sheet, "ownership").first).to_have_text(text)
    assert asked(job, "ownership")[0] == text
    assert text not in asked(job)


def test_a_question_is_found_by_meaning_within_the_page_and_added(sheet, job):
    sheet.locator("#find-growing > summary").click()
    found = sheet.locator("#found-growing")
    expect(found.get_by_role("listitem").first).to_contain_text("Who did you last help to do something without you?")
    found.locator("[name=q]").fill("two people buy the last seat")
    found.get_by_role("button", name="Find").click()
    settled(sheet)
    expect(found.get_by_role("listitem").first).to_contain_text("last seat")
    found.get_by_role("button", name=re.compile("Add.*Two people")).click()
    expect(shown(sheet, "growing")).to_have_text([DATA[2]])
    expect(sheet.locator("#c-growing")).to_have_attribute("open", "")


def test_one_is_written_and_one_is_left_to_the_interview_and_then_asked_of_everybody(sheet, job, northwind):
    sheet.locator("#write-growing > summary").click()
    sheet.locator("#text-growing").fill("Whom did you teach something last?")
    sheet.locator("#write-growing").get_by_role("button", name="Add it").click()
    expect(shown(sheet, "growing")).to_have_count(1)
    settled(sheet)
    expect(sheet.locator("#write-growing :focus")).to_have_count(1)
    sheet.locator("#brief-growing > summary").click()
    sheet.locator("#brief-text-growing").fill("How they teach people who are slower")
    sheet.locator("#brief-growing").get_by_role("button", name="Add it").click()
    expect(shown(sheet, "growing")).to_have_count(2)
    settled(sheet)
    sheet.locator("#c-growing").get_by_role("button", name="Ask everybody exactly these").click()
    expect(sheet.locator("#c-growing .badge", has_text="Your own")).to_have_count(2)
    with company_scope(northwind):
        assert all(question.is_core for question in draft(job).questions_of("growing"))


def test_who_comes_second_is_told_and_sees_the_newer(sheet, job, context):
    other = context.new_page()
    other.goto(address(job))
    sheet.locator("#weight-data").fill("44")
    sheet.locator("#weight-data").blur()
    expect(sheet.locator("#weights")).to_have_text("Weights 99 of 100")
    other.locator("#weight-data").fill("20")
    other.locator("#weight-data").blur()
    expect(other.get_by_role("alert").first).to_contain_text(re.compile(r"This plan was changed at \d\d:\d\d by you, in another tab\."))
    expect(other.locator("#weight-data")).to_have_value("44")
    # And can go on from there.
    other.locator("#weight-data").fill("20")
    other.locator("#weight-data").blur()
    expect(other.locator("#weights")).to_have_text("Weights 75 of 100")
    assert draft(job).competencies[0].weight == 20


def test_it_is_saved_as_the_next_version_once_nothing_is_wrong(sheet, job):
    sheet.get_by_role("button", name="Save as version 2").click()
    expect(sheet.get_by_role("alert").first).to_contain_text("Helping others grow has no question.")
    sheet.locator("#c-growing").get_by_role("button", name="Remove Helping others grow").click()
    expect(sheet.locator("#c-growing")).to_have_count(0)
    sheet.get_by_role("button", name="Make it 100").click()
    expect(sheet.locator("#weights")).to_have_text("Weights 100 of 100")
    sheet.get_by_role("button", name="Save as version 2").click()
    expect(sheet.locator("#versions")).to_contain_text("Version 2")
    with company_scope(job.company_id):
        assert current_plan(job).number == 2


def test_without_javascript_a_plan_is_begun_edited_ordered_and_saved(cast, browser, server, enter):
    library(cast.northwind)
    job = job_with_description(cast.northwind)
    context = browser.new_context(java_script_enabled=False, base_url=server)
    enter(context, cast.carol)
    page = context.new_page()
    page.goto(address(job))
    page.get_by_role("button", name="Propose a plan").click()
    expect(page.get_by_text("Proposed by rules from the job’s description")).to_be_visible()
    card = page.locator("details.cmp").nth(0)
    name = card.locator("[name=name]").input_value()
    card.locator("[name=weight]").fill("1")
    card.get_by_role("button", name="Save this competency").click()
    expect(page.locator("#weights")).not_to_have_text("Weights 100 of 100")
    page.get_by_role("button", name="Make it 100").click()
    first = card.locator(".asked-text").first.inner_text()
    card.get_by_role("button", name=f"Move question 1 of {name} down").click()
    expect(page.locator("details.cmp").nth(0).locator(".asked-text").nth(1)).to_have_text(first)
    page.get_by_role("button", name="Save as version 1").click()
    expect(page.locator("#versions")).to_contain_text("Version 1")
    with company_scope(cast.northwind):
        assert Plan.objects.get(job=job).saved_at
    context.close()
