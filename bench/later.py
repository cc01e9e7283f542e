"""Numbers of the product whose subject does not exist yet. Each moves to a module of its own when it does."""

from bench.figures import Goal, Measure, Readings, without
from bench.house import House


def _waiting(name: str, why: str, *goals: Goal) -> Measure:
    def take(house: House) -> Readings:
        return without(goals, why)

    return Measure(name, goals, take)


LATER = (
    _waiting(
        "tests",
        "Takes longer than this whole run may; `make test` prints its own time.",
        Goal("`make test`, all of it", "min", at_most=8),
    ),
)
