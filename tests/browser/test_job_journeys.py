"""From a pasted advertisement to a job that is open, as a recruiter does it: with a mouse, from a file, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from accounts.tenancy import company_scope
from interviews.models import Job
from interviews.services.farewells import tell_of_closing
from tests.interviews.hiring import make_invitation, make_plan
from tests.interviews.jobs import JOBS, at, jobs_in, planned_job
from tests.interviews.questions import make_bank, make_question

ADVERT = {"name": "advert.txt", "mimeType": "text/plain", "buffer": b"Night shift lead\n\nYou run the yard from ten to six."}


@pytest.fixture
def carols_page(committed, northwind, carol, context, page, enter):
    enter(context, carol)
    return page


def rows(page):
    return page.get_by_role("group", name="Question and answer", include_hidden=True)


def test_from_the_first_page_to_a_job_that_is_open_and_given_to_a_reviewer(carols_page, northwind, bob, complaints):
    page, found = carols_page, complaints(carols_page)
    page.goto("/c/northwind/")
    page.get_by_role("link", name="Create a job").click()
    page.get_by_role("textbox", name="Description").fill("We are looking for a night shift lead to run our yard.\nFrom ten to six.")
    expect(rows(page)).to_have_count(7)
    # They need not be looked at before a job is made.
    expect(rows(page).first).to_be_hidden()
    expect(page.get_by_role("button", name="Only create it")).to_be_in_viewport()
    page.get_by_text("What candidates may ask").click()
    rows(page).first.get_by_label("The interviewer may say").fill("You hear from us within a week.")
    rows(page).nth(1).get_by_role("button", name="Remove").click()
    expect(rows(page)).to_have_count(6)
    expect(rows(page).nth(1).get_by_label("When a candidate asks")).to_be_focused()
    page.get_by_role("button", name="Add a question").click()
    expect(rows(page).last.get_by_label("When a candidate asks")).to_be_focused()
    rows(page).last.get_by_label("When a candidate asks").fill("Is there a canteen?")
    rows(page).last.get_by_label("The interviewer may say").fill("Yes, until midnight.")
    page.get_by_role("button", name="Only create it").click()
    expect(page.get_by_role("heading", name="Night shift lead", level=1)).to_be_visible()
    expect(page.get_by_text("as a draft. Nobody has been written to.")).to_be_visible()
    job = jobs_in(northwind)[0]
    assert [each["question"] for each in job.faq] == ["What are the next steps after this interview?", "Is there a canteen?"]

    with company_scope(northwind):
        make_plan(job, make_question(make_bank(northwind)))
    page.get_by_role("link", name="Settings").click()
    page.get_by_label("Give it to a reviewer").select_option(label="Bob Adeyemi (bob@northwind.example)")
    page.get_by_role("button", name="Give the job").click()
    expect(page.get_by_text("Bob Adeyemi sees this job now.")).to_be_visible()
    page.get_by_role("button", name="Open the job").click()
    expect(page.get_by_text("The job is open.")).to_be_visible()
    assert found == []


def test_a_file_fills_the_description_while_the_page_stays(carols_page, northwind, complaints):
    page, found = carols_page, complaints(carols_page)
    page.goto(f"{JOBS}new/")
    page.get_by_label("Team").fill("Yard")
    page.locator("[name=document]").set_input_files(ADVERT)
    expect(page.get_by_text("advert.txt")).to_be_visible()
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("Read from advert.txt. Nothing is saved until you save.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Description")).to_have_value(re.compile("You run the yard"))
    expect(page.get_by_label("Title")).to_have_value("Night shift lead")
    expect(page.get_by_label("Team")).to_have_value("Yard")
    page.get_by_role("button", name="Create the job").click()
    expect(page.get_by_role("heading", name="Night shift lead", level=1)).to_be_visible()
    assert found == []


def test_closing_asks_in_a_dialog_and_deleting_on_the_way(carols_page, northwind, complaints):
    job = planned_job(northwind)
    with company_scope(northwind):
        make_invitation(job)
    page, found = carols_page, complaints(carols_page)
    page.goto(at(job))
    page.get_by_role("link", name="Close job").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 invitation is out and has not been used.")
    dialog.get_by_role("button", name="Keep it open").click()
    expect(dialog).to_be_hidden()
    page.get_by_role("link", name="Close job").click()
    page.get_by_role("dialog").get_by_role("button", name="Close the job").click()
    expect(page.get_by_text("The job is closed.")).to_be_visible()
    # What a worker does.
    assert len(list(tell_of_closing(job_id=job.pk, company_id=northwind.pk))) == 1
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("link", name="Delete the job").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete for good").click()
    page.wait_for_url(f"**{JOBS}")
    assert jobs_in(northwind) == []
    assert found == []


def test_without_javascript(committed, northwind, carol, browser, server, enter):
    context = browser.new_context(base_url=server, java_script_enabled=False)
    enter(context, carol)
    page = context.new_page()
    page.goto(f"{JOBS}new/")
    page.locator("[name=document]").set_input_files(ADVERT)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_label("Title")).to_have_value("Night shift lead")
    page.get_by_role("button", name="Add a question").click()
    expect(rows(page)).to_have_count(8)
    rows(page).last.get_by_label("When a candidate asks").fill("Is there a canteen?")
    rows(page).last.get_by_label("The interviewer may say").fill("Yes.")
    rows(page).first.get_by_role("button", name="Remove").click()
    expect(rows(page)).to_have_count(7)
    # Enter saves, whatever else the form has for buttons.
    page.get_by_label("Team").fill("Yard")
    page.get_by_label("Team").press("Enter")
    expect(page.get_by_role("heading", name="Night shift lead", level=1)).to_be_visible()
    with company_scope(northwind):
        assert Job.objects.get().faq == [{"question": "Is there a canteen?", "answer": "Yes."}]
        make_plan(Job.objects.get(), make_question(make_bank(northwind)))
    page.reload()
    page.get_by_role("button", name="Open the job").click()
    page.get_by_role("link", name="Close job").click()
    page.get_by_role("button", name="Close the job").click()
    expect(page.get_by_text("The job is closed.")).to_be_visible()
    context.close()
