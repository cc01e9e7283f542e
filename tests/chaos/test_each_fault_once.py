"""Each fault once, in one house for all of them. `make chaos` tries each twenty times."""

import json
import os
import subprocess
import sys

import pytest

from config.local.places import ROOT
from tests.chaos.faults import FAULTS
from tests.chaos.reporting import REACHED

# What this run's own services are called must not reach a house of its own.
FOREIGN = ("DATABASE_", "REDIS_", "PYTEST_", "DJANGO_", "SITE_URL", "SECRET_KEY")
# Each fault once, and the worker that makes reports at each of its steps.
TRIALS = [(fault.name, seed) for fault in FAULTS for seed in range(1, 1 + (len(REACHED) if fault.name == "report-worker-killed" else 1))]


@pytest.fixture
def chaos():
    environment = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    command = [sys.executable, "-W", "ignore", "-m", "tests.chaos", "--listen"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT) as program:
        assert json.loads(program.stdout.readline()) == "ready"
        yield program
        program.stdin.close()
        program.wait(60)


def test_nothing_is_lost_whatever_breaks(chaos):
    """One test, because two processes of tests would build two houses."""
    wrong = {}
    for fault, seed in TRIALS:
        chaos.stdin.write(f"{fault} {seed}\n")
        chaos.stdin.flush()
        if found := json.loads(chaos.stdout.readline()):
            wrong[fault, seed] = found
    assert wrong == {}
