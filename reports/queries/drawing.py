"""Numbers of the drawings: made here, so that page and PDF show one and the same."""

from dataclasses import dataclass
from textwrap import wrap

from reports.scoring import HIGHEST, LOWEST, as_percent

WIDTH, LEFT, RIGHT = 320, 6, 314
# Letters of a name that fit into a line.
LINE, LINE_HEIGHT = 38, 17
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


@dataclass(frozen=True, slots=True)
class Row:
    """One competency: its name over an axis, between which ends it may lie, and what counts."""

    lines: tuple[tuple[int, str], ...]
    value: str
    y: int
    # None: nothing was shown.
    at: float | None
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Profile:
    rows: tuple[Row, ...]
    ticks: tuple[tuple[int, float], ...]
    height: int
    label: str
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT

    @property
    def axis(self) -> int:
        return self.right - self.left

    @property
    def foot(self) -> int:
        return self.height - 4


@dataclass(frozen=True, slots=True)
class Measured:
    name: str
    level: float | None
    # What the members of the panel gave, in order.
    given: tuple[int, ...]
    # The fewer answers there are, the more.
    uncertainty: float = 0.0
    # Why there is no level.
    is_not_scored: bool = False

    @property
    def ends(self) -> tuple[float, float]:
        """Between which it may lie: no closer than the readings fell."""
        level = self.level or 0.0
        low, high = min((*self.given, level - self.uncertainty)), max((*self.given, level + self.uncertainty))
        return max(low, LOWEST), min(high, HIGHEST)


def level_of(level: float | None) -> Level | None:
    if level is None:
        return None
    halves = round(level * 2)
    bars = "f" * (halves // 2) + "h" * (halves % 2)
    return Level(f"{level:.1f}", as_percent(level), bars.ljust(BARS, "e"))


def spread_of(measured: Measured) -> Spread | None:
    if measured.level is None or not measured.given:
        return None
    return _spread(*measured.ends, measured.level, f"{_said_of(measured.given)}; give or take {measured.uncertainty:.1f}")


def _said_of(given: tuple[int, ...]) -> str:
    if len(given) == 1:
        return f"One reading, which gave {given[0]}"
    if given[0] == given[-1]:
        return f"{len(given)} readings, which all gave {given[0]}"
    return f"{len(given)} readings, from {given[0]} to {given[-1]}"


def range_around(level: float, uncertainty: float) -> tuple[float, float]:
    return max(level - uncertainty, LOWEST), min(level + uncertainty, HIGHEST)


def spread_around(level: float, uncertainty: float) -> Spread:
    low, high = range_around(level, uncertainty)
    return _spread(low, high, level, f"Between {low:.1f} and {high:.1f}")


def profile_of(competencies: list[Measured]) -> Profile:
    rows, top = [], 0
    for each in competencies:
        row = _row(each, top)
        rows.append(row)
        top = row.y + 22
    ticks = tuple((level, _x(level)) for level in range(LOWEST, HIGHEST + 1))
    said = "; ".join(f"{each.name}: {f'{each.level:.1f}' if each.level is not None else _lacking(each)}" for each in competencies)
    return Profile(tuple(rows), ticks, top + 12, f"Profile, of 5. {said}")


def _row(measured: Measured, top: int) -> Row:
    lines = wrap(measured.name, LINE) or [""]
    placed = tuple((top + LINE_HEIGHT * at, line) for at, line in enumerate(lines, 1))
    y = top + LINE_HEIGHT * len(lines) + 12
    if measured.level is None:
        return Row(placed, _lacking(measured), y, None, 0, 0)
    start, end = map(_x, measured.ends)
    return Row(placed, f"{measured.level:.1f}", y, _x(measured.level), round(start - 4, 1), round(end - start + 8, 1))


def _lacking(measured: Measured) -> str:
    return "not scored" if measured.is_not_scored else "no evidence"


def _x(level: float) -> float:
    return round(LEFT + (level - LOWEST) / (HIGHEST - LOWEST) * (RIGHT - LEFT), 1)


def _spread(low: float, high: float, at: float, label: str) -> Spread:
    return Spread(as_percent(low), max(as_percent(high) - as_percent(low), 4), as_percent(at), label)
