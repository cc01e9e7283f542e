"""A plan is tried out in a real browser, and an interview is watched in two."""

from playwright.sync_api import expect

from accounts.tenancy import company_scope
from interviews.models import Interview
from tests.browser.candidate_pages import held, work_at
from tests.browser.microphones import give_microphone
from tests.browser.speaking import READY, answer, asks, attend, ear, is_heard, listening_server  # noqa: F401 - fixtures
from tests.interviews.invited import TOKEN, TYPING_ONLY
from tests.interviews.jobs import at, planned_job


def trial_of(job) -> Interview | None:
    with company_scope(job.company_id):
        return Interview.objects.filter(job=job, invitation=None).first()


def test_a_plan_is_tried_and_left(cast, page, enter):
    job = planned_job(cast.northwind)
    enter(page.context, cast.carol)
    page.goto(at(job, "plan/"))
    page.get_by_role("button", name="Try it as a candidate").click()
    expect(page.get_by_text("You are trying the plan of")).to_be_visible()
    work_at(trial_of(job))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Are you ready to begin?", timeout=15_000)
    page.get_by_role("textbox", name="Your answer").fill("Yes")
    page.get_by_role("button", name="Send answer").click()
    expect(page.get_by_text("The interviewer is thinking.")).to_be_visible(timeout=15_000)
    work_at(trial_of(job))
    expect(page.get_by_role("heading", level=1)).to_contain_text("To begin with", timeout=15_000)
    page.get_by_role("button", name="End and go back to the plan").click()
    expect(page.get_by_role("heading", name=job.title)).to_be_visible()
    assert trial_of(job) is None


def test_a_plan_is_tried_aloud(cast, attend, browser, listening_server, enter):  # noqa: F811
    job = planned_job(cast.northwind)
    with browser.new_context(base_url=listening_server) as context:
        enter(context, cast.carol)
        page = context.new_page()
        give_microphone(page)
        page.goto(at(job, "plan/"))
        page.get_by_role("button", name="Try it as a candidate").click()
        expect(page.get_by_text("You are trying the plan of")).to_be_visible()
        attend(trial_of(job))
        # Nobody who only wants to look is asked for their microphone.
        expect(page.get_by_role("textbox", name="Your answer")).to_be_visible()
        expect(page.locator("#room-page")).to_have_attribute("data-line", "up", timeout=15_000)
        page.get_by_role("button", name="Speak", exact=True).click()
        page.get_by_role("button", name="Answer now").click()
        answer(page, 1, READY)
        is_heard(page, 2)
        expect(page.locator("#log")).to_contain_text(READY)
        expect(page.get_by_role("link", name="This is not what I said")).to_have_count(0)


def test_a_recruiter_reads_along_and_the_candidate_sees_it(cast, page, base_url, enter):
    invitation = held(cast, "Yes", plan={"may_be_watched": True} | TYPING_ONLY)
    page.goto(f"/i/{TOKEN}/")
    expect(page.get_by_role("textbox", name="Your answer")).to_be_visible()
    watching = page.context.browser.new_context(base_url=base_url).new_page()
    enter(watching.context, cast.carol)
    watching.goto(f"/c/northwind/invitations/{invitation.pk}/live/")
    expect(watching.get_by_text("To begin with")).to_be_visible()
    expect(page.get_by_text("Somebody from Northwind Logistics is reading along.")).to_be_visible(timeout=15_000)
    page.get_by_role("textbox", name="Your answer").fill("I moved a ledger last year.")
    page.get_by_role("button", name="Send answer").click()
    expect(watching.get_by_text("I moved a ledger last year.")).to_be_visible(timeout=15_000)
    watching.get_by_role("button", name="10 min").click()
    expect(watching.get_by_text("They have 10 minutes more")).to_be_visible()
    expect(page.get_by_text("You have 10 minutes more.")).to_be_visible(timeout=15_000)
    watching.close()
