"""The writer of pieces: what all lines of a process send of recordings within a moment is one statement, and one commit.

Five hundred candidates who speak send five hundred pieces a second. One transaction for each would be most of the work.
"""

import asyncio
import logging
from contextlib import suppress

from django.db import IntegrityError

from interviews.live.threads import PIECES, in_thread
from interviews.services.recordings.pieces import Row, add_pieces

GATHERED_FOR_SECONDS = 0.02
MOST_AT_ONCE = 500
log = logging.getLogger(__name__)


class NotTaken(Exception):
    """Its turn is gone."""


class Writer:
    def __init__(self) -> None:
        self.waiting: list[tuple[Row, asyncio.Future[None]]] = []
        self.work: asyncio.Task[None] | None = None
        self.not_before = 0.0
        self.hurried = asyncio.Event()

    def put(self, row: Row) -> "asyncio.Future[None]":
        """Done when it is committed. Fails with what went wrong, for it alone or for all."""
        kept = asyncio.get_running_loop().create_future()
        self.waiting.append((row, kept))
        if self.work is None or self.work.done():
            # Of this loop: tests have one each.
            self.hurried = asyncio.Event()
            self.work = asyncio.create_task(self._write())
        return kept

    def hurry(self) -> None:
        """Somebody waits for what is gathered."""
        self.hurried.set()

    async def _write(self) -> None:
        """Whoever comes after a quiet moment waits for nobody else."""
        now = asyncio.get_running_loop().time
        while self.waiting:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.hurried.wait(), max(0.0, self.not_before - now()))
            self.hurried.clear()
            self.not_before = now() + GATHERED_FOR_SECONDS
            batch, self.waiting = self.waiting[:MOST_AT_ONCE], self.waiting[MOST_AT_ONCE:]
            fault: Exception | None = None
            try:
                await in_thread(PIECES, add_pieces, [row for row, _ in batch])
            except IntegrityError:
                # Somebody's interview was erased. The others' pieces are not to suffer.
                await self._one_by_one(batch)
                continue
            except Exception as error:  # noqa: BLE001
                fault = error
            for _, kept in batch:
                _end(kept, fault)

    async def _one_by_one(self, batch: list[tuple[Row, "asyncio.Future[None]"]]) -> None:
        for row, kept in batch:
            fault: Exception | None = None
            try:
                await in_thread(PIECES, add_pieces, [row])
            except IntegrityError:
                fault = NotTaken()
            except Exception as error:  # noqa: BLE001
                fault = error
            _end(kept, fault)


def _end(kept: "asyncio.Future[None]", fault: Exception | None) -> None:
    # Whoever waited may be gone.
    with suppress(asyncio.InvalidStateError):
        kept.set_exception(fault) if fault else kept.set_result(None)


writer = Writer()
