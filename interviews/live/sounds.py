"""Sound as a provider sends it. WAV that is made while it is sent says no length, or a wrong one, in its head."""

import struct

KINDS = {"wav": "audio/wav", "mp3": "audio/mpeg", "ogg": "audio/ogg", "flac": "audio/flac"}
RIFF = 8


def seconds_of(data: bytes, format: str) -> float | None:
    """None where it cannot be told without decoding."""
    if format != "wav":
        return None
    head = _head(data)
    return (len(data) - head[0]) / head[1] if head else None


def with_lengths(data: bytes, format: str) -> bytes:
    """The same as a file that says how long it is."""
    head = _head(data) if format == "wav" else None
    if head is None:
        return data
    at = head[0]
    sizes = struct.pack("<I", len(data) - RIFF), struct.pack("<I", len(data) - at)
    return data[:4] + sizes[0] + data[8 : at - 4] + sizes[1] + data[at:]


def _head(data: bytes) -> tuple[int, int] | None:
    """Where its samples begin, and how many bytes a second has."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return None
    at, a_second = 12, 0
    while at + 8 <= len(data):
        name, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        if name == b"fmt " and at + 24 <= len(data):
            a_second = struct.unpack_from("<I", data, at + 16)[0]
        if name == b"data":
            return (at + 8, a_second) if a_second else None
        at += 8 + size + size % 2
    return None
