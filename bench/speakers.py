"""Candidates who speak, many at once: what the room's page does, without a browser; and the same by the plainest of pipelines."""

import asyncio
import html
import json
import re
import struct
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from bench.house import HOST
from bench.simulated import HEARD_A_SECOND, wave
from bench.typists import Closed, Line, line_to

PIECE, HEAD, KIND = 8_000, struct.Struct("!BIIHH"), 1
LONGEST_SEGMENT = 20.0
SENTENCES = re.compile(r'data-speaks="(\d+)" data-speed="\d+" data-sentences="([^"]*)"')
UNDERSTOOD = '<span class="there" id="heard-'
TURN = re.compile(r'id="answer-turn" form="answer" name="turn" value="(\d+)"')
recorded = lru_cache(maxsize=40)(lambda seconds: wave(seconds, HEARD_A_SECOND, 8))


@dataclass
class Speaker:
    """Speaks, is silent, says that the answer is complete, and waits for the first sound of the reply."""

    path: str
    cookie: str
    ticket: str
    port: int
    # How long each answer is.
    lasts: float
    # From its last sound: when the recording ends, and when the page says that the answer is complete.
    records_for: float
    waits_for: float
    # From the sound of a reply to the next answer's end.
    every: float = 0.2
    silences: list[float] = field(default_factory=list)
    epoch: int = 0
    # The room as it was painted last, whatever was waited for meanwhile.
    room: str = ""

    async def speak(self, begins_in: float, answers: int = 1_000, until: float = float("inf")) -> None:
        async with line_to(self.port, self.path, self.cookie) as line:
            line.say(type="hello", v=1, ticket=self.ticket)
            welcome = await line.hear("welcome")
            self.epoch = int(welcome["epoch"])
            line.say(type="answer", turn=_turn(welcome), text="Yes, I am ready.")
            turn = await self._heard(line, _turn(welcome))
            await asyncio.sleep(begins_in)
            with suppress(Closed):
                while answers and time.monotonic() < until:
                    turn = await self._answered(line, turn)
                    answers -= 1
                    await asyncio.sleep(self.every)

    async def _answered(self, line: Line, turn: int) -> int:
        *earlier, last = segments(self.lasts)
        for number, seconds in enumerate(earlier, 1):
            # What was spoken before is understood while the next is spoken.
            await self._send(line, turn, number, seconds)
            await self._complete(line, turn, number, seconds)
        while self.room.count(UNDERSTOOD) < len(earlier):
            await self._hear(line, "room")
        await self._send(line, turn, len(earlier) + 1, last)
        # The last sound was now.
        await asyncio.sleep(self.records_for)
        await self._complete(line, turn, len(earlier) + 1, last)
        await asyncio.sleep(max(0.0, self.waits_for - self.records_for))
        ended = time.perf_counter()
        spoken = [[self.epoch, number] for number in range(1, len(earlier) + 2)]
        line.say(type="answer", turn=turn, spoken=spoken, ended_ms=int(self.waits_for * 1000))
        return await self._heard(line, turn, ended)

    async def _send(self, line: Line, turn: int, number: int, seconds: float) -> None:
        data = recorded(seconds)
        for place, at in enumerate(range(0, len(data), PIECE)):
            line.send(HEAD.pack(KIND, turn, self.epoch, number, place) + data[at : at + PIECE])
            while place % 8 == 7 and int((await self._hear(line, "ack"))["upto"]) <= place:
                pass
        if -(-len(data) // PIECE) % 8:
            while int((await self._hear(line, "ack"))["upto"]) * PIECE < len(data):
                pass

    async def _complete(self, line: Line, turn: int, number: int, seconds: float) -> None:
        data = recorded(seconds)
        line.say(
            type="segment",
            turn=turn,
            epoch=self.epoch,
            segment=number,
            pieces=-(-len(data) // PIECE),
            mime="audio/wav",
            ms=int(seconds * 1000),
            sha256=sha256(data).hexdigest(),
        )

    async def _hear(self, line: Line, kind: str) -> dict[str, str]:
        while True:
            message = await line.hear(kind, "room")
            self.room = message.get("html", self.room)
            if message["type"] == kind:
                return message

    async def _heard(self, line: Line, turn: int, ended: float = 0.0) -> int:
        """The next turn is theirs, and its first sentence was heard."""
        is_heard = False
        while True:
            message = await self._hear(line, "room")
            found = SENTENCES.search(message["html"])
            if found and int(found[1]) > turn and not is_heard:
                first = json.loads(html.unescape(found[2]))[0]
                if first["url"]:
                    await _first_sound(self.port, first["url"], self.cookie)
                if ended:
                    self.silences.append((time.perf_counter() - ended) * 1000)
                is_heard = True
            following = _turn(message)
            if following > turn:
                last = json.loads(html.unescape(SENTENCES.search(message["html"])[2]))[-1]  # type: ignore[index]
                line.say(type="heard", turn=following, sentence=last["n"], ms=1_000, whole=True)
                return following


def segments(lasts: float) -> list[float]:
    """Twenty seconds at most; the last has what is left."""
    whole, rest = divmod(lasts, LONGEST_SEGMENT)
    parts = [LONGEST_SEGMENT] * int(whole) + ([rest] if rest else [])
    # Nobody's last words fill the longest that there may be.
    return [*parts[:-1], parts[-1] / 2, parts[-1] / 2] if len(parts) > 1 else parts


async def _first_sound(port: int, path: str, cookie: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        lines = [f"GET {path} HTTP/1.1", f"Host: {HOST}", "X-Forwarded-Proto: https", f"Cookie: {cookie}", "Connection: close", "", ""]
        writer.write("\r\n".join(lines).encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.partition(b"\r\n")[0]:
            raise ConnectionRefusedError(head.partition(b"\r\n")[0].decode())
        await reader.readexactly(200)
    finally:
        writer.close()


def _turn(message: dict[str, str]) -> int:
    found = TURN.search(message["html"])
    return int(found[1]) if found else 0
