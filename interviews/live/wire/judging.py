"""What comes in is judged strictly: a page of ours never says anything else. Unknown fields are passed over, so that a newer page may
say more."""

import json
from collections.abc import Callable
from typing import Any

from interviews.live.typed import LONGEST, tidied
from interviews.live.wire.codes import OF_TURN, Code, Do, Fault, Why
from interviews.live.wire.heard import Act, Again, Answer, Draft, Heard, Hello, Listened, Piece, Ping, Segment, Spoken
from interviews.live.wire.limits import (
    DIGEST,
    HEAD,
    LAST_EPOCH,
    LAST_REV,
    LAST_SEGMENT,
    LAST_SENTENCE,
    LAST_TURN,
    LONGEST_ENDED_MS,
    LONGEST_HEARD_MS,
    LONGEST_TICKET,
    MOST_BYTES,
    MOST_PIECES,
    MOST_SEGMENTS,
    MOST_SOUND,
    PIECE,
    PIECE_OF_CAMERA,
    VERSION,
)


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
    if kind not in (PIECE, PIECE_OF_CAMERA) or not fits:
        raise Fault(Code.BAD_MESSAGE)
    return Piece(turn, epoch, segment, number, frame[HEAD.size :], kind == PIECE_OF_CAMERA)


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
        and type(values.get("camera", False)) is bool
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
        of_camera=values.get("camera", False),
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
    "again": lambda values: Again(*_identity(values)),
    "act": _act,
    "heard": _listened,
    "ping": lambda values: Ping(),
}
