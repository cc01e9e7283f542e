"""Sound files: made and read with FFmpeg's libraries, as programs out there make and read them."""

import io
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import av
import av.error
import numpy as np

from .tones import Samples, say

HEARING_RATE = 8000


class TooLong(Exception):
    """It lasts longer than somebody listens."""


class Unreadable(Exception):
    """These bytes are no recording."""


@dataclass(frozen=True, slots=True)
class Format:
    container: str
    codec: str
    rate: int
    bit_rate: int = 0
    options: dict[str, str] = field(default_factory=dict)


# Short pages and fragments, so that the first sound leaves before the rest is made.
FORMATS = {
    "mp3": Format("mp3", "libmp3lame", 48000, 64000),
    "opus": Format("ogg", "libopus", 48000, 24000, {"page_duration": "200000"}),
    "ogg": Format("ogg", "libopus", 48000, 24000, {"page_duration": "200000"}),
    "webm": Format("webm", "libopus", 48000, 24000),
    "aac": Format("adts", "aac", 48000, 32000),
    "mp4": Format("mp4", "aac", 48000, 32000, {"movflags": "delay_moov+default_base_moof", "frag_duration": "1000000"}),
    "flac": Format("flac", "flac", 24000),
    "wav": Format("wav", "pcm_s16le", 24000),
    "pcm": Format("s16le", "pcm_s16le", 24000),
}


def recording(text: str, format: str = "webm") -> bytes:
    """Return a sound file in which the text is said: made as a browser makes it, but WAV as a file on a disk."""
    file = io.BytesIO() if format == "wav" else _Pipe()
    for _ in _written(say(text, FORMATS[format].rate), FORMATS[format], file):
        pass
    return file.getvalue()


def encoded(sound: Iterable[Samples], format: str) -> Iterator[bytes]:
    """Yield the file while it is being made."""
    pipe = _Pipe()
    for _ in _written(sound, FORMATS[format], pipe):
        if piece := pipe.taken():
            yield piece
    yield pipe.taken()


def decoded(data: bytes, longest: float = math.inf) -> tuple[Samples, float]:
    """Return the sound at HEARING_RATE, and how many seconds it lasts. Raises TooLong, without having read the rest."""
    heard: list[Samples] = []
    try:
        with av.open(io.BytesIO(data), "r") as file:
            # What was read of a recording that breaks off counts.
            for part in _read(file):
                heard.append(part)
                longest -= len(part) / HEARING_RATE
                if longest < 0:
                    raise TooLong
    except av.error.FFmpegError as problem:
        if not heard:
            raise Unreadable from problem
    if not heard:
        raise Unreadable
    samples = np.concatenate(heard)
    return samples, len(samples) / HEARING_RATE


def _written(sound: Iterable[Samples], wanted: Format, file: io.BytesIO) -> Iterator[None]:
    """Write, and stop after each piece of sound."""
    with av.open(file, "w", format=wanted.container, options=wanted.options | {"flush_packets": "1"}, buffer_size=1024) as output:
        stream = output.add_stream(wanted.codec, rate=wanted.rate, layout="mono")
        assert isinstance(stream, av.AudioStream)
        if wanted.bit_rate:
            stream.bit_rate = wanted.bit_rate
        at = 0
        for samples in sound:
            output.mux(stream.encode(_frame(samples, wanted.rate, at)))
            at += len(samples)
            yield
        output.mux(stream.encode(None))


def _read(file: av.container.InputContainer) -> Iterator[Samples]:
    if not file.streams.audio:
        raise Unreadable
    ear = av.AudioResampler(format="flt", layout="mono", rate=HEARING_RATE)
    for frame in file.decode(audio=0):
        yield from (part.to_ndarray()[0] for part in ear.resample(frame))
    yield from (part.to_ndarray()[0] for part in ear.resample(None))


def _frame(samples: Samples, rate: int, at: int) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray((samples * 32767).astype(np.int16)[None, :], format="s16", layout="mono")
    frame.sample_rate, frame.pts = rate, at
    return frame


class _Pipe(io.BytesIO):
    """Lets nobody go back, so that FFmpeg writes what can be played from its first byte on."""

    def seekable(self) -> bool:
        return False

    def taken(self) -> bytes:
        piece = self.getvalue()
        self.seek(0)
        self.truncate()
        return piece
