"""Bodies are judged while they come in. Daphne hands a request on when it has all of it, and would keep whatever somebody sends."""

import logging
import re
import uuid
from typing import Any

import daphne.server
from daphne.http_protocol import HTTPFactory, WebRequest
from django.conf import settings

from config import errors
from config.logging import request_id

log = logging.getLogger(__name__)

MB = 1024 * 1024
# A browser looks at an answer when it has sent everything, or most of it: so long, the rest is taken and dropped.
LINGER_SECONDS = 30
HEADERS = (
    ("Connection", "close"),
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
                                "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"),
    ("X-Frame-Options", "DENY"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)  # fmt: skip


def limit_bodies() -> None:
    """Daphne has no other place to name the class of its requests."""
    daphne.server.HTTPFactory = Factory


def most_bytes(path: bytes) -> int:
    place = path.partition(b"?")[0].decode("ascii", "replace")
    return next((most for pattern, most in settings.LARGE_BODIES if re.fullmatch(pattern, place)), settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


class Factory(HTTPFactory):  # type: ignore[misc]
    def buildProtocol(self, addr: Any) -> Any:
        protocol = super().buildProtocol(addr)
        protocol.requestFactory = Request
        return protocol


class Request(WebRequest):  # type: ignore[misc]
    most = 0
    is_refused = False

    def gotLength(self, length: int | None) -> None:
        """Of a body in chunks nothing is known yet."""
        self.most = most_bytes(self.channel._path)
        if length is not None and length > self.most:
            super().gotLength(0)
            self.refuse()
        else:
            super().gotLength(length)

    def handleContentChunk(self, data: bytes) -> None:
        if self.is_refused:
            return
        if self.content.tell() + len(data) > self.most:
            self.content.truncate(0)
            self.refuse()
        else:
            super().handleContentChunk(data)

    def requestReceived(self, command: bytes, path: bytes, version: bytes) -> None:
        if self.is_refused:
            self.channel.loseConnection()
        else:
            super().requestReceived(command, path, version)

    def refuse(self) -> None:
        self.is_refused = True
        # Or it would be told to go on.
        self.requestHeaders.removeHeader(b"Expect")
        self.channel.transport.write(answer(self.most))
        self.channel.callLater(LINGER_SECONDS, self.give_up)

    def give_up(self) -> None:
        if self.channel:
            self.channel.forceAbortClient()


def answer(most: int) -> bytes:
    """The page, with what our middleware would have given it."""
    name = uuid.uuid4().hex[:12]
    token = request_id.set(name)
    log.warning("a body was too large", extra={"facts": {"limit": most}})
    page = errors.too_large_alone(most).content
    request_id.reset(token)
    lines = [f"{name}: {value}" for name, value in (*HEADERS, ("X-Request-ID", name), ("Content-Length", len(page)))]
    if settings.SECURE_HSTS_SECONDS:
        lines.append(f"Strict-Transport-Security: max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload")
    return "\r\n".join(["HTTP/1.1 413 Content Too Large", *lines, "", ""]).encode() + page
