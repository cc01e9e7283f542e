"""How far people agree, with one another and with the AI. Pure, and silent where there are too few to say anything."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

# With fewer pairs a coefficient says more about chance than about people; the pairs themselves are counted all the same.
ENOUGH_PAIRS = 20


@dataclass(frozen=True, slots=True)
class Given:
    """One person's level for one thing that was judged: a competency of an interview."""

    thing: str
    who: str
    level: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of two people on one thing, for each two and each thing."""

    people: int
    pairs: int
    same: int
    one_apart: int
    # Krippendorff's alpha for intervals: 1 as one, 0 as by chance. None: too few pairs, or nothing that varies.
    alpha: float | None

    @property
    def further(self) -> int:
        return self.pairs - self.same - self.one_apart


@dataclass(frozen=True, slots=True)
class WithAI:
    people: int
    pairs: int
    # Not more than one level apart.
    near: int
    # Of people against the AI: above 0 they give more.
    difference: float

    @property
    def higher(self) -> str:
        return f"{self.difference:.1f}" if round(self.difference, 1) > 0 else ""

    @property
    def lower(self) -> str:
        return f"{-self.difference:.1f}" if round(self.difference, 1) < 0 else ""


def among_people(given: Iterable[Given]) -> Agreement | None:
    """None: no two people judged the same thing."""
    by_thing = _levels_by_thing(given)
    gaps = [abs(one - other) for levels in by_thing.values() for one, other in combinations(levels.values(), 2)]
    if not gaps:
        return None
    people = {who for levels in by_thing.values() if len(levels) > 1 for who in levels}
    alpha = _alpha([list(levels.values()) for levels in by_thing.values() if len(levels) > 1]) if len(gaps) >= ENOUGH_PAIRS else None
    return Agreement(len(people), len(gaps), gaps.count(0), gaps.count(1), alpha)


def with_ai(given: Iterable[Given], levels: Mapping[str, float]) -> WithAI | None:
    """Only of people who had not seen the AI's levels: the caller leaves out the others. None: nothing to hold side by side."""
    pairs = sorted((each.level, levels[each.thing], each.who) for each in given if each.thing in levels)
    if not pairs:
        return None
    return WithAI(
        len({who for _, _, who in pairs}),
        len(pairs),
        sum(abs(level - of_ai) <= 1 for level, of_ai, _ in pairs),
        fmean(level - of_ai for level, of_ai, _ in pairs),
    )


def _levels_by_thing(given: Iterable[Given]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for each in sorted(given, key=lambda each: (each.thing, each.who)):
        found[each.thing][each.who] = each.level
    return found


def _alpha(things: list[list[int]]) -> float | None:
    every = [level for levels in things for level in levels]
    expected = _between(every) / (len(every) - 1)
    observed = sum(_between(levels) / (len(levels) - 1) for levels in things)
    return 1 - observed / expected if expected else None


def _between(levels: list[int]) -> float:
    """Squares of the differences of each to each other."""
    return 2.0 * sum((one - other) ** 2 for one, other in combinations(levels, 2))
