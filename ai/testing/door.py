"""The port: open, or really closed, so that connections are refused. The number stays ours all the while."""

import asyncio
import math
import socket

from .connection import serve
from .desk import Desk
from .http import Reader

LOOK_EVERY = 0.02


class Door:
    def __init__(self, port: int, desk: Desk) -> None:
        # Bound and never listening: who else asks the system for a port is not given this one.
        self.place = _bound(port)
        self.port: int = self.place.getsockname()[1]
        self.desk = desk
        self.listener: asyncio.Server | None = None
        self.opening = asyncio.Lock()
        self.guests: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        # why it is closed, and until when
        self.reasons: dict[str, float] = {}

    async def open(self) -> None:
        """Listen, unless there is a reason not to."""
        async with self.opening:
            if self.listener or self.reasons:
                return
            listener = await asyncio.get_running_loop().create_server(self._protocol, sock=_bound(self.port), backlog=512)
            if self.reasons:
                listener.close()
            else:
                self.listener = listener

    def refuse(self, reason: str, seconds: float | None) -> None:
        """Listen no more and drop who is here, for so many seconds or until `relent`."""
        self.reasons[reason] = math.inf if seconds is None else asyncio.get_running_loop().time() + seconds
        if self.listener:
            self.listener.close()
            self.listener = None
        for task, writer in self.guests.items():
            writer.transport.abort()
            task.cancel()

    async def relent(self, *reasons: str) -> None:
        for reason in reasons:
            self.reasons.pop(reason, None)
        await self.open()

    async def watch(self) -> None:
        """Follow the clock and the orders' file, also while no request comes in."""
        while True:
            now = asyncio.get_running_loop().time()
            await self.relent(*[reason for reason, until in self.reasons.items() if until <= now])
            if not self.desk.file.look().refusal:
                await self.relent("file")
            elif "file" not in self.reasons:
                self.refuse("file", None)
            await asyncio.sleep(LOOK_EVERY)

    async def close(self) -> None:
        self.refuse("end", None)
        self.place.close()
        await asyncio.gather(*self.guests, return_exceptions=True)

    def _protocol(self) -> asyncio.StreamReaderProtocol:
        reader = Reader()
        return asyncio.StreamReaderProtocol(reader, lambda _, writer: self._let_in(reader, writer))

    def _let_in(self, reader: Reader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(serve(reader, writer, self.desk, self))
        self.guests[task] = writer
        task.add_done_callback(self.guests.pop)


def _bound(port: int) -> socket.socket:
    """With this option a port may be bound twice, unless somebody listens there."""
    # Asyncio turns off Nagle's algorithm only where it is told that this is TCP.
    place = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        place.bind(("127.0.0.1", port))
    except OSError:
        place.close()
        raise
    return place
