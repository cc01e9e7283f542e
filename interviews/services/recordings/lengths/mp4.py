"""MP4, whole or in fragments as recorders write it: how many frames its tables name, and how long they say that these last. The longer
of both counts: of tables, one may lie."""

import struct
from dataclasses import dataclass, field

from interviews.services.recordings.lengths.steps import Steps

HOLD_OTHERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"mvex", b"moof", b"traf")
HEAD, LONG_HEAD = 8, 16
AAC, OPUS = b"mp4a", b"Opus"
SAMPLES_OF_AAC, SECONDS_OF_OPUS = 1024, 0.02
# Which of the values that each frame may have stand in a trun, each of four bytes; the first is how long it lasts.
DURATION, VALUES = 0x100, (0x100, 0x200, 0x400, 0x800)


@dataclass(slots=True)
class _Told:
    codecs: set[bytes] = field(default_factory=set)
    # Of several tracks the slowest: nothing is to seem shorter than it is.
    scale: int = 0
    rate: int = 0
    frames: int = 0
    ticks: int = 0
    # Of frames in fragments that do not say it themselves.
    usual: int = 0
    steps: Steps = field(default_factory=Steps)

    @property
    def seconds(self) -> float | None:
        if not self.codecs or not self.codecs <= {AAC, OPUS} or not (self.scale and self.rate and self.frames):
            return None
        frame = SECONDS_OF_OPUS if self.codecs == {OPUS} else max(SAMPLES_OF_AAC / self.rate, SECONDS_OF_OPUS * (OPUS in self.codecs))
        return max(self.ticks / self.scale, self.frames * frame)


def seconds_of(data: bytes, upto: float) -> float | None:
    told, at = _Told(), 0
    while at + HEAD <= len(data):
        told.steps.make()
        size, name = struct.unpack_from(">I4s", data, at)
        head = HEAD
        if size == 1 and at + LONG_HEAD <= len(data):
            size, head = struct.unpack_from(">Q", data, at + HEAD)[0], LONG_HEAD
        end = at + size if size else len(data)
        if name in HOLD_OTHERS:
            at += head
            continue
        if end < at + head or end > len(data):
            break
        try:
            _note(told, name, data[at + head : end])
        except struct.error:
            return None
        at = end
    return told.seconds


def _note(told: _Told, name: bytes, body: bytes) -> None:
    match name:
        case b"mdhd":
            told.scale = _least(told.scale, _at(body, 20 if body[:1] == b"\1" else 12))
        case b"stsd":
            told.codecs.add(body[12:16])
            told.rate = _least(told.rate, _at(body, 40) >> 16)
        case b"stsz" | b"stz2":
            told.frames += _at(body, 8)
        case b"stts":
            told.steps.make(len(body) // 8)
            told.ticks += sum(count * each for count, each in struct.iter_unpack(">II", body[8 : 8 + len(body[8:]) // 8 * 8]))
        case b"trex":
            told.usual = max(told.usual, _at(body, 12))
        case b"tfhd":
            _note_usual(told, body)
        case b"trun":
            _note_run(told, body)


def _note_usual(told: _Told, body: bytes) -> None:
    flags = _at(body, 0)
    if flags & 0x8:
        told.usual = _at(body, 8 + 8 * bool(flags & 0x1) + 4 * bool(flags & 0x2))


def _note_run(told: _Told, body: bytes) -> None:
    flags, count = _at(body, 0), _at(body, 4)
    told.frames += count
    if not flags & DURATION:
        told.ticks += count * told.usual
        return
    width = 4 * sum(bool(flags & value) for value in VALUES)
    start = 8 + 4 * bool(flags & 0x1) + 4 * bool(flags & 0x4)
    told.steps.make(len(body) // width)
    told.ticks += sum(_at(body, at) for at in range(start, len(body) - width + 1, width))


def _at(body: bytes, at: int) -> int:
    return int(struct.unpack_from(">I", body, at)[0])


def _least(known: int, found: int) -> int:
    return min(known, found) if known and found else known or found
