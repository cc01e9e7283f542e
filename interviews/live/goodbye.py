"""The lines of this process, and their end with it."""

from typing import Protocol

from interviews.live.wire import Code


class Line(Protocol):
    async def end(self, code: Code) -> None: ...


open_lines: set[Line] = set()


async def end_lines() -> None:
    """Each page is told a moment of its own to come back at, so that the next process does not get all of them at once."""
    for line in list(open_lines):
        await line.end(Code.RESTARTS)
