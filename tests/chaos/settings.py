"""Production's settings, with a clock that can be stepped and a witness of what is announced.

The clock is this module's only pretence. It is what Django, Celery and Python tell our own code; Postgres and the kernel keep the
real time, as they would where only one machine's clock is set wrong.
"""

import os
import time
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from celery import Celery
from celery.worker import request
from django.utils import timezone

from tests.servers.house.settings import *  # noqa: F403
from tests.servers.house.settings import INSTALLED_APPS as APPS

FOLDER = Path(os.environ["CHAOS_FOLDER"])
ROOT_URLCONF = "config.urls"
CELERY_IMPORTS: list[str] = []
INSTALLED_APPS = [*APPS, "tests.chaos.witness.Witness"]
_now, _time, _celerys_now = timezone.now, time.time, Celery.now


def ahead() -> float:
    """By how many seconds the clock is wrong."""
    try:
        return float((FOLDER / "ahead").read_text() or 0)
    except OSError:
        return 0


def now() -> datetime:
    return _now() + timedelta(seconds=ahead())


class Clock(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return super().now(tz) + timedelta(seconds=ahead())


# Before models take it as the default of their moments.
timezone.now = now
time.time = lambda: _time() + ahead()
# Of what beat and whoever sends believe, and of a worker that asks whether a task is still wanted.
Celery.now = lambda app: _celerys_now(app) + timedelta(seconds=ahead())
request.datetime = Clock
