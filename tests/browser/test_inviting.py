"""Inviting and following candidates, in a browser."""

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.inviting_pages import PEOPLE, address, found, kept, open_job
from tests.interviews.inviting import change


def test_the_table_follows_what_happens_and_keeps_what_was_picked(cast, context, page, enter):
    job = open_job(cast, people=True)
    enter(context, cast.carol)
    page.goto(address(cast, job))
    pick = page.get_by_label(f"Pick {PEOPLE[0]}")
    pick.check()
    row = page.get_by_role("row").filter(has_text=PEOPLE[0])
    expect(row.get_by_text("Opened")).to_have_count(0)
    change(found(cast, PEOPLE[0]), opened_at=timezone.now())
    expect(row.get_by_text("Opened")).to_be_visible(timeout=15_000)
    expect(pick).to_be_checked()


def test_the_counts_follow_with_the_rows_and_the_bar_lights_up_with_a_choice(cast, context, page, enter):
    job = open_job(cast, people=True)
    enter(context, cast.carol)
    page.goto(address(cast, job))
    chips = page.get_by_role("navigation", name="Show those who are")
    expect(chips.get_by_role("link", name="Opened 1", exact=True)).to_be_visible()
    change(found(cast, PEOPLE[0]), opened_at=timezone.now())
    expect(chips.get_by_role("link", name="Opened 2", exact=True)).to_be_visible(timeout=15_000)
    remind = page.get_by_role("button", name="Remind")
    expect(remind).to_be_hidden()
    page.get_by_label(f"Pick {PEOPLE[0]}").check()
    expect(remind).to_be_visible()
    page.get_by_label(f"Pick {PEOPLE[0]}").uncheck()
    expect(remind).to_be_hidden()


def test_the_board_follows_too(cast, context, page, enter):
    job = open_job(cast, people=True)
    enter(context, cast.carol)
    page.goto(address(cast, job, "?view=board"))
    column = page.get_by_role("region", name="In interview")
    expect(column.get_by_text(PEOPLE[0])).to_have_count(0)
    change(found(cast, PEOPLE[0]), opened_at=timezone.now(), started_at=timezone.now())
    expect(column.get_by_text(PEOPLE[0])).to_be_visible(timeout=15_000)


def test_the_preview_follows_what_is_written(cast, context, page, enter):
    enter(context, cast.carol)
    page.goto(address(cast, open_job(cast), "invite/"))
    mail = page.frame_locator("iframe[name=preview]")
    expect(mail.get_by_text("Dear Amara Diallo,")).to_be_visible(timeout=15_000)
    page.fill("[name=name]", "Zofia Wrzesińska")
    expect(mail.get_by_text("Dear Zofia Wrzesińska,")).to_be_visible(timeout=15_000)
    page.fill("[name=text]", "Hello {vorname}")
    expect(mail.get_by_text("Nothing is known to fill in for {vorname}.")).to_be_visible(timeout=15_000)


def test_a_refused_invitation_begins_with_what_is_wrong_and_leads_to_the_field(cast, context, page, enter):
    enter(context, cast.carol)
    page.goto(address(cast, open_job(cast), "invite/"))
    page.fill("[name=name]", "Petra Alt")
    page.fill("[name=email]", "petra@post.example")
    page.fill("[name=day]", "2020-01-01")
    page.get_by_role("button", name="Send invitation").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    # And the mail is still to whom it was to.
    mail = page.frame_locator("iframe[name=preview]")
    expect(mail.get_by_text("That moment has passed.")).to_be_visible(timeout=15_000)
    summary.get_by_role("link", name="Deadline: That moment has passed. Choose a later one.").click()
    expect(page.locator("[name=day]")).to_be_focused()
    page.fill("[name=day]", "2090-01-01")
    expect(mail.get_by_text("Dear Petra Alt,")).to_be_visible(timeout=15_000)


def test_the_preview_is_to_the_person_who_was_chosen(cast, context, page, enter):
    job = open_job(cast, people=True)
    enter(context, cast.carol)
    page.goto(address(cast, job, f"invite/?candidate={found(cast, PEOPLE[1]).candidate_id}"))
    expect(page.frame_locator("iframe[name=preview]").get_by_text(f"Dear {PEOPLE[1]},")).to_be_visible(timeout=15_000)


def test_reminders_follow_the_deadline(cast, context, page, enter):
    enter(context, cast.carol)
    page.goto(address(cast, open_job(cast), "invite/"))
    page.fill("[name=time]", "12:00")
    page.fill("[name=day]", "2090-03-15")
    page.locator("[name=day]").blur()
    expect(page.get_by_role("group", name="Reminders")).to_contain_text("14 Mar", timeout=15_000)


def test_a_row_is_corrected_in_place_and_the_preview_leafs(cast, context, page, enter):
    _, where = kept(cast)
    enter(context, cast.carol)
    page.goto(where)
    mail = page.frame_locator("iframe[name=preview]")
    # Of somebody in the list from the beginning.
    expect(mail.get_by_text("Dear Amara Diallo,")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="Use tiago.ferreira@outlook.com").click()
    row = page.get_by_role("row").filter(has_text="Tiago Ferreira")
    expect(row.get_by_text("Ready")).to_be_visible(timeout=15_000)
    expect(row.get_by_role("button", name="Leave out")).to_be_focused()
    page.get_by_role("button", name="Next person").click()
    expect(mail.get_by_text("Dear Kenji Watanabe,")).to_be_visible(timeout=15_000)
