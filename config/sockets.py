"""WebSockets, where daphne's own ways are not enough."""

import asyncio
from typing import Any

import daphne.server
from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol
from twisted.internet import reactor
from twisted.internet.defer import Deferred

from interviews.live.goodbye import end_lines

# What was written last leaves before the sockets are shut.
LAST_WORDS_SECONDS = 0.3
# A closing frame has at most 131 bytes.
LONGEST_CLOSING = 1024


def mind_sockets() -> None:
    """Daphne has no other place to name the class of its sockets. Its own trigger, which ends their tasks, comes after this one."""
    daphne.server.WebSocketFactory = Factory
    reactor.addSystemEventTrigger("before", "shutdown", _say_when_to_come_back)  # type: ignore[arg-type]


def _say_when_to_come_back() -> "Deferred[None]":
    """The reactor waits for it."""
    return Deferred.fromFuture(asyncio.ensure_future(_end_lines()))


async def _end_lines() -> None:
    await end_lines()
    await asyncio.sleep(LAST_WORDS_SECONDS)


class Protocol(WebSocketProtocol):  # type: ignore[misc]
    def serverClose(self, code: int | None = None) -> None:
        """Daphne's lets a program send no code below 3000, and 1011 and 1012 are those that say "come again"."""
        self.sendCloseFrame(code=code or 1000)

    def dataReceived(self, data: bytes) -> None:
        """What comes after our closing frame is not read, but for its like: whoever goes on talking costs nobody anything."""
        if self.state != self.STATE_CLOSING or len(data) <= LONGEST_CLOSING:
            super().dataReceived(data)

    def onMessage(self, payload: bytes, isBinary: bool) -> None:  # noqa: N803
        if self.state == self.STATE_OPEN:
            super().onMessage(payload, isBinary)


class Factory(WebSocketFactory):  # type: ignore[misc]
    protocol = Protocol

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Whoever sends what is too large, or no UTF-8, is told so before the line is dropped.
        self.setProtocolOptions(failByDrop=False)
