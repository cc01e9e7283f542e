"""`make run` on a fresh copy of the project: from the command to a green /readyz."""

import http.client
import os
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Goal, Measure, Reading, Readings
from bench.house import House, home_in
from bench.timing import wait_until

if TYPE_CHECKING:
    from config.local.postgres import LocalPostgres

FIRST, LATER = "`make run`, first start", "`make run`, later start"
GOALS = (
    Goal(FIRST, "s", "Postgres alone: initdb and start", at_most=30),
    Goal(LATER, "s", "Postgres alone: start", at_most=10),
)
NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__")


def take(house: House) -> Readings:
    first_alone, later_alone = _postgres_alone(house.folder)
    project = _copy(house.folder / "copy")
    with home_in(project / ".local"):
        first, later = _start(project), _start(project)
    return {
        FIRST: Reading(first, first_alone, "Until /readyz is green; the environment is built, there are no data."),
        LATER: Reading(later, later_alone, "Until /readyz is green; the data of the first start are there."),
    }


def _postgres_alone(folder: Path) -> tuple[float, float]:
    from config.local.postgres import LocalPostgres

    with home_in(folder / "alone") as home:
        first, later = (_seconds_until_running(LocalPostgres(home, home / "postgres.log")) for _ in range(2))
    return first, later


def _seconds_until_running(server: "LocalPostgres") -> float:
    began = time.perf_counter()
    with server.running():
        return time.perf_counter() - began


def _copy(folder: Path) -> Path:
    from config.local.places import ROOT

    shutil.copytree(ROOT, folder, ignore=NOT_COPIED)
    (folder / ".venv").symlink_to(sys.prefix)
    # Older than the environment, which else would be built anew.
    os.utime(folder / "requirements" / "dev.txt", (0, 0))
    return folder


def _start(project: Path) -> float:
    """Return the seconds. It is stopped as a service manager would."""
    from config.local.ports import free_port
    from config.local.processes import Child, running

    port = free_port()
    make = Child("make", ["make", "-C", str(project), "run"], log=project / "run.log", env=os.environ | {"PORT": str(port)})

    def is_ready() -> bool:
        if not make.is_running:
            raise RuntimeError(make.last_words())
        return _answer(port) == 200

    began = time.perf_counter()
    with running([make], patience=60):
        # Seldom: each answer costs the programs that are starting a processor's time.
        wait_until(is_ready, within=90, what="The start", every=0.1)
        return time.perf_counter() - began


def _answer(port: int) -> int:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/readyz")
        return line.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        line.close()


START = Measure("start", GOALS, take)
