"""Ogg, page by page. A packet may begin on one and end on another; how long it lasts, its first bytes say."""

from collections.abc import Iterator

from interviews.services.recordings.lengths import opus

PAGE, HEAD, TAGS = b"OggS", b"OpusHead", b"OpusTags"
HEAD_OF_PAGE = 27
GOES_ON, BEGINS_STREAM = 1, 2
GOES_FURTHER = 255


def seconds_of(data: bytes, upto: float) -> float | None:
    if any(begins and not packet.startswith(HEAD) for begins, packet in _first_packets(data)):
        return None
    sound = (packet for _, packet in _packets(data) if not packet.startswith((HEAD, TAGS)))
    return opus.seconds_of(map(opus.milliseconds_of, sound), upto)


def _first_packets(data: bytes) -> Iterator[tuple[bool, bytes]]:
    """All streams begin before there is any sound."""
    for begins, packet in _packets(data):
        yield begins, packet
        if not begins and not packet.startswith(TAGS):
            return


def _packets(data: bytes) -> Iterator[tuple[bool, bytes]]:
    """Of each the first bytes, and whether a stream begins with it."""
    at = data.find(PAGE)
    while at >= 0:
        body = at + HEAD_OF_PAGE + (data[at + HEAD_OF_PAGE - 1] if at + HEAD_OF_PAGE <= len(data) else 0)
        table = data[at + HEAD_OF_PAGE : body]
        flags = data[at + 5] if at + 5 < len(data) else 0
        is_new = not flags & GOES_ON
        for size in table:
            if is_new and body < len(data):
                yield bool(flags & BEGINS_STREAM), data[body : body + min(size, len(HEAD))]
            is_new = size < GOES_FURTHER
            body += size
        at = data.find(PAGE, max(body, at + 1))
