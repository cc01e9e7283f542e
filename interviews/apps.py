from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "interviews"

    def ready(self) -> None:
        # Reads the prompts: a missing one stops the start, and not the first who would have needed it.
        from interviews import prompts, receivers  # noqa: F401
