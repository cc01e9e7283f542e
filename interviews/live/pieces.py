"""The writer of pieces: what all lines of a process send of recordings within a moment is one statement, and one commit.

Five hundred candidates who speak send five hundred pieces a second. One transaction for each would be most of the work.
"""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError

from interviews.live.threads import PIECES, in_thread
from interviews.services.connecting import TakenOver, newest_connections
from interviews.services.recordings.pieces import Row, add_pieces

GATHERED_FOR_SECONDS = 0.02
MOST_AT_ONCE = 500
log = logging.getLogger(__name__)


class NotTaken(Exception):
    """Its turn is gone."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A piece, by which connection to which room it came, and who waits for its commit."""

    row: Row
    interview_id: UUID
    epoch: int
    kept: "asyncio.Future[None]"


class Writer:
    def __init__(self) -> None:
        self.waiting: list[Sent] = []
        self.work: asyncio.Task[None] | None = None
        self.not_before = 0.0
        self.hurried = asyncio.Event()

    def put(self, row: Row, *, interview_id: UUID, epoch: int) -> "asyncio.Future[None]":
        """Done when it is committed. Fails with what went wrong, for it alone or for all."""
        kept = asyncio.get_running_loop().create_future()
        self.waiting.append(Sent(row, interview_id, epoch, kept))
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
            try:
                await _keep(batch)
            except IntegrityError:
                # Somebody's interview was erased. The others' pieces are not to suffer.
                for each in batch:
                    await self._one_alone(each)
            except Exception as fault:  # noqa: BLE001
                _fail(batch, fault)

    async def _one_alone(self, sent: Sent) -> None:
        try:
            await _keep([sent])
        except IntegrityError:
            _fail([sent], NotTaken())
        except Exception as fault:  # noqa: BLE001
            _fail([sent], fault)


async def _keep(batch: Sequence[Sent]) -> None:
    newest = await in_thread(PIECES, _committed, batch)
    for each in batch:
        if newest.get(each.interview_id) != each.epoch:
            _fail([each], TakenOver())
        elif not each.kept.done():
            each.kept.set_result(None)


def _committed(batch: Sequence[Sent]) -> dict[UUID, int]:
    """Return whose rooms these are, as of after the commit: whoever has taken one over meanwhile may have said that the answer is
    complete without these pieces, so nobody is told that they count. Whoever takes one over later finds them there."""
    add_pieces([each.row for each in batch])
    return newest_connections({each.interview_id for each in batch})


def _fail(batch: Sequence[Sent], fault: Exception) -> None:
    for each in batch:
        # Whoever waited may be gone.
        if not each.kept.done():
            each.kept.set_exception(fault)


writer = Writer()
