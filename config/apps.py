from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        # So that `shared_task` finds our application in every process, without importing it with each module of config.
        from config import celery  # noqa: F401
