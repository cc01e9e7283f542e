"""Answers that arrive whole, and are worth nothing."""

from collections.abc import AsyncIterator
from dataclasses import replace

from .faults import Fault
from .http import Response, in_turn
from .values import parsed, table, written

# In these the model itself says nothing, or something else.
TALKING = {"chat", "messages"}
FIELD_THAT_MATTERS = {"embed": "data", "transcribe": "text", "models": "data"}
PAGE = b"<!doctype html><title>502 Bad Gateway</title><h1>Bad Gateway</h1>"
HUGE = 50_000_000
BLOCK = 65_536


async def spoiled(response: Response, fault: Fault, ability: str) -> Response:
    match fault:
        case Fault.WRONG_TYPE:
            return Response("text/html; charset=utf-8", PAGE)
        case Fault.MALFORMED:
            return await _malformed(response)
        case Fault.HUGE:
            return replace(response, body=b"", stream=in_turn([await _block(response)] * (HUGE // BLOCK + 1)))
        case Fault.EMPTY if ability not in TALKING:
            return replace(response, body=b"", stream=None)
        case Fault.WRONG_SHAPE if ability not in TALKING:
            return _misshapen(response, ability)
    return response


async def _malformed(response: Response) -> Response:
    if response.stream is None:
        return replace(response, body=response.body[: len(response.body) // 2])
    if response.kind.startswith("audio/"):
        return replace(response, stream=in_turn([b"this is no sound\n"] * 200))
    return replace(response, stream=_with_junk(response.stream))


async def _with_junk(events: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    number = 0
    async for event in events:
        number += 1
        # Anthropic's events have names, and one without is skipped by its SDK.
        name = event.partition(b"data:")[0]
        yield name + b'data: {"choices": [{"delta":\n\n' if number == 3 else event


async def _block(response: Response) -> bytes:
    """Return what can be sent again and again: a piece from the middle of a stream."""
    if response.stream is None:
        return b'{"text": "'.ljust(BLOCK, b"x")
    pieces = [piece async for piece in response.pieces()]
    piece = pieces[len(pieces) // 2]
    return piece * (BLOCK // len(piece) + 1)


def _misshapen(response: Response, ability: str) -> Response:
    if not response.kind.startswith("application/json"):
        return Response("application/json", b'{"unexpected": true}')
    body = table(parsed(response.body))
    body.pop(FIELD_THAT_MATTERS.get(ability, ""), None)
    return replace(response, body=written(body))
