"""Lookup of questions by meaning: in the app, beside the plain SQL and beside a comparison with all vectors in memory."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from bench.figures import Goal, Measure, Reading, Readings
from bench.house import House
from bench.timing import in_turn, p50, p95

if TYPE_CHECKING:
    from bench.questions import Library

K = 10
ROUNDS, CALLERS, SECONDS = 200, 8, 4
PLAIN = "the plain SQL over psycopg: same index, no policies, no join"
MEMORY = "an exact comparison with all vectors in NumPy"
FEW, MANY = "10,000 questions", "200,000 questions in 100 companies"


def _goals(size: str, *, promised: bool) -> tuple[Goal, ...]:
    return (
        Goal(f"Question lookup by meaning, {size}, p50", "ms", PLAIN),
        Goal(f"Question lookup by meaning, {size}, p95", "ms", MEMORY, at_most=20 if promised else None),
        Goal(f"Question lookup by meaning, {size}, recall@10", "share", "an exact search over all vectors", at_least=0.98),
        Goal(f"Question lookup by meaning, {size}, fewest found of 10", "questions", at_least=K),
        Goal(f"Question lookup by meaning, {size}, 8 callers", "lookups/s", "1 caller"),
        Goal(f"Question lookup by meaning, {size}, on the database", "lookups/s", "1 caller", at_least=1000 if promised else None),
    )


GOALS = (*_goals(FEW, promised=True), *_goals(MANY, promised=False))


def take(house: House) -> Readings:
    house.open()
    from bench import questions

    readings: Readings = {}
    with questions.filled(10_000, companies=1) as library:
        readings |= _taken(FEW, library)
    with questions.filled(200_000, companies=100) as library:
        readings |= _taken(MANY, library)
    return readings


def _taken(size: str, library: "Library") -> Readings:
    turns = iter(range(10**9))
    ways = {
        "app": lambda: library.in_app(next(turns)),
        "plain": lambda: library.plain(next(turns)),
        "memory": lambda: library.in_memory(next(turns)),
    }
    times = in_turn(ways, rounds=ROUNDS, warm_up=20)
    recall, fewest = _quality(library)
    names = [goal.name for goal in _goals(size, promised=False)]
    one, many = _rate(library.in_app, 1), _rate(library.in_app, CALLERS)
    plain_one, plain_many = _rate(library.plain, 1), _rate(library.plain, CALLERS)
    return dict(
        zip(
            names,
            (
                Reading(p50(times["app"]), p50(times["plain"]), library.note),
                Reading(p95(times["app"]), p95(times["memory"])),
                Reading(recall, 1.0, f"{library.SAMPLE} lookups, each for another company."),
                Reading(fewest),
                Reading(many, one, f"Each of the callers is a thread with a connection of its own, for {SECONDS} s."),
                Reading(plain_many, plain_one),
            ),
            strict=True,
        )
    )


def _quality(library: "Library") -> tuple[float, float]:
    found = [(library.in_app(turn), library.exact(turn)) for turn in range(library.SAMPLE)]
    return float(np.mean([len(set(one) & set(best)) / len(best) for one, best in found])), min(len(one) for one, _ in found)


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
