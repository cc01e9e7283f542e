"""Candidates at their lines, many at once: what the room's page does, without a browser."""

import asyncio
import base64
import json
import os
import re
import struct
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from bench.house import HOST

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
TURN = re.compile(r'name="turn" value="(\d+)"')
WORDS = "We looked at the queue, moved what was stuck by hand and wrote down why, so that it would be seen next time. " * 3


class Closed(Exception):
    pass


@dataclass
class Line:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def say(self, **values: object) -> None:
        self._write(TEXT, json.dumps(values).encode())

    def send(self, data: bytes) -> None:
        self._write(BINARY, data)

    def _write(self, opcode: int, data: bytes) -> None:
        size = bytes([0x80 | len(data)]) if len(data) < 126 else bytes([0xFE]) + struct.pack("!H", len(data))
        # A mask of zeros is one.
        self.writer.write(bytes([0x80 | opcode]) + size + b"\0\0\0\0" + data)

    async def hear(self, *kinds: str) -> dict[str, str]:
        while True:
            opcode, data = await self._frame()
            if opcode == CLOSE:
                raise Closed
            if opcode == PING:
                self.writer.write(bytes([0x80 | PONG, 0x80 | len(data)]) + b"\0\0\0\0" + data)
            if opcode == TEXT and (message := json.loads(data))["type"] in kinds:
                return dict(message)

    async def _frame(self) -> tuple[int, bytes]:
        first, second = await self.reader.readexactly(2)
        length = second & 127
        if length > 125:
            length = int.from_bytes(await self.reader.readexactly(2 if length == 126 else 8), "big")
        return first & 15, await self.reader.readexactly(length)


@asynccontextmanager
async def line_to(port: int, path: str, cookie: str) -> AsyncIterator[Line]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    key = base64.b64encode(os.urandom(16)).decode()
    head = [f"GET {path} HTTP/1.1", f"Host: {HOST}", "Upgrade: websocket", "Connection: Upgrade", f"Sec-WebSocket-Key: {key}"]
    head += ["Sec-WebSocket-Version: 13", "X-Forwarded-Proto: https", f"Origin: https://{HOST}", f"Cookie: {cookie}", "", ""]
    writer.write("\r\n".join(head).encode())
    answer = await reader.readuntil(b"\r\n\r\n")
    if b" 101 " not in answer:
        raise ConnectionRefusedError(answer.partition(b"\r\n")[0].decode())
    try:
        yield Line(reader, writer)
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


@dataclass
class Typist:
    """Types a draft now and then, sends an answer, waits for the first word of the next question."""

    path: str
    cookie: str
    ticket: str
    # Seconds from one answer to the next.
    every: float
    waits: list[float] = field(default_factory=list)

    async def type(self, port: int, begins_in: float, until: float) -> None:
        async with line_to(port, self.path, self.cookie) as line:
            line.say(type="hello", v=1, ticket=self.ticket)
            turn = _turn(await line.hear("welcome"))
            await asyncio.sleep(begins_in)
            # At the end of the interview the server closes the line, now and then before a draft is out.
            with suppress(Closed, ConnectionResetError):
                while time.monotonic() < until:
                    turn = await self._answered(line, turn)
                    await asyncio.sleep(self.every)

    async def _answered(self, line: Line, turn: int) -> int:
        for rev in (1, 2):
            line.say(type="draft", turn=turn, rev=turn * 10 + rev, text=WORDS[: 100 * rev])
            await line.hear("kept")
        began, is_first = time.perf_counter(), True
        line.say(type="answer", turn=turn, text=WORDS)
        while True:
            message = await line.hear("words", "room")
            following = int(message["turn"]) if message["type"] == "words" else _turn(message)
            if following > turn and is_first:
                self.waits.append((time.perf_counter() - began) * 1000)
                is_first = False
            if message["type"] == "room" and following > turn:
                return following


def _turn(message: dict[str, str]) -> int:
    found = TURN.search(message["html"])
    return int(found[1]) if found else 0
