"""Where allauth meets us: its mail goes through the outbox, its people into our model."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest
from django.urls import reverse

from accounts import tasks
from accounts.models import User
from accounts.services.outbox import store_mail


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "E-mail and password do not match. Try again, or choose a new password.",
        "too_many_login_attempts": "That was too often. Wait five minutes, then try again.",
        "incorrect_code": "This code is not right, or no longer valid.",
        "incorrect_password": "This is not your password.",
        "enter_current_password": "This is not the password you have now.",
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        kind = template_prefix.rpartition("/")[2]
        message = self.render_mail(template_prefix, email, context | {"email": email, "site_url": settings.SITE_URL, "company": None})
        html = str(message.alternatives[0][0]) if isinstance(message, EmailMultiAlternatives) and message.alternatives else ""
        mail = store_mail(
            kind=kind[:40],
            to=email,
            company=None,
            key=f"account:{uuid.uuid4()}",
            subject=str(message.subject),
            text=str(message.body),
            html=html,
        )
        tasks.deliver_on_commit(mail)

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.name = form.cleaned_data.get("name", "")
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def unstash_verified_email(self, request: HttpRequest) -> str | None:
        """Take the address of an invitation as proved only where the person signs up with just that address."""
        stashed: str | None = super().unstash_verified_email(request)
        return stashed if stashed and stashed.lower() == request.POST.get("email", "").strip().lower() else None

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        # From our settings, not from the Host header, which whoever asks may choose.
        return settings.SITE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def get_reset_password_from_key_url(self, key: str) -> str:
        return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"}).replace(
            "UID-KEY", key
        )

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """There are no user names."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:account")

    def get_user_search_fields(self) -> list[str]:
        return ["email", "name"]


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right, or no longer valid.",
        "unverified_email": "First confirm your new e-mail address, or go back to the old one. Then this can be set up.",
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "Passkey" if number == 1 else f"Passkey {number}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "Colloquy"}

    def get_totp_issuer(self) -> str:
        return "Colloquy"


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "no_password": "Choose a password first; without this login you could not get in."
    }

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_signup_form_initial_data(sociallogin)
        return initial | {"name": sociallogin.user.name}

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        names = (data.get("first_name"), data.get("last_name"))
        user.name = data.get("name") or " ".join(name for name in names if name) or user.email
        return user
