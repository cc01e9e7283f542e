"""What was asked of the server: kept for the owner in this process, and written down for others."""

import json
import threading
import time
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from .values import Json

LOGGED = ("ability", "path", "model", "request_id", "authorization", "fault", "at")


@dataclass(frozen=True, slots=True)
class Call:
    ability: str
    path: str
    model: str
    # the client's own, from X-Client-Request-Id
    request_id: str
    # the last four characters
    authorization: str
    fault: str
    at: float = field(default_factory=time.time)
    # None until the head of an answer was sent
    status: int | None = None
    client_left: bool = False
    # what was asked: JSON, or a form without its file. Stays in this process
    body: Json = field(default_factory=dict, repr=False)


class Calls:
    def __init__(self, log: Path | None) -> None:
        self.lock = threading.Lock()
        self.numbers = count()
        self.kept: dict[int, Call] = {}
        self.log = log.open("a", encoding="utf-8") if log else None

    def add(self, call: Call) -> int:
        """Return the number under which more can be told about it."""
        with self.lock:
            number = next(self.numbers)
            self.kept[number] = call
            self._write(call)
            return number

    def sent(self, number: int, status: int) -> None:
        with self.lock:
            if number in self.kept:
                self.kept[number] = replace(self.kept[number], status=status)

    def left(self, number: int) -> None:
        with self.lock:
            if number in self.kept:
                self.kept[number] = replace(self.kept[number], client_left=True)

    def copies(self) -> list[Call]:
        with self.lock:
            return list(self.kept.values())

    def forget(self) -> None:
        with self.lock:
            self.kept.clear()

    def close(self) -> None:
        if self.log:
            self.log.close()

    def _write(self, call: Call) -> None:
        if self.log:
            line = {name: getattr(call, name) for name in LOGGED}
            self.log.write(json.dumps(line) + "\n")
            self.log.flush()
