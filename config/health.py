"""/livez says that this process answers; /readyz says that a person would be served."""

from time import time

import redis
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from config.celery import QUEUES

PULSE_TOO_OLD_SECONDS = 60


@never_cache
@require_GET
def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_GET
def readyz(request: HttpRequest) -> HttpResponse:
    checks = {"database": _database(), "redis": _redis(), "migrations": _migrations(), "worker": _worker()}
    ready = all(answer == "ok" for answer in checks.values())
    return JsonResponse(checks, status=200 if ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "the database does not answer"
    return "ok"


def _redis() -> str:
    try:
        cache.get("pulse:live")
    except redis.RedisError:
        return "Redis does not answer"
    return "ok"


def _migrations() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "the database does not answer"
    return f"{len(waiting)} migrations are not applied" if waiting else "ok"


def _worker() -> str:
    try:
        pulses = cache.get_many([f"pulse:{queue}" for queue in QUEUES])
    except redis.RedisError:
        return "Redis does not answer"
    silent = [queue for queue in QUEUES if time() - pulses.get(f"pulse:{queue}", 0) > PULSE_TOO_OLD_SECONDS]
    return f"no worker finished a task in the last minute from: {', '.join(silent)}" if silent else "ok"
