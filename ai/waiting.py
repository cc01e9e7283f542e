"""Waiting for a model where nothing is asynchronous: in tasks and commands.

One event loop for the process, in a thread of its own. So HTTP connections outlive a call, as they do in the live room,
and a worker's many threads share them.

Whoever waits holds nothing meanwhile that others need. Held through a wait, one of few database connections is lacked by
pages, and by the ledger's entries that the wait itself depends on: with callers enough, all wait for each other.
"""

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
_lock = threading.Lock()
_loops: dict[int, asyncio.AbstractEventLoop] = {}
_let_go: list[Callable[[], None]] = []


def before_waiting(let_go: Callable[[], None]) -> None:
    """Have this called in each thread that is about to wait. What it raises stops the wait: nobody is asked."""
    _let_go.append(let_go)


def wait(work: Coroutine[Any, Any, T]) -> T:
    if asyncio._get_running_loop() is not None:
        # It would stand still while it waits; and the loop below, for ever.
        work.close()
        raise RuntimeError("Something asynchronous awaits a model; only what is not may wait() for it.")
    try:
        for let_go in _let_go:
            let_go()
    except BaseException:
        work.close()
        raise
    future = asyncio.run_coroutine_threadsafe(work, _loop())
    try:
        return future.result()
    except BaseException:
        # A worker's time limit, or Ctrl-C: nobody wants the answer any more.
        future.cancel()
        raise


def _loop() -> asyncio.AbstractEventLoop:
    with _lock:
        # A forked child has the parent's loop, but not the thread that runs it.
        if os.getpid() not in _loops:
            _loops[os.getpid()] = asyncio.new_event_loop()
            threading.Thread(target=_loops[os.getpid()].run_forever, name="models", daemon=True).start()
        return _loops[os.getpid()]
