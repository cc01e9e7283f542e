"""POST /v1/audio/transcriptions: tones become text, silence becomes what Whisper makes of it."""

import asyncio
import math
import zlib
from dataclasses import replace
from pathlib import PurePath

from .asks import Ask, Upload
from .errors import ApiError
from .faults import Fault
from .http import Response
from .sound import HEARING_RATE, TooLong, Unreadable, decoded
from .tones import Word, hear
from .values import Json, Value, row, text, written

EXTENSIONS = ["flac", "m4a", "mp3", "mp4", "mpeg", "mpga", "oga", "ogg", "wav", "webm"]
LARGEST = 26_214_400
# Of the models that only transcribe, in seconds. Whisper has no limit but the size.
LONGEST = 1_400.0
LANGUAGES = {"en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "ja": "japanese", "pt": "portuguese"}
IMAGINED = "Thank you for watching."
PAUSE = 0.7
ENDS = (".", "?", "!")


async def answer(ask: Ask) -> Response:
    wanted = _wanted(ask)
    longest = LONGEST if "transcribe" in ask.model else math.inf
    words, seconds = await asyncio.to_thread(_heard, _file(ask.file), longest)
    if isinstance(ask.reply, str):
        words = _spread(ask.reply, seconds)
    words = [replace(word, text=heard) for word in words if (heard := ask.mishears.get(word.text, word.text))]
    if ask.fault == Fault.LENGTH:
        words = words[: len(words) // 2]
    said = _joined(words) or IMAGINED
    match wanted:
        case "text":
            return Response("text/plain; charset=utf-8", f"{said}\n".encode())
        case "verbose_json":
            return Response("application/json", written(_verbose(ask, said, words, seconds)))
    return Response("application/json", written({"text": said, "usage": _usage(seconds)}))


def _wanted(ask: Ask) -> str:
    wanted = text(ask.body.get("response_format")) or "json"
    allowed = ("json", "text") if "transcribe" in ask.model else ("json", "text", "verbose_json")
    if wanted in allowed:
        return wanted
    rule = f"response_format '{wanted}' is not compatible with model '{ask.model}'. Use 'json' or 'text' instead."
    raise ApiError(400, rule, param="response_format", code="unsupported_value")


def _file(file: Upload | None) -> bytes:
    if file is None:
        raise ApiError(400, "Missing required parameter: 'file'.", param="file", code="missing_required_parameter")
    if len(file.data) > LARGEST:
        raise ApiError(413, f"Maximum content size limit ({LARGEST}) exceeded ({len(file.data)} bytes read)", "server_error")
    if PurePath(file.name).suffix.lstrip(".").lower() not in EXTENSIONS:
        raise ApiError(400, f"Invalid file format. Supported formats: {EXTENSIONS}")
    return file.data


def _heard(data: bytes, longest: float) -> tuple[list[Word], float]:
    try:
        samples, seconds = decoded(data, longest)
    except TooLong:
        rule = f"audio duration is longer than {longest:.0f} seconds which is the maximum for this model"
        raise ApiError(400, rule, code="invalid_value") from None
    except Unreadable:
        raise ApiError(400, "The audio file could not be decoded or its format is not supported.", param="file") from None
    return hear(samples, HEARING_RATE), seconds


def _spread(said: str, seconds: float) -> list[Word]:
    words = said.split()
    each = seconds / max(len(words), 1)
    return [Word(word, place * each, (place + 1) * each, 1) for place, word in enumerate(words)]


def _verbose(ask: Ask, said: str, words: list[Word], seconds: float) -> Json:
    language = text(ask.body.get("language")) or "en"
    answer: Json = {"task": "transcribe", "language": LANGUAGES.get(language, language), "duration": seconds, "text": said}
    grains = row(ask.body.get("timestamp_granularities")) or ["segment"]
    if "word" in grains:
        answer["words"] = [{"word": word.text, "start": round(word.start, 2), "end": round(word.end, 2)} for word in words]
    if "segment" in grains:
        answer["segments"] = _segments(words, seconds)
    return answer | {"usage": _usage(seconds)}


def _segments(words: list[Word], seconds: float) -> list[Value]:
    if not words:
        return [_segment(0, [Word(IMAGINED, 0, seconds, math.exp(-1.3))], 0.95)]
    return [_segment(place, group, 0.02) for place, group in enumerate(_sentences(words))]


def _segment(place: int, words: list[Word], no_speech: float) -> Value:
    said = f" {_joined(words)}"
    packed = len(zlib.compress(said.encode()))
    return {
        "id": place,
        "seek": int(words[0].start // 30) * 3000,
        "start": round(words[0].start, 2),
        "end": round(words[-1].end, 2),
        "text": said,
        "tokens": [50364 + ord(character) % 1000 for character in said[::4]],
        "temperature": 0.0,
        "avg_logprob": math.log(max(_confidence(words), 0.01)),
        "compression_ratio": len(said.encode()) / packed,
        "no_speech_prob": no_speech,
    }


def _sentences(words: list[Word]) -> list[list[Word]]:
    groups: list[list[Word]] = []
    for word in words:
        last = groups[-1][-1] if groups else None
        if last is None or last.text.endswith(ENDS) or word.start - last.end > PAUSE:
            groups.append([])
        groups[-1].append(word)
    return groups


def _joined(words: list[Word]) -> str:
    return " ".join(word.text for word in words)


def _confidence(words: list[Word]) -> float:
    return sum(word.confidence for word in words) / len(words)


def _usage(seconds: float) -> Json:
    return {"type": "duration", "seconds": math.ceil(seconds)}
