"""How far an import is. A hint for who waits: it lies in Redis, and nothing is decided by it."""

from contextlib import suppress
from uuid import UUID

from django.core.cache import cache
from redis.exceptions import RedisError

KEPT_SECONDS = 3600


def tell(import_id: UUID, done: int, rows: int) -> None:
    with suppress(RedisError):
        cache.set(f"import:{import_id}", (done, rows), timeout=KEPT_SECONDS)


def told(import_id: UUID) -> tuple[int, int] | None:
    with suppress(RedisError):
        found: tuple[int, int] | None = cache.get(f"import:{import_id}")
        return found
    return None
