"""POST /v1/embeddings: words as directions, so that texts which share words are near one another."""

import base64
import math
import re
from array import array
from hashlib import blake2b

from .asks import Ask
from .errors import ApiError
from .faults import Fault
from .http import Response
from .replies import tokens
from .values import Json, Value, number, row, written

MOST_INPUTS = 2048
DIRECTIONS = 16


async def answer(ask: Ask) -> Response:
    inputs = _inputs(ask.body.get("input"))
    size = int(number(ask.body.get("dimensions"), 3072 if "large" in ask.model else 1536))
    packed = ask.body.get("encoding_format") == "base64"
    if ask.fault == Fault.LENGTH:
        inputs = inputs[: len(inputs) // 2]
    data: list[Value] = [_item(place, vector(words, size), packed) for place, words in enumerate(inputs)]
    count = sum(tokens(words) for words in inputs)
    usage: Json = {"prompt_tokens": count, "total_tokens": count}
    return Response("application/json", written({"object": "list", "data": data, "model": ask.model, "usage": usage}))


def vector(words: str, size: int) -> list[float]:
    """Return a vector of length one, the same for the same text wherever it is made."""
    sums = [0.0] * size
    for word in re.findall(r"\w+", words.lower()) or [words]:
        hashed = blake2b(word.encode(), digest_size=DIRECTIONS * 4).digest()
        for start in range(0, len(hashed), 4):
            part = int.from_bytes(hashed[start : start + 4], "little")
            sums[(part >> 1) % size] += 1 if part & 1 else -1
    length = math.hypot(*sums) or 1
    return [value / length for value in sums]


def _item(place: int, values: list[float], packed: bool) -> Value:
    embedding: Value = base64.b64encode(array("f", values).tobytes()).decode() if packed else [*values]
    return {"object": "embedding", "index": place, "embedding": embedding}


def _inputs(wanted: Value) -> list[str]:
    """Take a text, several, or their tokens."""
    every = row(wanted) or [wanted]
    if all(isinstance(one, int) for one in every):
        every = [every]
    inputs = [" ".join(map(str, one)) if isinstance(one, list) else str(one or "") for one in every]
    if not all(inputs):
        raise ApiError(400, "'$.input' is invalid. Please check the API reference.", param="input")
    if len(inputs) > MOST_INPUTS:
        raise ApiError(400, f"'$.input' is invalid: too many inputs, the maximum is {MOST_INPUTS}.", param="input")
    return inputs
