"""When a line looks at its room: at once, or once for all that changes until then."""

import asyncio
from collections.abc import Callable


class Looks:
    def __init__(self, begin: Callable[[], None]) -> None:
        self._begin = begin
        self._is_due = False
        self._next: asyncio.TimerHandle | None = None

    def again(self, within: float) -> None:
        loop = asyncio.get_running_loop()
        if self._is_due or (self._next and self._next.when() <= loop.time() + within):
            return
        self.end()
        if within:
            self._next = loop.call_later(within, self._come)
        else:
            self._come()

    def begun(self) -> None:
        """What changes from now on takes another one."""
        self._is_due = False

    def end(self) -> None:
        if self._next:
            self._next.cancel()
        self._next = None

    def _come(self) -> None:
        self._next = None
        self._is_due = True
        self._begin()
