"""An operator's virus scanner, asked before anything looks into a file: clamd, by its command INSTREAM."""

import logging
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings

log = logging.getLogger(__name__)

# For all of it. A scanner that takes longer for 10 MB is away.
SECONDS = 20
PIECE = 64 * 1024
PORT = 3310
LONGEST_ANSWER = 4096


class ScannerAway(Exception):
    """Nobody knows whether the file is clean."""


def is_on() -> bool:
    return bool(settings.VIRUS_SCANNER)


def has_virus(path: Path) -> bool:
    """Raise ScannerAway unless the scanner said yes or no. Without a scanner nobody says yes."""
    if not is_on():
        return False
    with path.open("rb") as file, _line() as line:
        # One that has heard enough stops listening, and says why.
        with suppress(BrokenPipeError, ConnectionResetError):
            line.send(b"zINSTREAM\0")
            while piece := file.read(PIECE):
                line.send(struct.pack("!L", len(piece)) + piece)
            line.send(struct.pack("!L", 0))
        answer = line.answer()
    if answer.endswith(" FOUND"):
        return True
    if answer != "stream: OK":
        log.error("the virus scanner did not scan a file", extra={"facts": {"because": _reason(answer)}})
        raise ScannerAway
    return False


def answers() -> bool:
    try:
        with _line() as line:
            line.send(b"zPING\0")
            return line.answer() == "PONG"
    except ScannerAway:
        return False


def _reason(answer: str) -> str:
    """Its own words are a stranger's."""
    if not answer:
        return "it hung up"
    return "its StreamMaxLength is too small" if "size limit" in answer else "it answers otherwise than clamd"


class Line:
    """One deadline for all that is said on it."""

    def __init__(self, connected: socket.socket, deadline: float) -> None:
        self._socket, self._deadline = connected, deadline

    def send(self, data: bytes) -> None:
        self._hurry()
        self._socket.sendall(data)

    def answer(self) -> str:
        """As far as its NUL; without one it is no answer."""
        heard = b""
        while not heard.endswith(b"\0") and len(heard) < LONGEST_ANSWER:
            self._hurry()
            piece = self._socket.recv(LONGEST_ANSWER)
            if not piece:
                return ""
            heard += piece
        return heard.rstrip(b"\0").decode("utf-8", "replace").strip()

    def _hurry(self) -> None:
        left = self._deadline - monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)


@contextmanager
def _line() -> Iterator[Line]:
    parts, deadline = urlsplit(settings.VIRUS_SCANNER), monotonic() + SECONDS
    is_unix = parts.scheme == "unix"
    try:
        with socket.socket(socket.AF_UNIX) if is_unix else socket.create_connection((parts.hostname, parts.port or PORT), SECONDS) as line:
            if is_unix:
                line.settimeout(SECONDS)
                line.connect(parts.path)
            yield Line(line, deadline)
    except OSError:
        raise ScannerAway from None
