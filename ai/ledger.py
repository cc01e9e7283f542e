"""What each attempt used and cost. The ledger's rows are somebody else's; here is what they are told, and when.

A row is written before the request leaves, and finished when its outcome is known. So an attempt is on the books even if
the process dies in the middle of it, and what a provider counts can be laid beside what we counted, attempt by attempt:
`Attempt.id` travels along as X-Client-Request-Id.
"""

import asyncio
import logging
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
_threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="ledger")


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


async def book(ledger: Ledger, attempt: Attempt) -> None:
    writing = asyncio.ensure_future(_in_thread(lambda: ledger.open(attempt)))
    try:
        await asyncio.shield(writing)
    except asyncio.CancelledError:
        # The row is being written all the same, and must not stay open.
        await asyncio.wait([writing])
        await settle(ledger, attempt, Outcome(State.UNSENT, attempt.model, Usage(), Decimal(0), 0, "given_up"))
        raise
    except Exception as error:  # noqa: BLE001 - whatever a database throws: nothing may be sent that is not on the books
        log.error("an attempt could not be booked", extra={"facts": {"attempt": attempt.id, "error": type(error).__name__}})
        raise NotBooked(attempt.provider) from None


async def settle(ledger: Ledger, attempt: Attempt, outcome: Outcome) -> None:
    """Finish the row. Where that fails, the row stays open and a sweep finishes it."""
    try:
        # Shielded: whoever gave up waiting must still pay.
        await asyncio.shield(_in_thread(lambda: ledger.close(attempt, outcome)))
    except Exception as error:  # noqa: BLE001 - the answer is there already; it must not be lost to bookkeeping
        log.error("an attempt could not be settled", extra={"facts": {"attempt": attempt.id, "error": type(error).__name__}})


async def _in_thread(work: Callable[[], None]) -> None:
    await asyncio.get_running_loop().run_in_executor(_threads, work)
