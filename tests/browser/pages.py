"""Every page there is, and how a browser gets there. tests/browser/test_every_page.py fails when one is missing here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.urls import reverse

from accounts.models import Company, ProviderKey, Role
from accounts.queries import month_of
from accounts.services.audit import Actor
from accounts.services.members import invite_member, revoke_invitation
from accounts.tenancy import company_scope
from tests.accounts.test_budgets import allow, spend
from tests.accounts.test_models_of_a_company import give_key
from tests.browser import review_pages
from tests.conftest import PASSWORD


@dataclass(frozen=True)
class Page:
    """`address`: where it lives. `who`: a fixture of the cast, or None. `prepare` may change both the world and the address."""

    address: str = ""
    who: str | None = "alice"
    # Leads to the page by the steps a person takes, where an address alone does not.
    steps: Callable | None = None
    status: int = 200


def log_in_by_form(page, cast) -> None:
    page.goto("/login/")
    page.fill("[name=login]", cast.alice.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit], main form .btn-primary")
    page.wait_for_url("**/c/northwind/")


def arrive(page, address: str):
    """Go somewhere, giving the password again where a page asks for it."""
    page.goto(address)
    if page.url.split("?")[0].endswith("/reauthenticate/") and not address.endswith("/reauthenticate/"):
        page.fill("[name=password]", PASSWORD)
        page.click("main form .btn-primary")
        page.wait_for_url(f"**{address}")
    response = page.goto(address)
    assert page.url.endswith(address), f"{address} leads to {page.url}"
    return response


def fresh(address: str) -> Callable:
    """For pages that ask for the password again unless it was given just now."""

    def steps(page, cast):
        log_in_by_form(page, cast)
        return arrive(page, address)

    return steps


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


def code_page(page, cast):
    page.goto("/login/code/")
    page.fill("[name=email]", cast.alice.email)
    page.click("main form .btn-primary")
    page.wait_for_url("**/login/code/confirm/")
    return page.reload()


def reset_link_page(page, cast):
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    key = f"{user_pk_to_url_str(cast.alice)}-{default_token_generator.make_token(cast.alice)}"
    page.goto(f"/password/reset/key/{key}/")
    return page.reload()


def confirm_address_page(page, cast):
    from allauth.account.models import EmailConfirmationHMAC

    address = EmailAddress.objects.create(user=cast.alice, email="second@northwind.example")
    return page.goto(f"/confirm-email/{EmailConfirmationHMAC(address).key}/")


def mail_page(page, cast):
    invited(cast)
    page.goto("/dev/outbox/")
    page.click("table a")
    page.wait_for_url("**/dev/outbox/*-*/")
    return page.reload()


def second_factor_page(page, cast):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(cast.alice, generate_totp_secret())
    page.goto("/login/")
    page.fill("[name=login]", cast.alice.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit], main form .btn-primary")
    page.wait_for_url("**/2fa/authenticate/")
    return page.reload()


def with_recovery_codes(address: str) -> Callable:
    def steps(page, cast):
        from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
        from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

        log_in_by_form(page, cast)
        TOTP.activate(cast.alice, generate_totp_secret())
        RecoveryCodes.activate(cast.alice)
        return arrive(page, address)

    return steps


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
    "accounts:today (reviewer)": Page("/c/northwind/", "bob"),
    "accounts:team": Page(steps=team_page_with_waiting_invitations),
    "accounts:team (reviewer)": Page("/c/northwind/team/", "bob"),
    "accounts:remove": Page(steps=page_that_asks_before_removing),
    "accounts:leave": Page("/c/northwind/leave/"),
    "accounts:settings": Page("/c/northwind/settings/"),
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
    "interviews:staff-review": Page(who="sam", steps=review_pages.queue),
    "interviews:staff-review (empty)": Page(review_pages.QUEUE, "sam"),
    "interviews:staff-review (nothing of this kind)": Page(review_pages.QUEUE + "?language=fr", "sam"),
    "interviews:staff-review (without models)": Page(who="sam", steps=review_pages.queue_without_models),
    "interviews:staff-review (rejected)": Page(who="sam", steps=review_pages.after_a_rejection),
    "interviews:staff-review-accept": Page(who="sam", steps=review_pages.form_of("follow-up")),
    "interviews:staff-review-accept (question)": Page(who="sam", steps=review_pages.form_of("question")),
    "interviews:staff-review-accept (wrong)": Page(who="sam", steps=review_pages.wrong_form, status=422),
    "interviews:staff-review-reject": Page(who="sam", steps=review_pages.rejection),
    "interviews:staff-near": Page(who="sam", steps=review_pages.near),
    "interviews:staff-near (empty)": Page(review_pages.NEAR, "sam"),
    "interviews:staff-near (looking)": Page(who="sam", steps=review_pages.near_while_looking),
    "account_login": Page("/login/", None),
    "account_signup": Page("/signup/", None),
    "account_logout": Page("/logout/"),
    "account_inactive": Page("/inactive/", None),
    "account_reset_password": Page("/password/reset/", None),
    "account_reset_password_done": Page("/password/reset/done/", None),
    "account_reset_password_from_key": Page(who=None, steps=reset_link_page),
    "account_reset_password_from_key_done": Page("/password/reset/key/done/", None),
    "account_email_verification_sent": Page("/confirm-email/", None),
    "account_confirm_email": Page(who=None, steps=confirm_address_page),
    "account_request_login_code": Page("/login/code/", None),
    "account_confirm_login_code": Page(who=None, steps=code_page),
    "account_email": Page(who=None, steps=fresh("/email/")),
    "account_change_password": Page(who=None, steps=fresh("/password/change/")),
    "account_reauthenticate": Page("/reauthenticate/"),
    "mfa_index": Page(who=None, steps=fresh("/2fa/")),
    "mfa_index (with two steps)": Page(who=None, steps=with_recovery_codes("/2fa/")),
    "mfa_authenticate": Page(who=None, steps=second_factor_page),
    "mfa_reauthenticate": Page(who=None, steps=with_recovery_codes("/2fa/reauthenticate/")),
    "mfa_activate_totp": Page(who=None, steps=fresh("/2fa/totp/activate/")),
    "mfa_deactivate_totp": Page(who=None, steps=with_recovery_codes("/2fa/totp/deactivate/")),
    "mfa_view_recovery_codes": Page(who=None, steps=with_recovery_codes("/2fa/recovery-codes/")),
    "mfa_generate_recovery_codes": Page(who=None, steps=with_recovery_codes("/2fa/recovery-codes/generate/")),
    "mfa_list_webauthn": Page(who=None, steps=fresh("/2fa/webauthn/")),
    "mfa_add_webauthn": Page(who=None, steps=fresh("/2fa/webauthn/add/")),
    "socialaccount_login_cancelled": Page("/3rdparty/login/cancelled/", None),
    "socialaccount_login_error": Page("/3rdparty/login/error/", None, status=401),
    "socialaccount_connections": Page(who=None, steps=fresh("/3rdparty/")),
    "usersessions_list": Page("/sessions/"),
    "workshop:styleguide": Page("/styleguide/", None),
    "workshop:outbox": Page("/dev/outbox/", None),
    "workshop:mail": Page(who=None, steps=mail_page),
    "workshop:error": Page("/dev/errors/404/", None, status=404),
    **{f"workshop:error ({code})": Page(f"/dev/errors/{code}/", None, status=code) for code in (400, 403, 405, 413, 429, 500, 503)},
}

# What is no page of its own, and why.
NOT_PAGES = {
    "livez": "plain text",
    "readyz": "JSON",
    "accounts:colours": "JSON",
    "accounts:logo": "a picture",
    "accounts:invite": "takes a form",
    "accounts:resend": "takes a form",
    "accounts:revoke": "takes a form",
    "accounts:role": "takes a form",
    "accounts:audit-export": "a file",
    "interviews:staff-review-merge": "takes a form",
    "interviews:staff-review-reopen": "takes a form",
    "interviews:staff-near-again": "takes a form",
    "interviews:staff-near-decide": "takes a form",
    "account_set_password": "only for people who came by OpenID Connect",
    "mfa_trust": "only in the middle of logging in; its own journey covers it",
    "mfa_download_recovery_codes": "a file",
    "mfa_reauthenticate_webauthn": "JSON for the browser's own dialog",
    "mfa_login_webauthn": "JSON for the browser's own dialog",
    "mfa_remove_webauthn": "needs a passkey; its own journey covers it",
    "mfa_edit_webauthn": "needs a passkey; its own journey covers it",
    "socialaccount_signup": "only in the middle of an OpenID Connect login",
    "openid_connect_login": "leads to another server",
    "openid_connect_callback": "leads back from another server",
    "workshop:mail-html": "a mail as it is sent, inside a frame",
}
