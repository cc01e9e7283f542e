"""Our own share of a typed turn: from the answer that is sent to the first word of the next question, with a provider that takes
no time. Beside it, the same provider behind a server that does nothing else."""

import asyncio
import random
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Goal, Measure, Reading, Readings
from bench.house import House
from bench.timing import Times, p50, p95
from bench.typists import Typist

if TYPE_CHECKING:
    from bench.interviews import Room

LIVE = (1, 50, 200)
BARE = "a bare Starlette on the same web server, which asks the same provider by its SDK, with as many lines"
# How often each of so many candidates answers, and for how long that is watched.
EVERY = {1: 0.2, 50: 10.0, 200: 20.0}
LASTS = {1: 15.0, 50: 30.0, 200: 40.0}
# Nobody listens there, and no mail goes out.
NO_MAIL = 9
MEMORY = "Memory of web for one more live interview"


def _name(live: int, which: str) -> str:
    return f"Our own share of a typed turn, {live} live interview{'' if live == 1 else 's'}, {which}"


GOALS = (*(Goal(_name(live, which), "ms", BARE) for live in LIVE for which in ("p50", "p95")), Goal(MEMORY, "KiB"))


def take(house: House) -> Readings:
    from ai.testing import ModelServer
    from bench.interviews import begun_rooms

    house.open()
    found: Readings = {}
    with ExitStack() as stack:
        server = stack.enter_context(ModelServer())
        rooms = begun_rooms(len(LIVE) + sum(LIVE))
        asks = {"OPENAI_API_KEY": "sk-of-the-bench", "OPENAI_BASE_URL": server.url, "KEYS_WERE_CHECKED": "True"}
        stack.enter_context(house.workers(NO_MAIL, **asks))
        bare, bare_pid = stack.enter_context(house.bare("bench.bare_line:application", **asks))
        for live in LIVE:
            # One that held nobody before: what others have left behind would be used again.
            with house.web(**asks) as port:
                # Its one turn is over when the worker runs and has asked the provider once.
                asyncio.run(_typist(rooms.pop(), 1).type(port, 0, time.monotonic() + 0.1))
                before = _resident(house.web_pid)
                theirs, memory = asyncio.run(_held(port, [_typist(rooms.pop(), live) for _ in range(live)], live, house.web_pid))
            floor, _ = asyncio.run(_held(bare, [Typist("/", "", "", EVERY[live]) for _ in range(live)], live, bare_pid))
            note = f"{len(theirs)} turns; each candidate answers every {EVERY[live]:g} s."
            found[_name(live, "p50")] = Reading(p50(theirs), p50(floor), note)
            found[_name(live, "p95")] = Reading(p95(theirs), p95(floor))
        found[MEMORY] = Reading(max(memory - before, 0) / live, note=f"What web grew by while it held {live}, divided by them.")
    return found


def _typist(room: "Room", live: int) -> Typist:
    return Typist(room.path, room.cookie, room.ticket, EVERY[live])


async def _held(port: int, typists: list[Typist], live: int, pid: int) -> tuple[Times, float]:
    """Return the waits in milliseconds, and the memory of a process meanwhile."""
    until = time.monotonic() + LASTS[live]
    typing = asyncio.gather(*(each.type(port, random.uniform(0, EVERY[live]), until) for each in typists))  # noqa: S311
    await asyncio.sleep(LASTS[live] * 0.9)
    memory = _resident(pid)
    await typing
    return [wait for each in typists for wait in each.waits], memory


def _resident(pid: int) -> float:
    """In KiB."""
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return float(lines["VmRSS"].split()[0])


TURNS = Measure("turns", GOALS, take)
