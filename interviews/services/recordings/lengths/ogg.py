"""Ogg, page by page. A packet may begin on one and end on another; how long it lasts, its first bytes say."""

from collections.abc import Iterator

from interviews.services.recordings.lengths import opus
from interviews.services.recordings.lengths.steps import Steps, Untold

PAGE, HEAD, TAGS = b"OggS", b"OpusHead", b"OpusTags"
HEAD_OF_PAGE = 27
GOES_ON, BEGINS_STREAM = 1, 2
GOES_FURTHER = 255


def seconds_of(data: bytes, upto: float) -> float | None:
    return opus.seconds_of(map(opus.milliseconds_of, _sound(data)), upto)


def _sound(data: bytes) -> Iterator[bytes]:
    for begins, packet in _packets(data):
        if begins and not packet.startswith(HEAD):
            raise Untold
        if not packet.startswith((HEAD, TAGS)):
            yield packet


def _packets(data: bytes) -> Iterator[tuple[bool, bytes]]:
    """Of each the first bytes, and whether a stream begins with it."""
    steps, at = Steps(), data.find(PAGE)
    while at >= 0:
        steps.make()
        body = at + HEAD_OF_PAGE + (data[at + HEAD_OF_PAGE - 1] if at + HEAD_OF_PAGE <= len(data) else 0)
        table = data[at + HEAD_OF_PAGE : body]
        flags = data[at + 5] if at + 5 < len(data) else 0
        is_new = not flags & GOES_ON
        for size in table:
            steps.make()
            if is_new and body < len(data):
                yield bool(flags & BEGINS_STREAM), data[body : body + min(size, len(HEAD))]
            is_new = size < GOES_FURTHER
            body += size
        # Whoever plays it looks into a page whose checksum is wrong: what is in there counts as well.
        at = data.find(PAGE, at + len(PAGE))
