"""A mail server in a process of its own that takes everything, counts it and keeps nothing."""

import asyncio
import multiprocessing
import signal
from multiprocessing.sharedctypes import Synchronized
from types import TracebackType

from aiosmtpd.smtp import SMTP, Envelope, Session

PATIENCE = 20


class CountingServer:
    def __init__(self) -> None:
        start = multiprocessing.get_context("spawn")
        self._count = start.Value("i", 0)
        self._pause = start.Value("d", 0.0)
        self._near, far = start.Pipe()
        self._process = start.Process(target=_serve, args=(self._count, self._pause, far), daemon=True)

    def __enter__(self) -> "CountingServer":
        self._process.start()
        if not self._near.poll(PATIENCE):
            raise TimeoutError("The mail server did not start.")
        self.port: int = self._near.recv()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.terminate()
        self._process.join(PATIENCE)

    @property
    def count(self) -> int:
        return int(self._count.value)

    def pause(self, seconds: float) -> None:
        """Let each mail take this long, as one over a network does."""
        self._pause.value = seconds


class _Counter:
    def __init__(self, count: "Synchronized[int]", pause: "Synchronized[float]") -> None:
        self.count, self.pause = count, pause

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(self.pause.value)
        with self.count.get_lock():
            self.count.value += 1
        return "250 OK"


def _serve(count: "Synchronized[int]", pause: "Synchronized[float]", far: "multiprocessing.connection.Connection[int, None]") -> None:
    from config.local.processes import die_with_parent

    die_with_parent(signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asyncio.run(_listen(_Counter(count, pause), far))


async def _listen(counter: _Counter, far: "multiprocessing.connection.Connection[int, None]") -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(counter, hostname="localhost", loop=loop), "127.0.0.1", 0)
    far.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()
