"""WebM, read as programs read it that play it: element by element, and after what makes no sense from the next cluster on.

A recorder writes while it records, so that its clusters do not know how long they are: what holds others is gone into, and what is
in it is met one after the other.
"""

from collections.abc import Iterator

from interviews.services.recordings.lengths import opus
from interviews.services.recordings.lengths.steps import Steps, Untold

SEGMENT, CLUSTER, GROUP, TRACKS, TRACK = 0x18538067, 0x1F43B675, 0xA0, 0x1654AE6B, 0xAE
HOLD_OTHERS = (SEGMENT, CLUSTER, GROUP, TRACKS, TRACK)
BEGINS_CLUSTER = CLUSTER.to_bytes(4, "big")
CODEC, ENCODINGS, SIMPLE_BLOCK, BLOCK = 0x86, 0x6D80, 0xA3, 0xA1
LONGEST_NAME, LONGEST_NUMBER = 4, 8
# After the number of its track, a block has its time and its flags.
TIME, LACING = 2, 0x06


def seconds_of(data: bytes, upto: float) -> float | None:
    return opus.seconds_of(_lengths(data), upto)


def _lengths(data: bytes) -> Iterator[float]:
    """Of its blocks. What they are made of is told before the first."""
    codecs: set[bytes] = set()
    is_packed, has_begun = False, False
    for name, start, end in _elements(data):
        if name in (SIMPLE_BLOCK, BLOCK):
            has_begun = True
            if codecs != {b"A_OPUS"} or is_packed:
                raise Untold
            yield _milliseconds(data[start:end])
        elif name == CODEC and not has_begun:
            codecs.add(data[start:end])
        elif name == ENCODINGS and not has_begun:
            is_packed = True
    if codecs != {b"A_OPUS"} or is_packed:
        raise Untold


def _elements(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Name, beginning and end of what is in each that holds no others."""
    steps, at = Steps(), 0
    # Where those that are gone into end, as far as they know.
    ends: list[int] = []
    while 0 <= at < len(data):
        steps.make()
        while ends and ends[-1] <= at:
            ends.pop()
        name, told = _number(data, at, LONGEST_NAME, whole=True)
        size, start = _number(data, told, LONGEST_NUMBER) if told else (0, 0)
        is_open = start and name in HOLD_OTHERS and size == (1 << 7 * (start - told)) - 1
        if start and not is_open and ends and start + size > ends[-1]:
            # Whoever plays it does not believe that, and goes on somewhere in it.
            raise Untold
        if start and name in HOLD_OTHERS:
            ends += [] if is_open else [start + size]
            at = start
        elif start and start + size <= len(data):
            yield name, start, start + size
            at = start + size
        else:
            at = data.find(BEGINS_CLUSTER, at + 1)


def _number(data: bytes, at: int, longest: int, *, whole: bool = False) -> tuple[int, int]:
    """With where it ends: 0 where there is none. `whole`: with the bit that says how long it is, which belongs to a name."""
    first = data[at] if at < len(data) else 0
    length = 9 - first.bit_length()
    if length > longest or at + length > len(data):
        return 0, 0
    found = int.from_bytes(data[at : at + length], "big")
    return (found if whole else found & ~(1 << 7 * length)), at + length


def _milliseconds(block: bytes) -> float:
    _, at = _number(block, 0, LONGEST_NUMBER)
    if not at or at + TIME >= len(block):
        return 0
    begins = at + TIME + 1
    if block[at + TIME] & LACING:
        # No recorder puts several packets into one block: each is taken to be as long as any may be.
        return opus.LONGEST * (1 + (block[begins] if begins < len(block) else 0))
    return opus.milliseconds_of(block[begins : begins + 2])
