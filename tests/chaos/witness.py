"""Writes down each announcement of an interview's end, wherever it is made. A file takes a line as a whole from many processes."""

import os
from uuid import UUID

from django.apps import AppConfig
from django.conf import settings


class Witness(AppConfig):
    name = "tests.chaos"
    label = "chaos"

    def ready(self) -> None:
        from interviews.signals import interview_finished

        interview_finished.connect(_write_down, dispatch_uid="witness", weak=False)


def _write_down(interview_id: UUID, **ids: object) -> None:
    paper = os.open(settings.FOLDER / "finished", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(paper, f"{interview_id}\n".encode())
    os.close(paper)


def times_announced(interview_id: UUID) -> int:
    paper = settings.FOLDER / "finished"
    return paper.read_text().split().count(str(interview_id)) if paper.exists() else 0
