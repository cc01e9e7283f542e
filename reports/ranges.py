"""Which bytes of a file somebody asks for: players that seek ask for a part (RFC 9110, 14)."""

import re

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Unsatisfiable(Exception):
    """None of it is there."""


def part_of(size: int, asked: str) -> range | None:
    """None: all of it. So it is for several parts at once, and for what is no range."""
    found = RANGE.fullmatch(asked.strip())
    first, last = found.groups() if found else ("", "")
    if not first and not last:
        return None
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if first and last and int(last) < start:
        return None
    if start > end:
        raise Unsatisfiable
    return range(start, end + 1)
