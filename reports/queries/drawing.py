"""Numbers of the drawings: made here, so that page and PDF show one and the same."""

from dataclasses import dataclass

from reports.scoring import HIGHEST, LOWEST, as_percent

BARS = 5


@dataclass(frozen=True, slots=True)
class Level:
    value: str
    percent: int
    bars: str


@dataclass(frozen=True, slots=True)
class Spread:
    """On the axis from 1 to 5, as 0 to 100."""

    start: float
    width: float
    at: float
    label: str


def level_of(level: float | None) -> Level | None:
    if level is None:
        return None
    halves = round(level * 2)
    bars = "f" * (halves // 2) + "h" * (halves % 2)
    return Level(f"{level:.1f}", as_percent(level), bars.ljust(BARS, "e"))


def spread_around(level: float, uncertainty: float) -> Spread:
    low, high = max(level - uncertainty, LOWEST), min(level + uncertainty, HIGHEST)
    return _spread(low, high, level, f"Between {low:.1f} and {high:.1f}")


def _spread(low: float, high: float, at: float, label: str) -> Spread:
    return Spread(as_percent(low), max(as_percent(high) - as_percent(low), 4), as_percent(at), label)
