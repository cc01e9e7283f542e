"""Postgres is started anew, and nobody who asks for a page afterwards is sent away for it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import close_old_connections, connection, connections

from tests.database import superuser
from tests.waiting import eventually

LINES = 8
NAME = "lines of a pool"


@pytest.fixture
def pool(committed):
    """As production has it, and all its lines open."""
    options = connections["default"].settings_dict["OPTIONS"]
    connection.close()
    options |= {"pool": {"min_size": 2, "max_size": LINES, "timeout": 3, "reconnect_timeout": 2}, "application_name": NAME}
    with ThreadPoolExecutor(LINES) as threads:
        list(threads.map(ask, [Barrier(LINES)] * LINES))
    yield connection.pool
    connection.close()
    connection.close_pool()
    del options["pool"], options["application_name"]


def ask(together: Barrier | None = None) -> int:
    """What a request does: take a line, ask, give it back. Returns who answered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
        if together:
            together.wait(30)
    close_old_connections()
    return backend


def end_all_lines() -> int:
    """As a restart of the server does. Of this pool alone: threads of other tests keep theirs from one to the next."""
    with superuser() as inside:
        ours = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s AND application_name = %s"
        return inside.execute(ours, (settings.DATABASES["default"]["NAME"], NAME)).fetchone()[0]


def test_all_lines_dead_at_once_are_no_reason_to_send_anybody_away(pool):
    assert pool.get_stats()["pool_size"] == LINES
    assert end_all_lines() >= LINES
    # One after the other, as on a quiet evening: many at once would share the dead ones out among themselves.
    assert all(ask() for _ in range(LINES))


def test_a_line_that_is_in_use_is_not_taken_from_whoever_uses_it(pool):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        ours = cursor.fetchone()[0]
        pool.drain()
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone()[0] == ours
    close_old_connections()
    assert ask() != ours


def test_what_was_away_for_a_while_is_found_again_at_once(pool):
    """By the next who asks: after a long absence the library would ask again after twice as long."""
    away = pool.kwargs | {"port": 1}
    here, pool.kwargs = pool.kwargs, away
    pool.drain()
    # Each of its lines was tried three times: by the library's own pauses the next try would be four seconds away.
    eventually(lambda: pool.get_stats().get("connections_errors", 0) >= 3 * LINES, within=10)
    pool.kwargs = here
    assert ask()
