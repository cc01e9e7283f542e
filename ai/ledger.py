"""What each attempt used and cost. The ledger's rows are somebody else's; here is what they are told, and when.

A row is written before the request leaves, and finished when its outcome is known. So an attempt is on the books even if
the process dies in the middle of it, and what a provider counts can be laid beside what we counted, attempt by attempt:
`Attempt.id` travels along as X-Client-Request-Id.
"""

import asyncio
import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from ai.call import Purpose
from ai.errors import NotBooked
from ai.results import Ability, Usage

log = logging.getLogger(__name__)
# The ledger is a database and its calls block. Its own few threads, so that a live call never queues behind others' work.
_threads: ThreadPoolExecutor
# An answer that is there does not wait longer for the books.
SETTLE_SECONDS = 1


def _new_threads() -> None:
    global _threads  # noqa: PLW0603 - of the process, and a fork is another one
    _threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="ledger")


_new_threads()
# A forked child has the parent's pool, but none of its threads: work would wait there for ever.
os.register_at_fork(after_in_child=_new_threads)


class State(StrEnum):
    OPEN = "open"
    DONE = "done"
    FAILED = "failed"
    # The request never reached the provider.
    UNSENT = "unsent"


@dataclass(frozen=True, slots=True)
class Attempt:
    id: UUID
    purpose: Purpose
    ability: Ability
    provider: str
    model: str
    # With the company's own key: the company pays the provider itself.
    own_key: bool
    # What it will use at least, and cost, if nobody ever learns how it ended.
    expected: Usage = field(default_factory=Usage)
    expected_cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    state: State
    model: str
    usage: Usage
    # None where the price is not known.
    cost: Decimal | None
    latency_ms: int
    # An error's code.
    problem: str = ""


class Ledger(Protocol):
    def open(self, attempt: Attempt) -> None: ...

    def close(self, attempt: Attempt, outcome: Outcome) -> None: ...


class NoLedger:
    """For tools and tests that have nobody to bill."""

    def open(self, attempt: Attempt) -> None:
        pass

    def close(self, attempt: Attempt, outcome: Outcome) -> None:
        pass


class _Opening:
    """A row that is being written. Nobody can stop a thread; but who gives up leaves word, and the row does not stay open."""

    def __init__(self, ledger: Ledger, attempt: Attempt) -> None:
        self._ledger = ledger
        self._attempt = attempt
        self._lock = threading.Lock()
        self._is_written = self._is_unwanted = False

    def write(self) -> None:
        self._ledger.open(self._attempt)
        with self._lock:
            self._is_written, is_unwanted = True, self._is_unwanted
        if is_unwanted:
            self._finish()

    def give_up(self) -> None:
        with self._lock:
            self._is_unwanted = True
            is_written = self._is_written
        if is_written:
            _threads.submit(self._finish)

    def _finish(self) -> None:
        try:
            self._ledger.close(self._attempt, Outcome(State.UNSENT, self._attempt.model, Usage(), Decimal(0), 0, "given_up"))
        except Exception as error:  # noqa: BLE001 - the sweep finishes it
            _note("an attempt could not be settled", self._attempt, error)


async def book(ledger: Ledger, attempt: Attempt, within: float) -> None:
    opening = _Opening(ledger, attempt)
    try:
        async with asyncio.timeout(within):
            await _in_thread(opening.write)
    except asyncio.CancelledError:
        opening.give_up()
        raise
    except Exception as error:  # noqa: BLE001 - whatever a database throws: nothing may be sent that is not on the books
        opening.give_up()
        _note("an attempt could not be booked", attempt, error)
        raise NotBooked(attempt.provider) from None


async def settle(ledger: Ledger, attempt: Attempt, outcome: Outcome) -> None:
    """Finish the row. Where that fails, the row stays open and a sweep finishes it; where it takes long, nobody waits."""
    # No coroutine: a loop that ends would cancel it.
    closing = _in_thread(lambda: ledger.close(attempt, outcome))
    closing.add_done_callback(lambda done: done.cancelled() or done.exception())
    try:
        async with asyncio.timeout(SETTLE_SECONDS):
            # Shielded: whoever gave up waiting must still pay.
            await asyncio.shield(closing)
    except Exception as error:  # noqa: BLE001 - the answer is there already; it must not be lost to bookkeeping
        _note("an attempt could not be settled", attempt, error)


def _note(event: str, attempt: Attempt, error: Exception) -> None:
    log.error(event, extra={"facts": {"attempt": attempt.id, "error": type(error).__name__}})


def _in_thread(work: Callable[[], None]) -> "asyncio.Future[None]":
    return asyncio.get_running_loop().run_in_executor(_threads, work)
