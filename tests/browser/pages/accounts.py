"""People, companies, and what models cost them."""

from datetime import timedelta

from django.urls import reverse

from accounts.models import Company, ProviderKey, Role
from accounts.queries import month_of
from accounts.services.audit import Actor
from accounts.services.members import invite_member, revoke_invitation
from accounts.tenancy import company_scope
from tests.accounts.test_budgets import allow, spend
from tests.accounts.test_models_of_a_company import give_key
from tests.browser import job_pages
from tests.browser.pages.page import Page


def invitation_page(page, cast):
    return page.goto(reverse("accounts:join", args=[invited(cast)[0]]))


def closed_invitation_page(page, cast):
    token, invitation = invited(cast)
    revoke_invitation(invitation=invitation, revoker=cast.alices, by=Actor())
    return page.goto(reverse("accounts:join", args=[token]))


def invited(cast):
    sent = invite_member(company=cast.northwind, email="d@northwind.example", role=Role.REVIEWER, inviter=cast.alices, by=Actor())
    link = next(word for word in sent.mail.text.split() if "/join/" in word)
    return link.rstrip("/").rpartition("/")[2], sent.invitation


def team_page_with_waiting_invitations(page, cast):
    invited(cast)
    return page.goto("/c/northwind/team/")


def account_page_with_a_long_name(page, cast):
    with company_scope(cast.northwind):
        Company.objects.update(name="W" * 80)
    return page.goto("/account/")


def page_that_asks_before_removing(page, cast):
    page.goto("/c/northwind/team/")
    return page.goto(page.get_by_role("link", name="Remove Bob Adeyemi").get_attribute("href"))


def models_page_of_a_busy_month(page, cast):
    """Own keys, one of them lost; every kind of use; a budget that is nearly used, and months before."""
    month = month_of(cast.northwind)
    allow(cast.northwind, "50")
    give_key(cast.northwind, "openai", quick="gpt-6-sol")
    give_key(cast.northwind, "groq")
    with company_scope(cast.northwind):
        ProviderKey.objects.filter(provider="groq").update(checked_at=None, refused_at=month)
        ProviderKey.objects.create(company=cast.northwind, provider="anthropic", secret="lost", ending="9x4a", created_by=cast.alice)
    more = {"model": "gpt-6-luna", "input_tokens": 1_234_567, "output_tokens": 98_765}
    spend(cast.northwind, "31.4159", **more)
    spend(cast.northwind, "0.02", state="failed", is_estimated=True, **more)
    spend(cast.northwind, "9.1", ability="transcribe", provider="groq", model="whisper-large-v3", audio_seconds=29_500, own_key=True)
    spend(cast.northwind, "0.5", ability="speak", model="gpt-4o-mini-tts", characters=123_456)
    spend(cast.northwind, None, ability="embed", model="text-embedding-of-tomorrow", input_tokens=77_000)
    for number in range(1, 8):
        spend(cast.northwind, 7 * number, at=month - timedelta(days=30 * number))
    return page.goto("/c/northwind/models/")


def models_page_of_a_spent_month(page, cast):
    allow(cast.northwind, "1")
    spend(cast.northwind, "1.37")
    return page.goto("/c/northwind/models/")


def models_page_with_a_wrong_budget(page, cast):
    page.goto("/c/northwind/models/")
    page.fill("[name=limit]", "-5")
    with page.expect_navigation() as answer:
        page.click("text=Save the budget")
    return answer.value


def settings_that_delete(page, cast):
    page.goto("/c/northwind/settings/")
    page.get_by_label("Transcripts and reports are kept for").select_option("6 months")
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Save").click()
    return answer.value


def form_of_a_known_key(page, cast):
    give_key(cast.northwind, "openai", quick="gpt-6-sol")
    return page.goto("/c/northwind/models/keys/openai/")


def page_that_asks_before_a_key_goes(page, cast):
    give_key(cast.northwind, "openai")
    return page.goto("/c/northwind/models/keys/openai/remove/")


def staff_page_after_asking(page, cast):
    spend(cast.northwind, "0.02", model="gpt-6-luna", state="failed")
    page.goto("/staff/models/")
    with page.expect_navigation() as answer:
        page.click("text=Ask each of them now")
    return answer.value


def second_step_of_a_company(page, cast):
    page.goto("/companies/new/")
    page.fill("[name=name]", "Westhaven Books")
    page.click("main form .btn-primary")
    page.wait_for_url("**/appearance/")
    return page.reload()


PAGES: dict[str, Page] = {
    "accounts:home": Page("/", None),
    "accounts:account": Page("/account/"),
    "accounts:new-company": Page("/companies/new/"),
    "accounts:new-company-appearance": Page(steps=second_step_of_a_company),
    "accounts:join": Page(who=None, steps=invitation_page),
    "accounts:join (closed)": Page(who=None, steps=closed_invitation_page, status=410),
    "accounts:join (replaced)": Page("/join/no-such-token/", None, status=404),
    "accounts:account (a long name)": Page(steps=account_page_with_a_long_name),
    "accounts:today": Page("/c/northwind/"),
    "accounts:today (a job to plan)": Page(steps=job_pages.second_day("draft")),
    "accounts:today (somebody to invite)": Page(steps=job_pages.second_day("open")),
    "accounts:today (hiring)": Page(who="carol", steps=job_pages.today_page),
    "accounts:today (reviewer)": Page("/c/northwind/", "bob"),
    "accounts:today (reviewer with jobs)": Page(who="bob", steps=job_pages.today_page),
    "accounts:team": Page(steps=team_page_with_waiting_invitations),
    "accounts:team (reviewer)": Page("/c/northwind/team/", "bob"),
    "accounts:remove": Page(steps=page_that_asks_before_removing),
    "accounts:mail": Page("/c/northwind/mail/"),
    "accounts:mail (reviewer)": Page("/c/northwind/mail/", "bob"),
    "accounts:leave": Page("/c/northwind/leave/"),
    "accounts:settings": Page("/c/northwind/settings/"),
    "accounts:settings (deletes)": Page(steps=settings_that_delete, status=422),
    "accounts:models": Page("/c/northwind/models/"),
    "accounts:models (a busy month)": Page(steps=models_page_of_a_busy_month),
    "accounts:models (spent)": Page(steps=models_page_of_a_spent_month),
    "accounts:models-budget (wrong)": Page(steps=models_page_with_a_wrong_budget, status=422),
    "accounts:models-key": Page("/c/northwind/models/keys/anthropic/"),
    "accounts:models-key (known)": Page(steps=form_of_a_known_key),
    "accounts:models-key-remove": Page(steps=page_that_asks_before_a_key_goes),
    "accounts:audit": Page("/c/northwind/audit/"),
    "accounts:audit (nothing found)": Page("/c/northwind/audit/?words=nobody"),
    "accounts:staff-models": Page("/staff/models/", "sam"),
    "accounts:staff-models (asked)": Page(who="sam", steps=staff_page_after_asking),
}

NOT_PAGES = {
    "accounts:colours": "JSON",
    "accounts:logo": "a picture",
    "accounts:invite": "takes a form",
    "accounts:resend": "takes a form",
    "accounts:revoke": "takes a form",
    "accounts:role": "takes a form",
    "accounts:audit-export": "a file",
}
