"""The words that a room's page and the server exchange over a socket, as docs/live.md has them. No other file knows their form.

What comes in is judged strictly: a page of ours never says anything else. Unknown fields are passed over, so that a newer page may
say more.
"""

import json
import re
import struct
from collections.abc import Callable
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
LAST_REV = LAST_EPOCH = 2**31 - 1
# Of a binary frame: its kind, turn, epoch, segment and piece; then the sound.
PIECE, HEAD = 1, struct.Struct("!BIIHH")
MOST_SOUND = 48 * 1024
# How many pieces may be on their way.
CREDIT = 16
LAST_SEGMENT = MOST_SEGMENTS = 999
MOST_PIECES = 100
LONGEST_ENDED_MS = 10 * 60_000
DIGEST = re.compile(r"[0-9a-f]{64}")


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
    # Of sound: pieces are not there, or together are not what was recorded.
    MISSING = "missing"
    DAMAGED = "damaged"
    TOO_MUCH = "too-much"


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


@dataclass(frozen=True, slots=True)
class Piece:
    turn: int
    epoch: int
    segment: int
    number: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Segment:
    """A recording is complete."""

    turn: int
    epoch: int
    segment: int
    pieces: int
    ms: int
    sha256: str
    # What the browser itself understood.
    text: str = ""
    # What the page's own meter found wrong with the sound.
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """An answer is complete that was spoken, in these segments."""

    turn: int
    segments: tuple[tuple[int, int], ...]
    # How long ago its last sound was.
    ended_ms: int


Heard = Hello | Draft | Answer | Act | Listened | Ping | Piece | Segment | Spoken


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


Said = Welcome | Room | Words | Kept | Answered | Pong | Refused | Ack | Stored | RefusedSound | Bye
NAMES: dict[type[Said], str] = {RefusedSound: "refused"}


def say(message: Said) -> str:
    return json.dumps(as_values(message))


def as_values(message: Said) -> dict[str, Any]:
    return {"type": NAMES.get(type(message), type(message).__name__.lower())} | asdict(message)


def bye(code: Code, retry_after_ms: int = 0) -> Bye:
    return Bye(code, code.name.lower().replace("_", "-"), code.is_resumable, retry_after_ms)


def hear(text: str | None) -> Heard:
    """Raises Fault. Whether a text is too long is no fault but an answer's matter: whoever wrote it is told."""
    values = _object(text)
    kind = values.get("type")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Fault(Code.BAD_MESSAGE)
    return KINDS[kind](values)


def hear_sound(frame: bytes) -> Piece:
    """Raises Fault."""
    if len(frame) > HEAD.size + MOST_SOUND:
        raise Fault(Code.TOO_LARGE)
    if len(frame) < HEAD.size:
        raise Fault(Code.BAD_MESSAGE)
    kind, turn, epoch, segment, number = HEAD.unpack_from(frame)
    fits = 1 <= turn <= LAST_TURN and 1 <= epoch <= LAST_EPOCH and 1 <= segment <= LAST_SEGMENT and number < MOST_PIECES
    if kind != PIECE or not fits:
        raise Fault(Code.BAD_MESSAGE)
    return Piece(turn, epoch, segment, number, frame[HEAD.size :])


def why_not(text: str, *, may_be_empty: bool) -> Why | None:
    if not text and not may_be_empty:
        return Why.EMPTY
    return Why.TOO_LONG if len(text) > LONGEST else None


def _hello(values: dict[str, Any]) -> Hello:
    if values.get("v") != VERSION:
        raise Fault(Code.BAD_MESSAGE)
    return Hello(_text(values, "ticket", LONGEST_TICKET))


def _draft(values: dict[str, Any]) -> Draft:
    return Draft(_number(values, "turn", LAST_TURN), _number(values, "rev", LAST_REV), tidied(_text(values, "text")))


def _answer(values: dict[str, Any]) -> Answer | Spoken:
    if "spoken" in values:
        return _spoken(values)
    return Answer(_number(values, "turn", LAST_TURN), tidied(_text(values, "text")).strip())


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


def _segment(values: dict[str, Any]) -> Segment:
    digest, text, problems = _text(values, "sha256", 64), values.get("text") or "", values.get("problems") or []
    is_ours = (
        DIGEST.fullmatch(digest)
        and isinstance(text, str)
        and isinstance(problems, list)
        and all(isinstance(each, str) for each in problems)
    )
    if not is_ours:
        raise Fault(Code.BAD_MESSAGE)
    return Segment(
        *_identity(values),
        pieces=_number(values, "pieces", MOST_PIECES),
        ms=_number(values, "ms", LAST_REV),
        sha256=digest,
        text=tidied(text).strip(),
        problems=tuple(problems),
    )


def _identity(values: dict[str, Any]) -> tuple[int, int, int]:
    return _number(values, "turn", LAST_TURN), _number(values, "epoch", LAST_EPOCH), _number(values, "segment", LAST_SEGMENT)


def _spoken(values: dict[str, Any]) -> Spoken:
    listed = values["spoken"]
    if not isinstance(listed, list) or len(listed) > MOST_SEGMENTS or not all(_is_pair(each) for each in listed):
        raise Fault(Code.BAD_MESSAGE)
    ended = values.get("ended_ms", 0)
    if type(ended) is not int or ended < 0:
        raise Fault(Code.BAD_MESSAGE)
    return Spoken(_number(values, "turn", LAST_TURN), tuple((epoch, segment) for epoch, segment in listed), min(ended, LONGEST_ENDED_MS))


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(type(each) is int and 1 <= each <= LAST_EPOCH for each in value)


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


KINDS: dict[str, Callable[[dict[str, Any]], Heard]] = {
    "hello": _hello,
    "draft": _draft,
    "answer": _answer,
    "segment": _segment,
    "act": _act,
    "heard": _listened,
    "ping": lambda values: Ping(),
}
