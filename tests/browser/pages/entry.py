"""Logging in, and what protects an account."""

from collections.abc import Callable

from allauth.account.models import EmailAddress

from tests.browser.pages.page import Page, arrive, fresh, log_in_by_form
from tests.conftest import PASSWORD


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
}

NOT_PAGES = {
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
}
