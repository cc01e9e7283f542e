from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        # Reads the prompts: a missing one stops the start, and not the first answer.
        from reports import prompts, receivers  # noqa: F401
