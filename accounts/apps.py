from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        # Reads the prompts: a missing one stops the start, and not the first who would have needed it.
        from accounts import prompts  # noqa: F401

        # For allauth's forms as for ours.
        Field.default_error_messages["required"] = _("Please fill this in.")
