"""/livez says that this process answers; /readyz says that a person would be served."""

from time import time

import psycopg
import redis
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.celery import QUEUES

OK = "ok"
PULSE_TOO_OLD_SECONDS = 60


@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    database, store = _database(), _redis()
    # What is away is asked once: each question costs its time-out, and whoever asks us waits 5 seconds at most.
    checks = {
        "database": database,
        "redis": store,
        "migrations": _migrations() if database == OK else database,
        "worker": _worker() if store == OK else store,
    }
    ready = all(answer == OK for answer in checks.values())
    return JsonResponse(checks, status=200 if ready else 503)


def _database() -> str:
    # A line of its own: one from the pool may be as dead as the server, and asking on it would wait for ever.
    try:
        with psycopg.connect(**connection.get_connection_params()) as line:
            line.execute("SELECT 1")
    except psycopg.Error:
        return "the database does not answer"
    return OK


def _redis() -> str:
    try:
        cache.get("pulse:live")
    except redis.RedisError:
        return "Redis does not answer"
    return OK


def _migrations() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return "the database does not answer"
    if not waiting:
        return OK
    return "1 migration is not applied" if len(waiting) == 1 else f"{len(waiting)} migrations are not applied"


def _worker() -> str:
    try:
        pulses = cache.get_many([f"pulse:{queue}" for queue in QUEUES])
    except redis.RedisError:
        return "Redis does not answer"
    silent = [queue for queue in QUEUES if time() - pulses.get(f"pulse:{queue}", 0) > PULSE_TOO_OLD_SECONDS]
    return f"no worker finished a task in the last minute from: {', '.join(silent)}" if silent else OK
