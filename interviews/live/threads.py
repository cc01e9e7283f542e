"""The live room's own threads. Few, as each may hold one of the pool's connections; and no page waits for them, nor they for one."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import BoundedSemaphore
from typing import ParamSpec, TypeVar

from celery import Task
from django.db import close_old_connections

P = ParamSpec("P")
T = TypeVar("T")

# What the database has not answered by then counts as not done. What it does all the same counts once, however often it is sent.
ANSWERED_WITHIN_SECONDS = 10
MOST_TO_SEND = 100
# Most replies can be heard by then.
REPLIED_WITHIN_SECONDS = 2
ROOM = ThreadPoolExecutor(3, "room")
# Who looks at a room and paints it holds up nobody else who says something.
LOOKS = ThreadPoolExecutor(2, "looks")
WATCHER = ThreadPoolExecutor(1, "watcher")
# For what is kept while something is spoken, and must not hold up those who wait.
SPEECH = ThreadPoolExecutor(2, "speech")
PIECES = ThreadPoolExecutor(1, "pieces")
_sender = ThreadPoolExecutor(1, "sender")
_places = BoundedSemaphore(MOST_TO_SEND)
log = logging.getLogger(__name__)


async def in_thread(of: ThreadPoolExecutor, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Raises TimeoutError. A thread that hangs goes on hanging, and whoever comes next waits for another or is told the same."""

    def work() -> T:
        close_old_connections()
        try:
            return function(*args, **kwargs)
        finally:
            close_old_connections()

    return await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(of, work), ANSWERED_WITHIN_SECONDS)


def send(task: "Task[P, None]", *args: P.args, **kwargs: P.kwargs) -> None:
    """Never waits for Redis. What cannot be sent, a sweep takes up."""
    _send(task, lambda: task.delay(*args, **kwargs))


def send_later(task: "Task[P, None]", *args: P.args, **kwargs: P.kwargs) -> None:
    """Of an answer: once its reply can be heard. They share processors and a database, and nobody waits for this."""
    _send(task, lambda: task.apply_async(args, kwargs, countdown=REPLIED_WITHIN_SECONDS))


def _send(task: "Task[P, None]", publish: Callable[[], object]) -> None:
    said = copy_context()

    def work() -> None:
        try:
            publish()
        except Exception as fault:  # noqa: BLE001
            log.warning("a task was not sent", extra={"facts": {"task": task.name, "why": type(fault).__name__}})
        finally:
            _places.release()

    if _places.acquire(blocking=False):
        # With the id of the request that it comes of.
        _sender.submit(said.run, work)
    else:
        log.warning("a task was not sent", extra={"facts": {"task": task.name, "why": "too many"}})
