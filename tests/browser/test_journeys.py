"""Whole ways through the product, as a person takes them."""

import re

import pytest
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from playwright.sync_api import expect

from tests.browser.pages.page import arrive
from tests.conftest import PASSWORD


@pytest.fixture(autouse=True)
def no_rate_limits_of_other_tests():
    cache.clear()


def follow_newest_mail(page, to: str) -> None:
    """Open the newest mail to somebody in the development outbox and press its button."""
    page.goto("/dev/outbox/")
    row = page.get_by_role("row").filter(has_text=to).first
    row.get_by_role("link").click()
    page.wait_for_url("**/dev/outbox/*-*/")
    link = page.locator("pre a").first.get_attribute("href")
    page.goto(link)


def sign_up(page, name: str, email: str) -> None:
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()


def log_in(page, email: str) -> None:
    page.goto("/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def test_from_the_front_page_to_a_company_with_a_colleague_in_it(committed, page, browser, server, complaints):
    found = complaints(page)
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Sign up").click()
    sign_up(page, "Wanda West", "wanda@westhaven.example")
    page.wait_for_url("**/confirm-email/")
    follow_newest_mail(page, "wanda@westhaven.example")
    page.get_by_role("button", name="Yes, confirm it").click()
    page.wait_for_url("**/companies/new/")
    page.get_by_label("Name").fill("Westhaven Books")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/appearance/")
    page.get_by_role("button", name="Amber").click()
    page.get_by_label("Who candidates can write to").fill("people@westhaven.example")
    page.get_by_role("button", name="Create company").click()
    page.wait_for_url("**/c/westhaven-books/")
    page.get_by_role("link", name="Invite your team").click()
    page.get_by_label("E-mail").fill("tom@westhaven.example")
    page.get_by_label("Role", exact=True).select_option("recruiter")
    page.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_text("The invitation to tom@westhaven.example is on its way.")).to_be_visible()

    context = browser.new_context(base_url=server)
    colleague = context.new_page()
    follow_newest_mail(colleague, "tom@westhaven.example")
    colleague.get_by_role("link", name="Sign up as tom@westhaven.example").click()
    expect(colleague.get_by_label("E-mail")).to_have_value("tom@westhaven.example")
    sign_up(colleague, "Tom Tanner", "tom@westhaven.example")
    colleague.get_by_role("button", name="Join Westhaven Books").click()
    colleague.wait_for_url("**/c/westhaven-books/")
    context.close()

    page.reload()
    expect(page.get_by_text("Tom Tanner").first).to_be_visible()
    page.get_by_role("link", name="Audit log").click()
    expect(page.get_by_role("cell", name="Member: joined")).to_be_visible()
    assert found == []


def test_a_second_step_with_a_code_from_the_phone(committed, northwind, alice, page, complaints):
    found = complaints(page)
    log_in(page, alice.email)
    page.wait_for_url("**/c/northwind/")
    arrive(page, "/2fa/totp/activate/")
    secret = page.locator("#authenticator-key").text_content()
    code = hotp_value(secret, next(iter(yield_hotp_counters_from_time())))
    page.get_by_role("textbox", name="Code").fill(f"{code:06d}")
    page.get_by_role("button", name="Connect it").click()
    page.wait_for_url(re.compile("/2fa/(recovery-codes/)?$"))
    arrive(page, "/2fa/recovery-codes/")
    spare = re.search(r"\b[0-9a-f]{8}\b", page.get_by_role("main").inner_text()).group(0)
    page.context.clear_cookies()
    log_in(page, alice.email)
    page.wait_for_url("**/2fa/authenticate/")
    page.get_by_role("textbox", name="Code", exact=True).fill("000000")
    page.get_by_role("main").locator("form .btn-primary").first.click()
    expect(page.locator(".error, .notice-bad").first).to_be_visible()
    page.get_by_text("No phone at hand?").click()
    page.get_by_label("Recovery code").fill(spare)
    page.get_by_role("button", name="Use it").click()
    page.wait_for_url(lambda url: "/2fa/trust" in url or "/c/northwind" in url)
    assert [text for text in found if "400" not in text] == []


def test_a_passkey_opens_the_door_without_a_password(committed, northwind, alice, page, complaints):
    found = complaints(page)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"automaticPresenceSimulation": True}})
    log_in(page, alice.email)
    page.wait_for_url("**/c/northwind/")
    arrive(page, "/2fa/webauthn/add/")
    page.get_by_label("Name").fill("My laptop")
    page.get_by_role("main").locator("form .btn-primary").first.click()
    page.wait_for_url(lambda url: "/webauthn/add" not in url)
    arrive(page, "/2fa/webauthn/")
    expect(page.get_by_role("link", name="Rename My laptop")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/c/northwind/")
    assert found == []


def test_the_audit_log_is_filtered_without_leaving_the_page(committed, northwind, alice, context, page, enter):
    enter(context, alice)
    page.goto("/c/northwind/audit/")
    expect(page.get_by_text("Company: created").last).to_be_visible()
    page.get_by_label("Person or thing").fill("nobody")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="Nothing matches")).to_be_visible()
    expect(page).to_have_url(re.compile(r"words=nobody"))


def test_removing_asks_first_and_the_safe_answer_has_the_focus(committed, northwind, alice, bob, context, page, enter):
    enter(context, alice)
    page.goto("/c/northwind/team/")
    page.get_by_role("link", name="Remove Bob Adeyemi").click()
    dialog = page.get_by_role("dialog", name="Remove Bob Adeyemi?")
    expect(dialog.get_by_role("button", name="Keep")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("link", name="Remove Bob Adeyemi").click()
    dialog.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Bob Adeyemi no longer has access.")).to_be_visible()


def test_the_chosen_theme_stays(committed, northwind, alice, context, page, enter):
    enter(context, alice)
    page.goto("/c/northwind/")
    page.get_by_text("Account and display").click()
    page.get_by_label("Dark").locator("visible=true").check()
    page.goto("/c/northwind/team/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_pages_work_without_javascript(committed, northwind, alice, bob, browser, server, enter):
    context = browser.new_context(base_url=server, java_script_enabled=False)
    enter(context, alice)
    page = context.new_page()
    page.goto("/c/northwind/audit/")
    page.get_by_label("Person or thing").fill("nobody")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="Nothing matches")).to_be_visible()
    page.goto("/c/northwind/team/")
    page.get_by_label("E-mail").fill("x@northwind.example")
    page.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_text("x@northwind.example").first).to_be_visible()
    page.get_by_role("link", name="Remove Bob Adeyemi").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Bob Adeyemi no longer has access.")).to_be_visible()
    context.close()
