"""On a machine of few processors, a candidate's next question does not wait for somebody's report."""

import os

import pytest

from config.celery import GIVES_WAY_BY
from tests.waiting import eventually


@pytest.mark.parametrize(("name", "queues", "by"), [("report", "default,bulk", GIVES_WAY_BY), ("room", "live", 0)])
def test_a_worker_that_nobody_waits_for_gives_way(held, name, queues, by):
    words = (
        "worker",
        "--pool",
        "threads",
        "--concurrency",
        "1",
        "--queues",
        queues,
        "--loglevel",
        "INFO",
        "--hostname",
        f"{name}@{held.port}",
    )
    worker = held.program(name, "celery", "--app", "config.celery", "--quiet", *words).start()
    mine = os.getpriority(os.PRIO_PROCESS, 0)
    try:
        eventually(lambda: "ready." in worker.log.read_text(), within=30)
        assert os.getpriority(os.PRIO_PROCESS, worker.process.pid) == mine + by
    finally:
        worker.stop()
