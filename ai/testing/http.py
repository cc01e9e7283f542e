"""As much of HTTP/1.1 as our clients speak, with nothing between us and the bytes: only so it can be broken on purpose."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from http.client import responses
from urllib.parse import urlsplit

LARGEST_BODY = 64 * 1024 * 1024
LARGEST_HEAD = 64 * 1024


class NotHttp(Exception):
    """Whoever talks to us speaks something else, or sends more than anybody may."""


class Reader(asyncio.StreamReader):
    """Tells when the client has gone, also while nobody reads."""

    def __init__(self) -> None:
        super().__init__(limit=LARGEST_HEAD)
        self.gone = asyncio.Event()

    def feed_eof(self) -> None:
        super().feed_eof()
        self.gone.set()

    def set_exception(self, exc: Exception) -> None:
        super().set_exception(exc)
        self.gone.set()


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    def header(self, name: str) -> str:
        return self.headers.get(name, "")

    @property
    def wants_to_stay(self) -> bool:
        return self.header("connection").lower() != "close"


@dataclass(frozen=True, slots=True)
class Response:
    """Has either a body, whose length is told beforehand, or a stream."""

    kind: str
    body: bytes = b""
    stream: AsyncIterator[bytes] | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def head(self) -> bytes:
        length = {"Transfer-Encoding": "chunked"} if self.stream else {"Content-Length": str(len(self.body))}
        every = {"Content-Type": self.kind} | length | self.headers
        lines = [
            f"HTTP/1.1 {self.status} {responses.get(self.status, 'Overloaded')}",
            *(f"{name}: {value}" for name, value in every.items()),
        ]
        return "\r\n".join([*lines, "", ""]).encode()

    def wrapped(self, piece: bytes) -> bytes:
        return chunk(piece) if self.stream else piece

    @property
    def end(self) -> bytes:
        return chunk(b"") if self.stream else b""

    async def pieces(self) -> AsyncIterator[bytes]:
        if self.stream is None:
            yield self.body
            return
        async for piece in self.stream:
            if piece:
                yield piece


def chunk(piece: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(piece), piece)


async def in_turn(pieces: Iterable[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


async def read_request(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Request | None:
    """Return the next request of this connection; None when the client has closed it."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as rest:
        if rest.partial:
            raise NotHttp from rest
        return None
    except asyncio.LimitOverrunError as problem:
        raise NotHttp from problem
    method, path, headers = _parsed(head)
    if headers.get("expect", "").lower() == "100-continue":
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    return Request(method, path, headers, await _body(reader, headers))


def _parsed(head: bytes) -> tuple[str, str, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    match first.split(" "):
        case [method, target, "HTTP/1.1" | "HTTP/1.0"]:
            pairs = (line.partition(":") for line in lines if line)
            return method, urlsplit(target).path, {name.strip().lower(): value.strip() for name, _, value in pairs}
    raise NotHttp


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    try:
        if "chunked" in headers.get("transfer-encoding", "").lower():
            return await _chunks(reader)
        return await reader.readexactly(_allowed(int(headers.get("content-length", "0"))))
    except (ValueError, asyncio.IncompleteReadError) as problem:
        raise NotHttp from problem


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = bytearray()
    while size := int((await reader.readline()).split(b";")[0], 16):
        _allowed(len(body) + size)
        body += await reader.readexactly(size)
        await reader.readline()
    while (await reader.readline()).strip():
        pass
    return bytes(body)


def _allowed(size: int) -> int:
    if not 0 <= size <= LARGEST_BODY:
        raise NotHttp
    return size
