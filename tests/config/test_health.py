"""What the load balancer asks: a real server whose parts go away."""

import json
import time

import pytest

from config.celery import QUEUES, pulse
from config.local.postgres import free_port
from tests.database import superuser
from tests.servers.visitor import Visitor
from tests.waiting import SLACK, eventually

ALL_WELL = {"database": "ok", "redis": "ok", "migrations": "ok", "worker": "ok"}
NO_DATABASE = "the database does not answer"
NO_REDIS = "Redis does not answer"


def readiness(house):
    began = time.monotonic()
    answer = house.visitor().get("/readyz")
    assert time.monotonic() - began < 4 + SLACK, "a load balancer does not wait longer"
    return answer.status, json.loads(answer.text)


def is_ready_again(house):
    return eventually(lambda: readiness(house) == (200, ALL_WELL), within=20)


@pytest.fixture
def healthy(house):
    for queue in QUEUES:
        house.age_pulse(queue, seconds=0)
    is_ready_again(house)
    return house


@pytest.fixture
def unapplied(healthy):
    """The newest migration, not applied as far as Postgres knows."""
    with superuser(healthy.database) as inside:
        row = inside.execute("DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations) RETURNING *").fetchone()
        yield healthy
        inside.execute("INSERT INTO django_migrations VALUES (%s, %s, %s, %s)", row)


def test_a_process_that_answers_is_alive_even_without_its_services(healthy):
    healthy.postgres.cut()
    healthy.redis.cut()
    answer = healthy.visitor().get("/livez")
    assert (answer.status, answer.text) == (200, "ok")


def test_it_is_ready_when_every_part_is_and_no_cache_keeps_the_answer(healthy):
    answer = healthy.visitor().get("/readyz")
    assert (answer.status, json.loads(answer.text)) == (200, ALL_WELL)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("trouble", ["cut", "hush"])
def test_without_a_database_it_is_not_ready_and_says_so_in_time(healthy, trouble):
    getattr(healthy.postgres, trouble)()
    assert readiness(healthy) == (503, ALL_WELL | {"database": NO_DATABASE, "migrations": NO_DATABASE})


def test_with_a_pool_of_lines_that_went_silent_it_says_so_in_time_too(healthy, pooled):
    healthy.postgres.hush()
    began = time.monotonic()
    answer = pooled.get("/readyz")
    assert (answer.status, time.monotonic() - began < 4 + SLACK) == (503, True)
    assert json.loads(answer.text)["database"] == NO_DATABASE


@pytest.fixture
def pooled(healthy):
    """A second web server, which keeps its lines to Postgres open."""
    port = free_port()
    web = healthy.program("pooled", "daphne", "--verbosity", "0", "--port", str(port), "config.asgi:application", DATABASE_POOL="2").start()
    visitor = Visitor(port)
    eventually(lambda: visitor.get("/readyz").status == 200, within=60)
    yield visitor
    healthy.postgres.mend()
    web.stop()


@pytest.mark.parametrize("trouble", ["cut", "hush"])
def test_without_redis_it_is_not_ready_and_says_so_in_time(healthy, trouble):
    getattr(healthy.redis, trouble)()
    assert readiness(healthy) == (503, ALL_WELL | {"redis": NO_REDIS, "worker": NO_REDIS})


def test_with_both_silent_it_still_answers_in_time(healthy):
    healthy.postgres.hush()
    healthy.redis.hush()
    status, parts = readiness(healthy)
    assert status == 503
    assert parts == {"database": NO_DATABASE, "redis": NO_REDIS, "migrations": NO_DATABASE, "worker": NO_REDIS}


def test_a_migration_that_is_not_applied_is_said(unapplied):
    assert readiness(unapplied) == (503, ALL_WELL | {"migrations": "1 migration is not applied"})


def test_queues_without_a_pulse_for_a_minute_are_named(healthy):
    for queue in QUEUES:
        healthy.age_pulse(queue, seconds=50)
    assert readiness(healthy) == (200, ALL_WELL)
    for queue in QUEUES:
        healthy.age_pulse(queue, seconds=0)
    healthy.age_pulse("bulk", seconds=61)
    assert readiness(healthy) == (503, ALL_WELL | {"worker": "no worker finished a task in the last minute from: bulk"})
    pulse.apply_async(("bulk",), queue="bulk")
    assert is_ready_again(healthy)


def test_no_trouble_leaves_a_trace_on_the_page(healthy):
    healthy.postgres.cut()
    healthy.redis.cut()
    assert "Traceback" not in healthy.visitor().get("/readyz").text
