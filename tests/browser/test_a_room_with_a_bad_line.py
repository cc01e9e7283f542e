"""What a candidate wrote or pressed while the line was bad: nothing of it is lost, overwritten, or left on the device."""

from playwright.sync_api import expect

from accounts.tenancy import company_scope
from interviews.models import Interview, Turn
from tests.browser.candidate_pages import work_at
from tests.browser.test_room import answers, cast, drafts, field, in_room, is_mine, typing, worker  # noqa: F401 - fixtures
from tests.interviews.jobs import at, planned_job

LEFT_HERE = "Object.keys(localStorage).filter(name => name.startsWith('room/'))"


def test_where_there_are_only_requests_drafts_are_kept_after_a_blip(cast, page, enter):  # noqa: F811
    job = planned_job(cast.northwind)
    enter(page.context, cast.carol)
    page.goto(at(job, "plan/"))
    page.get_by_role("button", name="Try it as a candidate").click()
    expect(page.get_by_text("You are trying the plan of")).to_be_visible()
    with company_scope(cast.northwind):
        trial = Interview.objects.get(job=job, invitation=None)
    work_at(trial)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Are you ready to begin?", timeout=15_000)

    def is_kept(text: str) -> None:
        field(page).fill(text)
        expect(page.get_by_text("Kept just now")).to_be_visible(timeout=10_000)
        with company_scope(cast.northwind):
            assert Turn.objects.get(interview=trial).draft == text

    is_kept("One")
    is_kept("One, two")
    page.context.set_offline(True)
    expect(page.locator("#room-page")).to_have_attribute("data-line", "away", timeout=15_000)
    page.context.set_offline(False)
    expect(page.locator("#room-page")).to_have_attribute("data-line", "up", timeout=20_000)
    is_kept("One, two, three")
