"""WAV of plain samples: all that follows its head."""

import struct

RIFF, CHUNK = 12, 8
PLAIN = (1, 3, 0xFFFE)


def seconds_of(data: bytes, upto: float) -> float | None:
    at, a_second = RIFF, 0
    while at + CHUNK <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        at += CHUNK
        if name == b"data":
            return (len(data) - at) / a_second if a_second else None
        if name == b"fmt " and at + 16 <= len(data):
            kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", data, at)
            a_second = channels * rate * bits // 8 if kind in PLAIN else 0
        at += size + size % 2
    return None
