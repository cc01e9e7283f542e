"""A worker that does not hear any more, though its process lives, is ended, so that whoever started it starts another.

Celery's connection to Redis now and then does not survive a Redis that was killed: the worker stands still in the middle of
reconnecting, or of ending. Nothing else notices, because the process is there. From inside it is plain: work waits in its queues,
its threads are free, and nothing comes. Nothing is lost with it: tasks are acknowledged when they are done, and sweeps look after
the rest.
"""

import logging
import os
import sys
import threading
import time
from collections.abc import Sequence

import redis
from celery import signals
from django.conf import settings

LOOK_EVERY_SECONDS = 2
# Longer than reconnecting takes, and than a Redis that has just been started needs.
DEAF_AFTER_SECONDS = 20
log = logging.getLogger(__name__)


class Ears:
    def __init__(self, queues: Sequence[str], threads: int) -> None:
        self.keys = [f"{settings.CELERY_BROKER_TRANSPORT_OPTIONS['global_keyprefix']}{queue}" for queue in queues]
        self.threads = threads
        self.busy = 0
        self.is_leaving = threading.Event()
        self.changing = threading.Lock()
        # Since when work waits that this worker could do, in the time of a clock that nobody steps.
        self.deaf_since: float | None = None

    def take(self, **kwargs: object) -> None:
        with self.changing:
            self.busy += 1
            self.deaf_since = None

    def put_away(self, **kwargs: object) -> None:
        with self.changing:
            self.busy -= 1
            self.deaf_since = None

    def leave(self, **kwargs: object) -> None:
        """It was asked to stop, and hears nothing more on purpose."""
        self.is_leaving.set()

    def watch(self) -> None:
        store = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=3, socket_connect_timeout=2)
        while not self.is_leaving.wait(LOOK_EVERY_SECONDS):
            if self.is_deaf(self._work_waits(store), time.monotonic()):
                log.critical("the worker hears nothing of what waits for it, and ends")
                sys.stdout.flush()
                os._exit(os.EX_TEMPFAIL)

    def is_deaf(self, work_waits: bool, now: float) -> bool:
        with self.changing:
            if not work_waits or self.busy >= self.threads:
                self.deaf_since = None
            elif self.deaf_since is None:
                self.deaf_since = now
            return self.deaf_since is not None and now - self.deaf_since > DEAF_AFTER_SECONDS

    def _work_waits(self, store: "redis.Redis") -> bool:
        try:
            return any(store.llen(key) for key in self.keys)
        except redis.RedisError:
            # Nobody hears anything then.
            return False


def watch_over(sender: object, **kwargs: object) -> None:
    controller = sender.controller  # type: ignore[attr-defined]
    ears = Ears(list(controller.app.amqp.queues.consume_from), controller.concurrency)
    for signal, heard in (
        (signals.task_prerun, ears.take),
        (signals.task_postrun, ears.put_away),
        (signals.worker_shutting_down, ears.leave),
    ):
        signal.connect(heard, weak=False)
    threading.Thread(target=ears.watch, name="ears", daemon=True).start()
