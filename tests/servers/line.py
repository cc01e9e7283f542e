"""A browser's share of a WebSocket over a plain socket, so that a test may also send what no browser would."""

import base64
import json
import os
import socket
import struct
import time
from contextlib import suppress

# For what a quiet machine has at once.
LONG = 60
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


class Refused(Exception):
    """The handshake was: the answer's first line."""


class Line:
    """Opens at once. `heard` has every message of the server; `code` is the closing frame's, 1006 where none came."""

    def __init__(self, port: int, path: str, *, host: str, cookies: dict[str, str] | None = None, origin: str = "") -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.rest = b""
        self.heard: list[dict] = []
        self.code = 0
        words = {"Host": host, "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
        words |= {"Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(), "X-Forwarded-Proto": "https"}
        words |= {"Origin": origin or f"https://{host}"}
        if cookies:
            words["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        head = "".join(f"{name}: {value}\r\n" for name, value in words.items())
        self.socket.sendall(f"GET {path} HTTP/1.1\r\n{head}\r\n".encode())
        while b"\r\n\r\n" not in self.rest:
            self._read()
        answer, _, self.rest = self.rest.partition(b"\r\n\r\n")
        if b" 101 " not in answer.partition(b"\r\n")[0]:
            self.socket.close()
            raise Refused(answer.partition(b"\r\n")[0].decode())

    def say(self, kind: str, **values: object) -> "Line":
        return self.send(json.dumps({"type": kind, **values}))

    def send(self, data: str | bytes, opcode: int | None = None) -> "Line":
        opcode = opcode or (TEXT if isinstance(data, str) else BINARY)
        # Whoever sends to a line that was dropped finds the reason when it listens.
        with suppress(OSError):
            self.socket.sendall(frame(opcode, data.encode() if isinstance(data, str) else data))
        return self

    def hear(self, *kinds: str, within: float = LONG) -> dict:
        """The next message of one of these kinds; those before it are only noted. Raises ConnectionError at the end of the line."""
        deadline = time.monotonic() + within
        while True:
            message = self.next(deadline - time.monotonic())
            if not kinds or message["type"] in kinds:
                return message

    def shows(self, words: str, within: float = LONG) -> dict:
        """The first painting of the room with these words."""
        deadline = time.monotonic() + within
        while words not in (message := self.hear("welcome", "room", within=deadline - time.monotonic()))["html"]:
            pass
        return message

    def next(self, within: float) -> dict:
        deadline = time.monotonic() + within
        while True:
            opcode, data = self._frame(deadline)
            if opcode == PING:
                self.send(data, PONG)
            elif opcode == CLOSE:
                self.code = struct.unpack("!H", data[:2])[0] if data else 1005
                self.send(data, CLOSE)
                self.socket.close()
                raise ConnectionError(self.code)
            elif opcode in (TEXT, BINARY):
                self.heard.append(json.loads(data))
                return self.heard[-1]

    def ends(self, within: float = LONG) -> int:
        """Listen to its end, and return the code."""
        deadline = time.monotonic() + within
        with suppress(ConnectionError):
            while True:
                self.next(deadline - time.monotonic())
        return self.code

    def close(self) -> None:
        self.socket.close()

    def drop(self) -> None:
        """As when the network goes: without a word."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def _frame(self, deadline: float) -> tuple[int, bytes]:
        self._need(2, deadline)
        opcode, length, start = self.rest[0] & 15, self.rest[1] & 127, 2
        if length > 125:
            size = 2 if length == 126 else 8
            self._need(2 + size, deadline)
            length, start = int.from_bytes(self.rest[2 : 2 + size], "big"), 2 + size
        self._need(start + length, deadline)
        data, self.rest = self.rest[start : start + length], self.rest[start + length :]
        return opcode, data

    def _need(self, count: int, deadline: float) -> None:
        while len(self.rest) < count:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"nothing came; before: {[each['type'] for each in self.heard]}")
            self.socket.settimeout(left)
            self._read()

    def _read(self) -> None:
        try:
            data = self.socket.recv(65536)
        except ConnectionResetError:
            data = b""
        if not data:
            self.code = self.code or 1006
            self.socket.close()
            raise ConnectionError(self.code)
        self.rest += data


def frame(opcode: int, data: bytes) -> bytes:
    """With a mask of zeros, which masks nothing and is one."""
    length = len(data)
    size = (
        bytes([0x80 | length])
        if length < 126
        else bytes([0xFE]) + struct.pack("!H", length)
        if length < 65536
        else bytes([0xFF]) + struct.pack("!Q", length)
    )
    return bytes([0x80 | opcode]) + size + b"\0\0\0\0" + data
