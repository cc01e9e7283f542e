"""daphne bench.bare_echo:application: a socket that says "kept" to whatever comes, and keeps nothing."""

from collections.abc import Awaitable, Callable
from typing import Any


async def application(scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]) -> None:
    while (message := await receive())["type"] != "websocket.disconnect":
        if message["type"] == "websocket.connect":
            await send({"type": "websocket.accept"})
        elif message.get("bytes"):
            await send({"type": "websocket.send", "text": '{"type": "ack"}'})
        else:
            await send({"type": "websocket.send", "text": '{"type": "welcome", "epoch": 1}'})
