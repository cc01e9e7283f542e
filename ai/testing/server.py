"""The server as its owner sees it. It lives in a thread with an event loop of its own."""

import asyncio
import threading
from collections import deque
from collections.abc import Collection, Coroutine, Iterable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Self

from .calls import Call, Calls
from .desk import Desk
from .door import Door
from .faults import Fault, Rule
from .orders import OrdersFile
from .values import Value

# What a client that tries again at once finds closed, and one that waits a moment finds open.
A_TRY = 0.25


class ModelServer:
    """`with ModelServer() as server:` answers at `server.url` until the block ends.

    Without a key, every key is right; without models, every model is known but the one without a name and `no-such-model`.
    """

    def __init__(
        self,
        *,
        key: str | None = None,
        port: int = 0,
        faults: Path | None = None,
        log: Path | None = None,
        models: Collection[str] = (),
    ) -> None:
        self._calls = Calls(log)
        self._desk = Desk(key, OrdersFile(faults), self._calls, frozenset(models))
        self._wanted_port = port
        self._started: Future[Door] = Future()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._live()), name="model server", daemon=True)

    def start(self) -> Self:
        self._thread.start()
        self._door = self._started.result()
        return self

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()
        self._calls.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *error: object) -> None:
        self.stop()

    @property
    def port(self) -> int:
        return self._door.port

    @property
    def root(self) -> str:
        """The base address for Anthropic's clients, who add the version themselves."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """The base address for OpenAI's clients."""
        return f"{self.root}/v1"

    @property
    def calls(self) -> list[Call]:
        """What was asked so far, as copies."""
        return self._calls.copies()

    @property
    def delays(self) -> dict[str, float]:
        """Seconds before an ability answers."""
        return self._desk.own.delays

    @property
    def paces(self) -> dict[str, float]:
        """Seconds between two pieces of a stream."""
        return self._desk.own.paces

    @property
    def mishears(self) -> dict[str, dict[str, str]]:
        """By model, which words it takes for others, or for nothing."""
        return self._desk.own.mishears

    def fault(
        self, fault: Fault, *, ability: str | None = None, times: int | None = None, retry_after: float = 1, seconds: float | None = None
    ) -> None:
        """Let the next `times` requests go wrong, or all of them.

        Nobody can count connections that are refused, so REFUSE concerns every ability, and lasts for `seconds`, or for a
        quarter of a second for each of `times`, or until `behave`.
        """
        if fault == Fault.REFUSE:
            self._refuse(times * A_TRY if seconds is None and times is not None else seconds)
        else:
            self._desk.own.rules.append(Rule(fault, ability, times, retry_after, seconds))

    def script(self, ability: str, replies: Iterable[Value]) -> None:
        """Say these next, one after the other: a text, or what becomes JSON."""
        self._desk.own.scripts.setdefault(ability, deque()).extend(replies)

    def behave(self) -> None:
        """Forget faults, delays, paces, scripts, what is misheard, and calls."""
        own = self._desk.own
        for orders in (own.rules, own.delays, own.paces, own.scripts, own.mishears):
            orders.clear()
        self._calls.forget()
        self._do(self._door.relent("owner", "header"))

    def _refuse(self, seconds: float | None) -> None:
        async def refuse() -> None:
            self._door.refuse("owner", seconds)

        self._do(refuse())

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _live(self) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        try:
            door = Door(self._wanted_port, self._desk)
            await door.open()
        except OSError as problem:
            self._started.set_exception(problem)
            return
        self._started.set_result(door)
        watch = asyncio.create_task(door.watch())
        await self._end.wait()
        watch.cancel()
        await door.close()
