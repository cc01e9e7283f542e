"""Lookup of questions by meaning: in the app, beside the plain SQL and beside a comparison in memory."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from bench.figures import Goal, Measure, Reading, Readings
from bench.house import House
from bench.timing import in_turn, p50, p95

if TYPE_CHECKING:
    from uuid import UUID

    from bench.questions import Library

K = 10
ROUNDS, CALLERS, SECONDS = 200, 8, 4
PLAIN = "the plain SQL over psycopg: same role, policies and indexes, no counting, no questions read"
MEMORY = "an exact comparison in memory with NumPy"
FEW, MANY = "10,000 questions", "200,000 questions in 100 companies"
LARGE, SMALL = "for the company with half of all", "for companies with fewer than 50"


def _goals(size: str, *, promised: bool) -> tuple[Goal, ...]:
    name = f"Question lookup by meaning, {size}"
    return (
        Goal(f"{name}, just imported, before ANALYZE, p95", "ms", "p50"),
        Goal(f"{name}, p50", "ms", PLAIN),
        Goal(f"{name}, p95", "ms", MEMORY, at_most=20 if promised else None),
        Goal(f"{name}, 1 caller", "lookups/s", PLAIN),
        Goal(f"{name}, {CALLERS} callers", "lookups/s", MEMORY),
        Goal(f"{name}, plain SQL, {CALLERS} callers", "lookups/s", MEMORY, at_least=1000 if promised else None),
        *_quality_goals(name),
    )


def _quality_goals(name: str) -> tuple[Goal, ...]:
    return (
        Goal(f"{name}, recall@10", "share", "an exact search over all vectors", at_least=0.98),
        Goal(f"{name}, fewest found of 10", "questions", at_least=K),
    )


def _goals_for(whom: str) -> tuple[Goal, ...]:
    name = f"Question lookup by meaning, {MANY}, {whom}"
    return Goal(f"{name}, p50", "ms", "p95"), Goal(f"{name}, p95", "ms", MEMORY), *_quality_goals(name)


GOALS = (*_goals(FEW, promised=True), *_goals(MANY, promised=False), *_goals_for(LARGE), *_goals_for(SMALL))


def take(house: House) -> Readings:
    house.open()
    from bench import questions

    readings: Readings = {}
    with questions.filled(10_000, companies=1) as library:
        readings |= _taken(_goals(FEW, promised=True), library)
    with questions.filled(200_000, companies=100) as library:
        readings |= _taken(_goals(MANY, promised=False), library)
        readings |= _taken_for(_goals_for(LARGE), library, library.owners[:1])
        readings |= _taken_for(_goals_for(SMALL), library, library.owners[-questions.SMALL :])
    return readings


def _taken(goals: tuple[Goal, ...], library: "Library") -> Readings:
    from bench.questions import settle

    turns = iter(range(10**9))
    app = {"app": lambda: library.in_app(next(turns))}
    imported = in_turn(app, rounds=60, warm_up=5)["app"]
    settle()
    others = {"plain": lambda: library.plain(next(turns)), "memory": lambda: library.in_memory(next(turns))}
    times = in_turn(app | others, rounds=ROUNDS, warm_up=20)
    memory = _rate(library.in_memory, CALLERS)
    return _named(
        goals,
        Reading(p95(imported), p50(imported)),
        Reading(p50(times["app"]), p50(times["plain"]), library.note),
        Reading(p95(times["app"]), p95(times["memory"])),
        Reading(_rate(library.in_app, 1), _rate(library.plain, 1)),
        Reading(_rate(library.in_app, CALLERS), memory, f"Each caller is a thread with a connection of its own, for {SECONDS} s."),
        Reading(_rate(library.plain, CALLERS), memory),
        *_quality(library, library.owners),
    )


def _taken_for(goals: tuple[Goal, ...], library: "Library", owners: "Sequence[UUID]") -> Readings:
    turns = iter(range(10**9))
    ways = {
        "app": lambda: library.in_app_for(owners[(turn := next(turns)) % len(owners)], turn),
        "memory": lambda: library.exact(owners[(turn := next(turns)) % len(owners)], turn),
    }
    times = in_turn(ways, rounds=ROUNDS, warm_up=20)
    return _named(
        goals,
        Reading(p50(times["app"]), p95(times["app"])),
        Reading(p95(times["app"]), p95(times["memory"])),
        *_quality(library, owners),
    )


def _named(goals: tuple[Goal, ...], *readings: Reading) -> Readings:
    return dict(zip((goal.name for goal in goals), readings, strict=True))


def _quality(library: "Library", owners: "Sequence[UUID]") -> tuple[Reading, Reading]:
    asked = [(owners[turn % len(owners)], turn) for turn in range(library.SAMPLE)]
    found = [(library.in_app_for(*each), library.exact(*each)) for each in asked]
    recall = float(np.mean([len(set(one) & set(best)) / len(best) for one, best in found]))
    return Reading(recall, 1.0, f"{library.SAMPLE} lookups."), Reading(min(len(one) for one, _ in found))


def _rate(way: Callable[[int], Sequence[object]], callers: int) -> float:
    """Lookups a second, from so many callers at once."""
    from django.db import connection

    done, over = [0] * callers, time.monotonic() + SECONDS

    def call(number: int) -> None:
        turn = number * 100_000
        try:
            while time.monotonic() < over:
                way(turn := turn + 1)
                done[number] += 1
        finally:
            # The thread ends, and the pool would wait for its connection for ever.
            connection.close()

    threads = [threading.Thread(target=call, args=(number,)) for number in range(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / SECONDS


LOOKUP = Measure("lookup", GOALS, take)
