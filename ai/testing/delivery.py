"""How an answer travels: whole, in part, slowly, or not at all."""

import asyncio
import socket
import struct

from .faults import FOREVER, Fault, Rule
from .http import Response


async def deliver(response: Response, writer: asyncio.StreamWriter, rule: Rule | None, pace: float) -> bool:
    """Return whether the connection is still good for another request."""
    match rule:
        case Rule(fault=Fault.CUT):
            await _half(response, writer)
            return False
        case Rule(fault=Fault.STALL):
            await _half(response, writer)
            await asyncio.sleep(FOREVER if rule.seconds is None else rule.seconds)
            return False
        case Rule(fault=Fault.DRIBBLE):
            await _by_the_byte(response, writer, 1 if rule.seconds is None else rule.seconds)
            return True
    await _whole(response, writer, pace)
    return True


def reset(writer: asyncio.StreamWriter) -> None:
    line: socket.socket = writer.get_extra_info("socket")
    # To linger for no time at all is what makes the kernel send RST instead of FIN.
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def _whole(response: Response, writer: asyncio.StreamWriter, pace: float) -> None:
    waiting = response.head
    async for piece in response.pieces():
        writer.write(waiting + response.wrapped(piece))
        waiting = b""
        await writer.drain()
        if pace:
            await asyncio.sleep(pace)
    writer.write(waiting + response.end)
    await writer.drain()


async def _half(response: Response, writer: asyncio.StreamWriter) -> None:
    pieces = [piece async for piece in response.pieces()]
    half = pieces[: len(pieces) // 2] or [piece[: len(piece) // 2] for piece in pieces]
    writer.write(response.head + b"".join(response.wrapped(piece) for piece in half if piece))
    await writer.drain()


async def _by_the_byte(response: Response, writer: asyncio.StreamWriter, pause: float) -> None:
    writer.write(response.head)
    async for piece in response.pieces():
        for place in range(len(piece)):
            writer.write(response.wrapped(piece[place : place + 1]))
            await writer.drain()
            await asyncio.sleep(pause)
    writer.write(response.end)
    await writer.drain()
