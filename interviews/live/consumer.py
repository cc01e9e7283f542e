"""The line between a room's page and the server: who is there, what they say, in order. docs/live.md has the words.

Handlers only decode and put into the inbox; one task takes from it, and waits for nothing but the room's own threads.
"""

import asyncio
from random import randint
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer

from interviews.live import seats, wire
from interviews.live.goodbye import open_lines
from interviews.live.looks import Looks
from interviews.live.pace import Pace
from interviews.live.sound import Sound
from interviews.live.threads import LOOKS, ROOM, in_thread
from interviews.live.watcher import MAY_WAIT_SECONDS, watcher
from interviews.live.wire import Answered, Code, Hello, Refused

HELLO_WITHIN_SECONDS = 5
MOST_WAITING = 32
BACK_AFTER_MS = (500, 3_000)
# What a line changed itself is looked at with the hint of the same change, and not once more for it.
HINTS_TAKE_SECONDS = 0.02


class RoomConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]
    # There is none of this name: hints come by way of the watcher.
    channel_layer_alias = "none"
    seat: seats.Seat | None = None
    painted = ""
    seen: tuple[object, ...] = ()
    is_closing = False

    async def dispatch(self, message: dict[str, Any]) -> None:
        """As in Channels, but for its visit to the thread that all of a process share, and that may be busy."""
        await getattr(self, message["type"].replace(".", "_"))(message)

    async def connect(self) -> None:
        # Accepted first in any case: a browser is not told why a line was refused.
        await self.accept()
        self.inbox: asyncio.Queue[wire.Heard | None] = asyncio.Queue()
        self.looks = Looks(lambda: self.inbox.put_nowait(None))
        self.pace = Pace(asyncio.get_running_loop().time())
        self.sound = Sound(self.pass_on, self.end)
        self.work = asyncio.create_task(self._work())
        open_lines.add(self)

    async def disconnect(self, code: int) -> None:
        self.is_closing = True
        open_lines.discard(self)
        self.work.cancel()
        self.looks.end()
        if self.seat:
            await watcher.remove(self.seat.interview_id, self)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self.is_closing:
            return
        try:
            # Sound is held back by credit, and not by the pace of somebody who types.
            is_pace_kept = self.sound.takes_one_more() if bytes_data else self.pace.allows_one_more(asyncio.get_running_loop().time())
            if not is_pace_kept or self.inbox.qsize() > MOST_WAITING:
                raise wire.Fault(Code.TOO_MANY)
            self.inbox.put_nowait(wire.hear_sound(bytes_data) if bytes_data else wire.hear(text_data))
        except wire.Fault as fault:
            await self.end(fault.code)

    def look_again(self, within: float = 0) -> None:
        """For the watcher."""
        self.looks.again(within)

    async def pass_on(self, message: wire.Said) -> None:
        if not self.is_closing:
            await self.send(wire.say(message))

    async def end(self, code: Code) -> None:
        await self.pass_on(wire.bye(code, randint(*BACK_AFTER_MS) if code.is_resumable else 0))  # noqa: S311
        if not self.is_closing:
            self.is_closing = True
            await self.close(code)

    async def _work(self) -> None:
        try:
            await self._welcome()
            while not self.is_closing:
                message = await self.inbox.get()
                await (self._take_up(message) if message else self._show())
        except Exception as fault:  # noqa: BLE001
            await self.end(seats.code_of(fault))

    async def _welcome(self) -> None:
        try:
            hello = await asyncio.wait_for(self.inbox.get(), HELLO_WITHIN_SECONDS)
        except TimeoutError:
            raise seats.LineEnds(Code.NO_HELLO) from None
        if not isinstance(hello, Hello):
            raise seats.LineEnds(Code.BAD_MESSAGE)
        self.seat = await in_thread(ROOM, seats.take_seat, seats.visitor_of(self.scope), hello.ticket)
        # Whoever held the room until now goes at once, and not only when Redis says so.
        watcher.ring(self.seat.interview_id)
        await watcher.add(self.seat.interview_id, self)
        await self._show(is_first=True)

    async def _take_up(self, message: wire.Heard) -> None:
        if isinstance(message, Hello):
            raise seats.LineEnds(Code.BAD_MESSAGE)
        assert self.seat
        if await self.sound.has_taken(self.seat, message):
            return
        outcome = await in_thread(ROOM, seats.carry_out, self.seat, message)
        if outcome.answer:
            await self.pass_on(outcome.answer)
        if isinstance(outcome.answer, Answered | Refused):
            # Whatever this page shows, it is not what is there; or it waits for what comes of its answer, which may be nothing new.
            self.painted = ""
        self.sound.note(outcome.answer)
        if outcome.has_changed:
            self.looks.again(MAY_WAIT_SECONDS if outcome.may_wait else HINTS_TAKE_SECONDS)

    async def _show(self, *, is_first: bool = False) -> None:
        assert self.seat
        self.looks.begun()
        # Who has just come waits for nobody who is there.
        room, is_over, self.seen = await in_thread(ROOM if is_first else LOOKS, seats.look, self.seat)
        if is_first:
            there = await in_thread(ROOM, seats.arrived, self.seat)
            await self.pass_on(wire.Welcome(self.seat.epoch, room.seq, room.html, there))
        elif room.html != self.painted:
            await self.pass_on(room)
        self.painted = room.html
        if is_over:
            raise seats.LineEnds(Code.OVER)
