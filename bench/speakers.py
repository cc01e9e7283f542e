"""Candidates who speak, many at once, a second of sound each second: what the room's page does, without a browser."""

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
from itertools import cycle

from bench.house import HOST
from bench.simulated import HEARD_A_SECOND, wave
from bench.typists import Closed, Line, line_to
from interviews.live.wire import CREDIT

# A piece is a second of sound.
PIECE, HEAD, KIND = HEARD_A_SECOND, struct.Struct("!BIIHH"), 1
LONGEST_SEGMENT = 20.0
PING_EVERY_PIECES = 15
# From the first sound of a reply to the first of the next answer: it is listened to, and thought about.
LISTENS = 8.0
SENTENCES = re.compile(r'data-speaks="(\d+)" data-speed="\d+" data-sentences="([^"]*)"')
TURN = re.compile(r'id="answer-turn" form="answer" name="turn" value="(\d+)"')
recorded = lru_cache(maxsize=40)(lambda seconds: wave(seconds, HEARD_A_SECOND, 8))


@dataclass
class Speaker:
    """Speaks, is silent, says that the answer is complete, and waits for the first sound of the reply."""

    path: str
    cookie: str
    ticket: str
    port: int
    # How long their answers are, one after the other, and then from the first on.
    lengths: tuple[float, ...]
    # From an answer's last sound: when the recording ends, and when the page says that the answer is complete.
    records_for: float
    waits_for: float
    silences: list[float] = field(default_factory=list)
    epoch: int = 0
    # None: the line has ended.
    said: asyncio.Queue[dict[str, str] | None] = field(default_factory=asyncio.Queue)
    # Pieces that were sent and not acknowledged yet.
    on_the_way: int = 0

    async def speak(self, begins_in: float, answers: int = 1_000, until: float = float("inf")) -> None:
        async with line_to(self.port, self.path, self.cookie) as line:
            reading = asyncio.create_task(self._read(line))
            line.say(type="hello", v=1, ticket=self.ticket)
            welcome = await self._hear("welcome")
            self.epoch = int(welcome["epoch"])
            line.say(type="answer", turn=_turn(welcome), text="Yes, I am ready.")
            turn = await self._heard(line, _turn(welcome))
            await self._pass(begins_in)
            with suppress(Closed):
                for lasts, _ in zip(cycle(self.lengths), range(answers), strict=False):
                    if time.monotonic() > until:
                        break
                    turn = await self._answered(line, turn, lasts)
                    await self._pass(LISTENS)
            reading.cancel()

    async def _answered(self, line: Line, turn: int, lasts: float) -> int:
        *earlier, last = segments(lasts)
        for number, seconds in enumerate(earlier, 1):
            await self._record(line, turn, number, seconds)
        await self._record(line, turn, len(earlier) + 1, last, silence=self.records_for)
        await self._pass(self.waits_for - self.records_for)
        ended = time.perf_counter()
        spoken = [[self.epoch, number] for number in range(1, len(earlier) + 2)]
        line.say(type="answer", turn=turn, spoken=spoken, ended_ms=int(self.waits_for * 1000))
        return await self._heard(line, turn, ended)

    async def _record(self, line: Line, turn: int, number: int, seconds: float, silence: float = 0.0) -> None:
        """Each piece goes out when its second is over, and the last when the recording ends."""
        data, began = recorded(seconds), time.monotonic()
        for place, at in enumerate(range(0, len(data), PIECE)):
            is_last = at + PIECE >= len(data)
            is_over = seconds + silence if is_last else place + 1
            await self._pass(began + is_over - time.monotonic())
            while self.on_the_way >= CREDIT:
                await self._take()
            line.send(HEAD.pack(KIND, turn, self.epoch, number, place) + data[at : at + PIECE])
            self.on_the_way += 1
            if place % PING_EVERY_PIECES == 0:
                line.say(type="ping")
        self._complete(line, turn, number, seconds)

    def _complete(self, line: Line, turn: int, number: int, seconds: float) -> None:
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

    async def _read(self, line: Line) -> None:
        """At once, whatever is waited for: what comes while somebody speaks is not what they wait for afterwards."""
        with suppress(Closed, ConnectionError, asyncio.IncompleteReadError):
            while True:
                self.said.put_nowait(await line.hear("welcome", "ack", "room", "sentence"))
        self.said.put_nowait(None)

    async def _take(self) -> dict[str, str]:
        message = await self.said.get()
        if message is None:
            raise Closed
        self.on_the_way -= message["type"] == "ack"
        return message

    async def _hear(self, *kinds: str) -> dict[str, str]:
        while (message := await self._take())["type"] not in kinds:
            pass
        return message

    async def _pass(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(max(seconds, 0)):
                while True:
                    await self._take()

    async def _heard(self, line: Line, turn: int, ended: float = 0.0) -> int:
        """The next turn is theirs, and its first sentence was heard."""
        is_heard = False
        while True:
            message = await self._hear("room", "sentence")
            first = _first_sentence(message, turn)
            if first and not is_heard:
                if first["url"]:
                    await _first_sound(self.port, first["url"], self.cookie)
                if ended:
                    self.silences.append((time.perf_counter() - ended) * 1000)
                is_heard = True
            if message["type"] == "sentence":
                continue
            following = _turn(message)
            if following > turn:
                last = json.loads(html.unescape(SENTENCES.search(message["html"])[2]))[-1]  # type: ignore[index]
                line.say(type="heard", turn=following, sentence=last["n"], ms=1_000, whole=True)
                return following


def _first_sentence(message: dict[str, str], turn: int) -> dict[str, str] | None:
    """Of the reply to this turn."""
    if message["type"] == "sentence":
        return message if int(message["turn"]) > turn else None
    found = SENTENCES.search(message["html"])
    return json.loads(html.unescape(found[2]))[0] if found and int(found[1]) > turn else None


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
