"""A limit to trying out links."""

import logging
from time import time

import redis
from django.core.cache import cache

MISSES_A_MINUTE = 20
log = logging.getLogger(__name__)


class TooManyMisses(Exception):
    pass


def count_try(address: str) -> None:
    """Count beforehand, so that tries at the same moment cannot pass together; `forgive_try` takes a right one back.

    Where Redis is away, nobody is kept out: a token of 256 bits is not found by trying, the limit only spares us the work, and
    a candidate whose deadline is today must come in.
    """
    try:
        cache.add(_key(address), 0, timeout=120)
        if cache.incr(_key(address)) > MISSES_A_MINUTE:
            raise TooManyMisses
    except (redis.RedisError, ValueError):
        # ValueError: the count was flushed between the two.
        log.warning("tries of links are not counted because Redis does not answer")


def forgive_try(address: str) -> None:
    try:
        cache.decr(_key(address))
    except (redis.RedisError, ValueError):
        log.warning("a right link was not taken off the count because Redis does not answer")


def _key(address: str) -> str:
    return f"missed-links:{address}:{int(time()) // 60}"
