from django.apps import AppConfig
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import Field, IntegerField
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        # Reads the prompts: a missing one stops the start, and not the first who would have needed it.
        from accounts import prompts  # noqa: F401
        from accounts.gateway import let_go_of_the_database
        from ai.waiting import before_waiting

        before_waiting(let_go_of_the_database)
        # For allauth's forms as for ours.
        Field.default_error_messages["required"] = _("Please fill this in.")
        MinValueValidator.message = "Please enter %(limit_value)s or more."
        MaxValueValidator.message = "Please enter %(limit_value)s or less."
        IntegerField.default_error_messages["invalid"] = "Please enter a whole number."
