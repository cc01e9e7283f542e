"""Tells the lines of this process when their interviews have changed.

By hints, at once; and by a question to Postgres each second, one for all lines together, because hints may be lost and Redis may
be away. The lines share one subscription: were each to listen to Redis, each would end with every fault of Redis.
"""

import asyncio
import logging
from collections import defaultdict
from contextlib import suppress
from typing import Any, Protocol
from uuid import UUID

from channels.layers import get_channel_layer
from django.db import Error

from interviews.live.hints import group_of
from interviews.live.threads import WATCHER, in_thread
from interviews.live.wire import Sentence, Words
from interviews.queries.watching import Standing, standings

LOOK_EVERY_SECONDS = 1
# Redis forgets who listens when it is restarted or flushed.
JOIN_EVERY_SECONDS = 15
WITHIN_SECONDS = 1
# What can be heard is asked for at once, and whoever paints meanwhile would hold it up.
PAINTED_AFTER_SECONDS = 0.15
# An answer is heard, understood and read in several steps; each painting costs as much as one of them.
MAY_WAIT_SECONDS = 0.25
NEVER_SEEN = Standing(())
log = logging.getLogger(__name__)


class Line(Protocol):
    # What was written of the interview when it was looked at last.
    seen: tuple[object, ...]

    def look_again(self, within: float = 0) -> None: ...

    async def pass_on(self, said: Words | Sentence) -> None: ...


class Watcher:
    def __init__(self) -> None:
        self.lines: dict[UUID, set[Line]] = defaultdict(set)
        self.seen: dict[UUID, Standing] = {}
        self.channel = ""
        self.work: list[asyncio.Task[None]] = []

    async def add(self, interview_id: UUID, line: Line) -> None:
        self.lines[interview_id].add(line)
        if not self.work:
            # Of this loop: tests have one each.
            self.channel = await get_channel_layer().new_channel("rooms")
            self.work = [asyncio.create_task(each()) for each in (self._look, self._listen, self._join)]
        await _quietly(get_channel_layer().group_add(group_of(interview_id), self.channel))

    async def remove(self, interview_id: UUID, line: Line) -> None:
        self.lines[interview_id].discard(line)
        if self.lines[interview_id]:
            return
        del self.lines[interview_id]
        self.seen.pop(interview_id, None)
        if not self.lines:
            for task in self.work:
                task.cancel()
            self.work = []
        await _quietly(get_channel_layer().group_discard(group_of(interview_id), self.channel))

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            ids = list(self.lines)
            with suppress(Error, TimeoutError):
                now = await in_thread(WATCHER, standings, ids)
                for interview_id in ids:
                    self._compare(interview_id, now.get(interview_id))
                self.seen = now

    def _compare(self, interview_id: UUID, now: Standing | None) -> None:
        """Who has looked since, by a hint or of themselves, knows it. One that is not there was erased."""
        before = self.seen.get(interview_id, NEVER_SEEN)
        if now == before:
            return
        known = now.written if now and now.signs == before.signs else None
        for line in self.lines.get(interview_id, ()):
            if line.seen != known:
                line.look_again()

    async def _listen(self) -> None:
        layer = get_channel_layer()
        while True:
            try:
                await self._pass_on(await layer.receive(self.channel))
            except Exception as fault:  # noqa: BLE001
                # Whatever it is that Redis has: the question to Postgres goes on.
                log.warning("no hints for a moment", extra={"facts": {"why": type(fault).__name__}})
                await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def _join(self) -> None:
        while True:
            await asyncio.sleep(JOIN_EVERY_SECONDS)
            for interview_id in list(self.lines):
                await _quietly(get_channel_layer().group_add(group_of(interview_id), self.channel))

    async def _pass_on(self, hint: dict[str, Any]) -> None:
        interview_id = UUID(hint["interview"])
        if hint["type"] == "room.changed":
            # An older program, while a newer one takes its place, says nothing of it.
            self.ring(interview_id, MAY_WAIT_SECONDS if hint.get("may_wait") else 0)
            return
        is_words = hint["type"] == "room.words"
        said = Words(hint["turn"], hint["draft"], hint["text"]) if is_words else _sentence_in(hint)
        for line in list(self.lines.get(interview_id, ())):
            await line.pass_on(said)
        if not is_words:
            self.ring(interview_id, PAINTED_AFTER_SECONDS)

    def ring(self, interview_id: UUID, within: float = 0) -> None:
        for line in self.lines.get(interview_id, ()):
            line.look_again(within)


def _sentence_in(hint: dict[str, Any]) -> Sentence:
    return Sentence(hint["turn"], hint["n"], hint["text"], hint["url"])


async def _quietly(joining: Any) -> None:
    with suppress(Exception):
        await asyncio.wait_for(joining, WITHIN_SECONDS)


watcher = Watcher()
