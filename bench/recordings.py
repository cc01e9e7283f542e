"""Many who speak at once, each with a piece a second, and every piece acknowledged once it is kept; and many who do nothing."""

import asyncio
import os
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from bench.figures import Goal, Measure, Reading, Readings
from bench.house import House
from bench.streams import Guest, all_stay
from bench.timing import Times, p50, p95

if TYPE_CHECKING:
    from bench.interviews import Room

SPEAK, LASTS = 500, 60.0
IDLE, MINUTES = 1_000, 10
ECHO = "a bare WebSocket echo on the same web server, with as many lines and pieces"
HELD = "Live interviews held, a piece of sound a second each"
ACK_P50, ACK_P95 = "From a piece to its acknowledgement, p50", "From a piece to its acknowledgement, p95"
LOST = "Acknowledged pieces that are not there"
BUSY = "Processors that web had of its two, meanwhile"
MEMORY = "Memory of web for one more who speaks"
LINES = "Database connections meanwhile"
DROPPED = f"Lines dropped of {IDLE:,} idle ones, in {MINUTES} minutes"
IDLE_MEMORY = "Memory of web for one more idle line"

GOALS = (
    Goal(HELD, "interviews", ECHO, at_least=SPEAK),
    Goal(ACK_P50, "ms", ECHO),
    Goal(ACK_P95, "ms", ECHO, at_most=500),
    Goal(LOST, "pieces", at_most=0),
    Goal(BUSY, "processors", ECHO),
    Goal(MEMORY, "KiB", ECHO),
    Goal(LINES, "connections"),
    Goal(DROPPED, "lines", at_most=0),
    Goal(IDLE_MEMORY, "KiB"),
)


@dataclass
class Meter:
    """A process: what it has used, and what it holds."""

    pid: int
    empty: float = 0
    at: list[tuple[float, float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.empty = self._resident()

    def __call__(self) -> None:
        words = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        used = (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
        self.at.append((time.monotonic(), used, self._resident()))

    def processors(self) -> float:
        (began, before, _), (ended, after, _) = self.at
        return (after - before) / (ended - began)

    def kib_for(self, lines: int) -> float:
        return max(self.at[-1][2] - self.empty, 0) / lines

    def _resident(self) -> float:
        lines = dict(line.split(":", 1) for line in Path(f"/proc/{self.pid}/status").read_text().splitlines())
        return float(lines["VmRSS"].split()[0])


def take(house: House) -> Readings:
    from bench.interviews import begun_rooms

    house.open()
    rooms = begun_rooms(IDLE)
    with house.web() as port:
        found = _speaking(house, rooms[:SPEAK], port)
    with house.web() as port:
        return found | _idling(house, rooms, port)


def _speaking(house: House, rooms: list["Room"], port: int) -> Readings:
    meter, connections = Meter(house.web_pid), []

    def meanwhile() -> None:
        meter()
        connections.append(_connections())

    guests = _guests(rooms, port)
    asyncio.run(all_stay(guests, LASTS, speak=True, meanwhile=meanwhile))
    with house.bare("bench.bare_echo:application") as (bare, pid):
        floor = Meter(pid)
        theirs = [Guest(bare, "/", "", str) for _ in guests]
        asyncio.run(all_stay(theirs, LASTS, speak=True, meanwhile=floor))
    waits, bare_waits = _waits(guests), _waits(theirs)
    note = f"{len(waits):,} of {sum(len(each.sent) for each in guests):,} pieces acknowledged, in {LASTS:g} s."
    return {
        HELD: Reading(sum(not each.was_dropped for each in guests), sum(not each.was_dropped for each in theirs), note),
        ACK_P50: Reading(p50(waits), p50(bare_waits)),
        ACK_P95: Reading(p95(waits), p95(bare_waits)),
        LOST: Reading(len(waits) - _kept(rooms)),
        BUSY: Reading(meter.processors(), floor.processors(), "Postgres and who speaks share the machine."),
        MEMORY: Reading(meter.kib_for(SPEAK), floor.kib_for(SPEAK)),
        LINES: Reading(max(connections), note="Of web and of this program."),
    }


def _idling(house: House, rooms: list["Room"], port: int) -> Readings:
    meter = Meter(house.web_pid)
    guests = _guests(rooms, port)
    asyncio.run(all_stay(guests, MINUTES * 60.0, speak=False, meanwhile=meter))
    return {
        DROPPED: Reading(sum(each.was_dropped for each in guests), note=f"Web used {meter.processors():.2f} processors."),
        IDLE_MEMORY: Reading(meter.kib_for(IDLE)),
    }


def _guests(rooms: list["Room"], port: int) -> list[Guest]:
    return [Guest(port, room.path, room.cookie, partial(_ticket, room)) for room in rooms]


def _ticket(room: "Room") -> str:
    """Asked for in threads that come and go."""
    from django.db import connections

    try:
        return room.ticket
    finally:
        connections.close_all()


def _waits(guests: list[Guest]) -> Times:
    return [wait for each in guests for wait in each.waits]


def _kept(rooms: list["Room"]) -> int:
    from accounts.tenancy import company_scope
    from interviews.models import Piece

    companies: set[UUID] = {room.company_id for room in rooms}
    found = 0
    for company in companies:
        with company_scope(company):
            found += Piece.objects.filter(turn__interview__in=[room.interview_id for room in rooms]).count()
    return found


def _connections() -> int:
    from accounts.tenancy import every_company, own_cursor

    with every_company("the bench counts connections"), own_cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND datname = current_database()")
        return int(cursor.fetchone()[0])


RECORDINGS = Measure("recordings", GOALS, take)
