"""Production's settings, with a clock that can be stepped and a witness of what is announced.

The clock is this module's only pretence. It is what Django and Python tell our own code; Postgres, Celery's schedule and the
kernel keep the real time, as they would where only one machine's clock is set wrong.
"""

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from tests.servers.house.settings import *  # noqa: F403
from tests.servers.house.settings import INSTALLED_APPS as APPS

FOLDER = Path(os.environ["CHAOS_FOLDER"])
ROOT_URLCONF = "config.urls"
CELERY_IMPORTS: list[str] = []
INSTALLED_APPS = [*APPS, "tests.chaos.witness.Witness"]
_now, _time = timezone.now, time.time


def ahead() -> float:
    """By how many seconds the clock is wrong."""
    try:
        return float((FOLDER / "ahead").read_text() or 0)
    except OSError:
        return 0


def now() -> datetime:
    return _now() + timedelta(seconds=ahead())


# Before models take it as the default of their moments.
timezone.now = now
time.time = lambda: _time() + ahead()
