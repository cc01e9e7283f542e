"""What the server says."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from interviews.live.wire.codes import Code, Why
from interviews.live.wire.limits import CREDIT, HEARTBEAT_SECONDS, VERSION


@dataclass(frozen=True, slots=True)
class Arrived:
    """What is there of a segment: so many pieces without a gap, or all of it."""

    turn: int
    epoch: int
    segment: int
    upto: int
    stored: bool


@dataclass(frozen=True, slots=True)
class Welcome:
    epoch: int
    seq: int
    html: str
    # Of the turn that is open.
    segments: tuple[Arrived, ...] = ()
    credit: int = CREDIT
    v: int = VERSION
    heartbeat: int = HEARTBEAT_SECONDS


@dataclass(frozen=True, slots=True)
class Room:
    seq: int
    html: str


@dataclass(frozen=True, slots=True)
class Words:
    turn: int
    draft: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """As the painting that follows will have it."""

    turn: int
    n: int
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Kept:
    turn: int
    rev: int


@dataclass(frozen=True, slots=True)
class Answered:
    turn: int


@dataclass(frozen=True, slots=True)
class Pong:
    pass


@dataclass(frozen=True, slots=True)
class Refused:
    kind: Why
    turn: int


@dataclass(frozen=True, slots=True)
class Ack:
    turn: int
    epoch: int
    segment: int
    upto: int
    credit: int = CREDIT


@dataclass(frozen=True, slots=True)
class Stored:
    turn: int
    epoch: int
    segment: int


@dataclass(frozen=True, slots=True)
class RefusedSound:
    kind: Why
    turn: int
    epoch: int
    segment: int
    upto: int = 0


@dataclass(frozen=True, slots=True)
class Bye:
    code: Code
    why: str
    resumable: bool
    retry_after_ms: int


Said = Welcome | Room | Words | Sentence | Kept | Answered | Pong | Refused | Ack | Stored | RefusedSound | Bye
NAMES: dict[type[Said], str] = {RefusedSound: "refused"}


def say(message: Said) -> str:
    return json.dumps(as_values(message))


def as_values(message: Said) -> dict[str, Any]:
    return {"type": NAMES.get(type(message), type(message).__name__.lower())} | asdict(message)


def bye(code: Code, retry_after_ms: int = 0) -> Bye:
    return Bye(code, code.name.lower().replace("_", "-"), code.is_resumable, retry_after_ms)
