"""One call of ours: for whom, until when, and what it may still cost. It covers every attempt at every provider."""

import asyncio
import random
import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from ai.errors import AIError
from ai.pace import BACKGROUND, Pace

# The one that was asked for, and one more when that may have gone wrong after it was begun.
PAID_ATTEMPTS = 2


under_way: ContextVar["Call | None"] = ContextVar("under_way", default=None)


@dataclass(frozen=True, slots=True)
class Purpose:
    """Who wanted this, for the ledger."""

    task: str
    prompt_version: int = 0
    company: UUID | None = None
    interview: UUID | None = None


@dataclass(slots=True)
class Call:
    purpose: Purpose
    pace: Pace = BACKGROUND
    began_at: float = field(default_factory=time.monotonic)
    paid_attempts: int = 0
    # Sent along with the attempt that is under way, so that a provider's log and our ledger can be laid side by side.
    attempt_id: UUID = field(default_factory=uuid4)
    # Whether anything of that attempt has left.
    is_sent: bool = False

    @property
    def seconds_left(self) -> float:
        return self.began_at + self.pace.deadline - time.monotonic()

    @property
    def may_pay(self) -> bool:
        return self.paid_attempts < PAID_ATTEMPTS and self.seconds_left > 0

    @property
    def attempt_seconds(self) -> float:
        return max(0.0, min(self.pace.answer_within, self.seconds_left))

    def next_attempt(self) -> UUID:
        self.attempt_id = uuid4()
        self.is_sent = False
        under_way.set(self)
        return self.attempt_id

    async def pause(self, tries: int, problem: AIError) -> None:
        """Wait before another try, or raise the problem when that would take too long."""
        # Jitter: else everybody who was sent away comes back together.
        seconds = self.pace.pause * 2 ** (tries - 1) * random.uniform(0.75, 1.25)  # noqa: S311
        seconds = max(seconds, problem.retry_after or 0)
        # A wait that leaves no time to answer helps nobody.
        if seconds > min(self.seconds_left / 2, self.pace.answer_within):
            raise problem
        await asyncio.sleep(seconds)
