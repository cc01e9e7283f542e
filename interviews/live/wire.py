"""The words that a room's page and the server exchange over a socket, as docs/live.md has them. No other file knows their form.

What comes in is judged strictly: a page of ours never says anything else. Unknown fields are passed over, so that a newer page may
say more.
"""

import json
from dataclasses import asdict, dataclass
from enum import IntEnum, StrEnum
from typing import Any

from interviews.live.typed import LONGEST, tidied

VERSION = 1
HEARTBEAT_SECONDS = 15
MOST_BYTES = 64 * 1024
LONGEST_TICKET = 400
LAST_TURN = 999
LAST_SENTENCE = 200
LONGEST_HEARD_MS = 600_000
# What Postgres keeps in a positive integer.
LAST_REV = 2**31 - 1


class Code(IntEnum):
    """Why a line ends, as its closing frame says it."""

    TRY_AGAIN = 1011
    RESTARTS = 1012
    BAD_MESSAGE = 4400
    NO_TICKET = 4401
    NOT_ALLOWED = 4403
    NO_HELLO = 4408
    TAKEN_OVER = 4409
    OVER = 4410
    TOO_LARGE = 4413
    TOO_MANY = 4429

    @property
    def is_resumable(self) -> bool:
        """Whether a page that connects again by itself does right."""
        return self in (Code.TRY_AGAIN, Code.RESTARTS, Code.NO_TICKET, Code.NO_HELLO, Code.TOO_MANY)


class Why(StrEnum):
    """Why something was refused while the line stays open."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    NOT_YOURS = "not-yours"


class Do(StrEnum):
    REPEAT = "repeat"
    SLOWER = "slower"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    HELP = "help"


# Acts that are about the turn which stands on the page.
OF_TURN = (Do.REPEAT, Do.SLOWER, Do.SKIP)


class Fault(Exception):
    """Not what a page of ours says."""

    def __init__(self, code: Code) -> None:
        self.code = code


@dataclass(frozen=True, slots=True)
class Hello:
    ticket: str


@dataclass(frozen=True, slots=True)
class Draft:
    turn: int
    rev: int
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class Act:
    do: Do
    turn: int


@dataclass(frozen=True, slots=True)
class Listened:
    """How far they have heard what was said to them. With no time at all it begins to be heard."""

    turn: int
    sentence: int
    ms: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Ping:
    pass


Heard = Hello | Draft | Answer | Act | Listened | Ping


@dataclass(frozen=True, slots=True)
class Welcome:
    epoch: int
    seq: int
    html: str
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
class Bye:
    code: Code
    why: str
    resumable: bool
    retry_after_ms: int


Said = Welcome | Room | Words | Kept | Answered | Pong | Refused | Bye


def say(message: Said) -> str:
    return json.dumps({"type": type(message).__name__.lower()} | asdict(message))


def bye(code: Code, retry_after_ms: int = 0) -> Bye:
    return Bye(code, code.name.lower().replace("_", "-"), code.is_resumable, retry_after_ms)


def hear(text: str | None) -> Heard:
    """Raises Fault. Whether a text is too long is no fault but an answer's matter: whoever wrote it is told."""
    values = _object(text)
    match values.get("type"):
        case "hello" if values.get("v") == VERSION:
            return Hello(_text(values, "ticket", LONGEST_TICKET))
        case "draft":
            return Draft(_number(values, "turn", LAST_TURN), _number(values, "rev", LAST_REV), tidied(_text(values, "text")))
        case "answer":
            return Answer(_number(values, "turn", LAST_TURN), tidied(_text(values, "text")).strip())
        case "act":
            return _act(values)
        case "heard":
            return _listened(values)
        case "ping":
            return Ping()
    raise Fault(Code.BAD_MESSAGE)


def why_not(text: str, *, may_be_empty: bool) -> Why | None:
    if not text and not may_be_empty:
        return Why.EMPTY
    return Why.TOO_LONG if len(text) > LONGEST else None


def _act(values: dict[str, Any]) -> Act:
    do = _text(values, "do", 10)
    if do not in list(Do):
        raise Fault(Code.BAD_MESSAGE)
    return Act(Do(do), _number(values, "turn", LAST_TURN) if do in OF_TURN else 0)


def _listened(values: dict[str, Any]) -> Listened:
    ms, whole = values.get("ms"), values.get("whole")
    if type(ms) is not int or not 0 <= ms <= LONGEST_HEARD_MS or type(whole) is not bool:
        raise Fault(Code.BAD_MESSAGE)
    return Listened(_number(values, "turn", LAST_TURN), _number(values, "sentence", LAST_SENTENCE), ms, whole)


def _object(text: str | None) -> dict[str, Any]:
    if text is None:
        raise Fault(Code.BAD_MESSAGE)
    if len(text) > MOST_BYTES or len(text.encode()) > MOST_BYTES:
        raise Fault(Code.TOO_LARGE)
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        # The second is what json makes of arrays in arrays in arrays.
        raise Fault(Code.BAD_MESSAGE) from None
    if not isinstance(values, dict):
        raise Fault(Code.BAD_MESSAGE)
    return values


def _number(values: dict[str, Any], name: str, most: int) -> int:
    found = values.get(name)
    # True is a number to Python, NaN and 1e9 are none here.
    if type(found) is not int or not 1 <= found <= most:
        raise Fault(Code.BAD_MESSAGE)
    return found


def _text(values: dict[str, Any], name: str, most: int = MOST_BYTES) -> str:
    found = values.get(name)
    if not isinstance(found, str) or len(found) > most:
        raise Fault(Code.BAD_MESSAGE)
    return found
