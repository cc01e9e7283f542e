from django.apps import AppConfig
from django.forms import Field


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        # For allauth's forms as for ours.
        Field.default_error_messages["required"] = "Please fill this in."
