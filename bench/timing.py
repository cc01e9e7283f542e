"""Times of things done in turn, so that noise hits all of them alike."""

import random
import statistics
import time
from collections.abc import Callable, Mapping

Times = list[float]


def in_turn(
    steps: Mapping[str, Callable[[], object]], *, rounds: int, warm_up: int, within: float = 60, least: int = 30
) -> dict[str, Times]:
    """Return milliseconds by step. Stops early when it takes too long, but not before `least` rounds."""
    times: dict[str, Times] = {name: [] for name in steps}
    order, shuffled = list(steps), random.Random(5)  # noqa: S311  it decides an order, no secret
    began = time.perf_counter()
    for number in range(-warm_up, rounds):
        if number >= least and time.perf_counter() - began > within:
            break
        # Else each would always pay for what the one before it left behind.
        shuffled.shuffle(order)
        for name in order:
            taken = milliseconds(steps[name])
            if number >= 0:
                times[name].append(taken)
    return times


def milliseconds(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return (time.perf_counter() - began) * 1000


def p50(times: Times) -> float:
    return statistics.median(times)


def p95(times: Times) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def wait_until(is_true: Callable[[], bool], *, within: float, what: str, every: float = 0.02) -> None:
    deadline = time.monotonic() + within
    while not is_true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} took longer than {within:g} seconds")
        time.sleep(every)
