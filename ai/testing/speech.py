"""POST /v1/audio/speech"""

import asyncio
from collections.abc import AsyncIterator, Iterator

from .asks import Ask
from .errors import ApiError
from .faults import Fault
from .http import Response
from .sound import FORMATS, encoded
from .tones import say
from .values import text

KINDS = {
    "mp3": "audio/mpeg",
    "opus": "audio/ogg",
    "aac": "audio/aac",
    "flac": "audio/flac",
    "wav": "audio/wav",
    "pcm": "audio/pcm",
}
LONGEST = 4096


async def answer(ask: Ask) -> Response:
    words, wanted = text(ask.body.get("input")), text(ask.body.get("response_format")) or "mp3"
    if not 0 < len(words) <= LONGEST:
        raise ApiError(400, f"Invalid 'input': expected 1 to {LONGEST} characters, got {len(words)}.", param="input")
    if wanted not in KINDS:
        raise ApiError(400, f"Invalid 'response_format': expected one of {', '.join(KINDS)}.", param="response_format")
    if not ask.body.get("voice"):
        raise ApiError(400, "Missing required parameter: 'voice'.", param="voice", code="missing_required_parameter")
    if ask.fault == Fault.LENGTH:
        words = words[: len(words) // 2]
    return Response(KINDS[wanted], stream=_made_meanwhile(encoded(say(words, FORMATS[wanted].rate), wanted)))


async def _made_meanwhile(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Let other requests go on while a codec works."""
    while piece := await asyncio.to_thread(next, pieces, b""):
        yield piece
