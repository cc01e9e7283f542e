"""From a pasted description to ten invited candidates, by the presses that it takes."""

import pytest
from playwright.sync_api import expect

from accounts.tenancy import company_scope
from interviews.models import Invitation, InvitationList
from interviews.services.lists.sending import send_batch
from tests.browser.plan_pages import library
from tests.interviews.descriptions import BACKEND

PEOPLE = "\n".join(f"Person {letter}, person.{letter.lower()}@post.example" for letter in "ABCDEFGHIJ")


@pytest.fixture
def carols_page(committed, northwind, carol, context, page, enter):
    library(northwind)
    enter(context, carol)
    return page


def test_five_presses_and_two_fields_lead_from_a_description_to_ten_invitations(carols_page, northwind, complaints):
    page, found = carols_page, complaints(carols_page)
    page.goto("/c/northwind/")
    page.get_by_role("link", name="Create a job").click()
    page.get_by_role("textbox", name="Description").fill(f"{BACKEND.title}\n{BACKEND.description}")
    page.get_by_role("button", name="Create the job and propose its plan").click()
    expect(page.get_by_text("Proposed by rules from the job’s description")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Save and open the job").click()
    expect(page.get_by_text("and the job is open. Whom do you invite?")).to_be_visible()
    page.get_by_label("Paste names and addresses").fill(PEOPLE)
    page.get_by_role("button", name="Look at the list").click()
    expect(page.frame_locator("iframe[name=preview]").get_by_text("Dear Person A,")).to_be_visible()
    page.get_by_role("button", name="Send the invitations").click()
    expect(page.get_by_text("10 invitations are on their way.")).to_be_visible()
    with company_scope(northwind):
        found_list = InvitationList.objects.get()
    send_batch(list_id=found_list.pk, company_id=northwind.pk)
    with company_scope(northwind):
        assert Invitation.objects.count() == 10
    assert found == []
