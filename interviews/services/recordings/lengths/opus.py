"""How long packets of Opus last, by their first byte (RFC 6716, section 3.1)."""

from collections.abc import Iterable

# Of one frame, in milliseconds, by the five bits that say how it was made.
FRAME = (*(10, 20, 40, 60) * 3, *(10, 20) * 2, *(2.5, 5, 10, 20) * 4)
LONGEST = 120.0


def milliseconds_of(packet: bytes) -> float:
    if not packet:
        return 0
    kind = packet[0] & 3
    frames = packet[1] & 63 if kind == 3 and len(packet) > 1 else min(kind + 1, 2)
    return min(FRAME[packet[0] >> 3] * frames, LONGEST)


def seconds_of(lengths: Iterable[float], upto: float) -> float:
    """Of milliseconds."""
    seconds = 0.0
    for each in lengths:
        seconds += each / 1000
        if seconds > upto:
            break
    return seconds
