"""python -m bench.simulated PORT [quick]: a provider that hears, thinks and speaks with fixed delays, and does nothing else.

Apart from ai.testing's server, which really listens and really makes sound: on two processors that would be measured, too. `quick`
takes no time at all, for our own share.
"""

import asyncio
import itertools
import json
import struct
import sys
from dataclasses import dataclass

HEARING, HEARING_PER_SECOND = 0.6, 0.05
FIRST_TOKEN, TOKENS_A_SECOND = 0.4, 40
FIRST_SOUND = 0.25
# Of the candidates' recordings, and of what is spoken: bytes of a second.
HEARD_A_SECOND, SPOKEN_A_SECOND = 8_000, 48_000
LETTERS_A_SECOND = 15
SAID = "We looked at what had come in, moved the rest by hand and wrote down why it was done so that others would see it next time."
LEAD = "You told me what you moved by hand and why others would see it."
ASKS = (
    "How did you notice that something was stuck in the first place?",
    "Whom did you tell about it, and what did they say?",
    "What would have happened if nobody had stepped in that night?",
    "Which part of the work did you find hardest to explain to newcomers?",
    "When did you last change your mind about a rule of the yard?",
    "What did the drivers think of the new way of loading?",
    "How do you decide which lorry leaves before another one?",
    "What do you write down at the end of a shift?",
    "Where did the figures come from that you planned with?",
    "How did you learn to read the weather for the route?",
    "What kept you from asking for more people?",
    "How would a customer have noticed the delay?",
)


@dataclass(frozen=True)
class Delays:
    is_quick: bool = False

    def of(self, seconds: float) -> float:
        return 0.0 if self.is_quick else seconds

    def hearing(self, seconds: float) -> float:
        return self.of(HEARING + HEARING_PER_SECOND * seconds)


def reply(number: int) -> str:
    return f"{LEAD} {ASKS[number % len(ASKS)]}"


def tokens(text: str) -> list[str]:
    """Four letters each, about as models have them."""
    return [text[at : at + 4] for at in range(0, len(text), 4)]


def wave(seconds: float, a_second: int, bits: int) -> bytes:
    """Silence, as a file."""
    rate, size = a_second * 8 // bits, int(seconds * a_second)
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + size, b"WAVE", b"fmt ", 16, 1, 1, rate, a_second, bits // 8, bits, b"data", size)
    return head + bytes([128 if bits == 8 else 0]) * size


class Provider:
    def __init__(self, delays: Delays) -> None:
        self.delays = delays
        self.numbers = itertools.count()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                path, body = head.split(b" ", 2)[1].decode(), await reader.readexactly(_length(head))
                await self._answer(path, body, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _answer(self, path: str, body: bytes, writer: asyncio.StreamWriter) -> None:
        if path.endswith("/transcriptions"):
            await self._hear(body, writer)
        elif path.endswith("/speech"):
            text = json.loads(body)["input"]
            await asyncio.sleep(self.delays.of(FIRST_SOUND))
            _whole(writer, "audio/wav", wave(len(text) / LETTERS_A_SECOND, SPOKEN_A_SECOND, 16))
        else:
            await self._think(json.loads(body), writer)
        await writer.drain()

    async def _hear(self, body: bytes, writer: asyncio.StreamWriter) -> None:
        at = body.index(b"RIFF")
        seconds = struct.unpack_from("<I", body, at + 40)[0] / HEARD_A_SECOND
        await asyncio.sleep(self.delays.hearing(seconds))
        segment = {"text": SAID, "start": 0, "end": seconds, "avg_logprob": -0.1, "no_speech_prob": 0.01}
        said = {"text": SAID, "language": "english", "duration": seconds, "segments": [segment], "words": []}
        _whole(writer, "application/json", json.dumps(said).encode())

    async def _think(self, asked: dict[str, object], writer: asyncio.StreamWriter) -> None:
        said = reply(next(self.numbers))
        await asyncio.sleep(self.delays.of(FIRST_TOKEN))
        if not asked.get("stream"):
            await asyncio.sleep(self.delays.of(len(tokens(said)) / TOKENS_A_SECOND))
            _whole(writer, "application/json", json.dumps(_completion(said)).encode())
            return
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
        for token in tokens(said):
            _event(writer, {"content": token})
            await writer.drain()
            await asyncio.sleep(self.delays.of(1 / TOKENS_A_SECOND))
        _event(writer, {}, "stop")
        _chunk(writer, b"data: [DONE]\n\n")
        writer.write(b"0\r\n\r\n")


def _completion(said: str) -> dict[str, object]:
    message = {"index": 0, "message": {"role": "assistant", "content": said}, "finish_reason": "stop"}
    return {"id": "c", "object": "chat.completion", "created": 0, "model": "simulated", "choices": [message]}


def _event(writer: asyncio.StreamWriter, delta: dict[str, str], ending: str | None = None) -> None:
    choice = {"index": 0, "delta": delta, "finish_reason": ending}
    event = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "simulated", "choices": [choice]}
    _chunk(writer, f"data: {json.dumps(event)}\n\n".encode())


def _chunk(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")


def _whole(writer: asyncio.StreamWriter, kind: str, data: bytes) -> None:
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data)


def _length(head: bytes) -> int:
    lines = head.decode("latin1").lower().split("\r\n")
    return next((int(line.partition(":")[2]) for line in lines if line.startswith("content-length:")), 0)


async def serve(port: int, delays: Delays) -> None:
    await asyncio.start_server(Provider(delays).talk, "127.0.0.1", port)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Delays(is_quick="quick" in sys.argv[2:])))
