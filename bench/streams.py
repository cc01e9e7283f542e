"""Candidates who speak without an end, and pages on which nobody does anything: what a room's page sends, without a browser."""

import asyncio
import random
import time
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field

from bench.simulated import HEARD_A_SECOND
from bench.speakers import HEAD, KIND
from bench.typists import Closed, Line, line_to
from interviews.live.wire import CREDIT

TURN, PIECES_OF_A_SEGMENT = 1, 20
# They begin within so many seconds of each other: nobody's interview waits for a gong.
BEGIN_WITHIN = 20.0
PING_EVERY = 15.0
# Who comes waits for no more than these.
DOOR = 8
SOUND = bytes([128]) * HEARD_A_SECOND


@dataclass
class Guest:
    """A page that has come in, and stays as long as it is let."""

    port: int
    path: str
    cookie: str
    ticket: Callable[[], str]
    epoch: int = 0
    was_dropped: bool = False
    # In milliseconds, by piece.
    waits: list[float] = field(default_factory=list)
    sent: dict[tuple[int, int], float] = field(default_factory=dict)
    credit: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CREDIT))

    async def stay(self, door: asyncio.Semaphore, everybody: asyncio.Barrier, lasts: float, *, speaks: bool) -> None:
        async with AsyncExitStack() as stack:
            async with door:
                line = await stack.enter_async_context(line_to(self.port, self.path, self.cookie))
                line.say(type="hello", v=1, ticket=await asyncio.to_thread(self.ticket))
                self.epoch = int((await line.hear("welcome"))["epoch"])
            waiting = asyncio.create_task(self._hear(line))
            await everybody.wait()
            try:
                await (self._speak(line, lasts) if speaks else self._idle(line, lasts))
                # What was sent last is acknowledged, too.
                await asyncio.sleep(5 if self.sent else 0)
            except ConnectionError:
                self.was_dropped = True
            self.was_dropped |= waiting.done()
            waiting.cancel()

    async def _speak(self, line: Line, lasts: float) -> None:
        await asyncio.sleep(random.uniform(0, BEGIN_WITHIN))  # noqa: S311
        began = time.perf_counter()
        for at in range(int(lasts)):
            await asyncio.sleep(max(0.0, began + at - time.perf_counter()))
            # As a page does it: what would be too much at once waits, and its wait counts.
            await self.credit.acquire()
            segment, number = divmod(at, PIECES_OF_A_SEGMENT)
            self.sent[segment + 1, number] = began + at
            line.send(HEAD.pack(KIND, TURN, self.epoch, segment + 1, number) + SOUND)

    async def _idle(self, line: Line, lasts: float) -> None:
        until = time.monotonic() + lasts
        await asyncio.sleep(random.uniform(0, PING_EVERY))  # noqa: S311
        while time.monotonic() < until:
            line.say(type="ping")
            await asyncio.sleep(PING_EVERY)

    async def _hear(self, line: Line) -> None:
        """Until the server hangs up."""
        with suppress(Closed, ConnectionError, asyncio.IncompleteReadError):
            while True:
                message = await line.hear("ack", "pong")
                # Acknowledgements come in order, each piece once.
                if message["type"] == "ack" and len(self.waits) < len(self.sent):
                    self.waits.append((time.perf_counter() - list(self.sent.values())[len(self.waits)]) * 1000)
                    self.credit.release()


async def all_stay(guests: list[Guest], lasts: float, *, speak: bool, meanwhile: Callable[[], None]) -> None:
    """`meanwhile` is called once everybody is there, and again at the end."""
    door, everybody = asyncio.Semaphore(DOOR), asyncio.Barrier(len(guests) + 1)
    async with asyncio.TaskGroup() as group:
        for guest in guests:
            group.create_task(guest.stay(door, everybody, lasts, speaks=speak))
        await everybody.wait()
        await asyncio.to_thread(meanwhile)
    await asyncio.to_thread(meanwhile)
