from django.apps import AppConfig
from django.forms import Field


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        # Reads the prompts: a missing one stops the start, and not the first who would have needed it.
        from accounts import prompts  # noqa: F401

        from accounts.gateway import let_go_of_the_database
        from ai.waiting import before_waiting

        before_waiting(let_go_of_the_database)
        # For allauth's forms as for ours.
        Field.default_error_messages["required"] = "Please fill this in."
