"""What is to be measured, what came out, and the two side by side."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.house import House


@dataclass(frozen=True, slots=True)
class Goal:
    name: str
    unit: str
    against: str = ""
    at_most: float | None = None
    at_least: float | None = None

    @property
    def target(self) -> str:
        if self.at_most is not None:
            return f"≤ {self.at_most:g}"
        return f"≥ {self.at_least:g}" if self.at_least is not None else ""


@dataclass(frozen=True, slots=True)
class Reading:
    value: float | None = None
    beside: float | None = None
    note: str = ""


Readings = dict[str, Reading]


@dataclass(frozen=True, slots=True)
class Measure:
    """Figures that are taken together; `make bench ONLY=name` takes these alone."""

    name: str
    goals: tuple[Goal, ...]
    take: Callable[["House"], Readings]


@dataclass(frozen=True, slots=True)
class Figure:
    goal: Goal
    reading: Reading

    @property
    def ratio(self) -> float | None:
        value, beside = self.reading.value, self.reading.beside
        return value / beside if value is not None and beside else None

    @property
    def verdict(self) -> str:
        value = self.reading.value
        if value is None or not self.goal.target:
            return ""
        most, least = self.goal.at_most, self.goal.at_least
        return "met" if (most is None or value <= most) and (least is None or value >= least) else "MISSED"

    @property
    def note(self) -> str:
        parts = [f"Target {self.goal.target} {self.goal.unit}." if self.goal.target else ""]
        if self.reading.beside is not None:
            parts.append(f"Beside it: {self.goal.against}.")
        return " ".join(part for part in [*parts, self.reading.note] if part)

    def as_json(self) -> dict[str, str | float | None]:
        return {
            "name": self.goal.name,
            "value": _rounded(self.reading.value),
            "unit": self.goal.unit,
            "beside": _rounded(self.reading.beside),
            "ratio": _rounded(self.ratio),
            "note": self.note,
        }


def _rounded(number: float | None) -> float | None:
    return None if number is None else float(f"{number:.4g}")


def without(goals: tuple[Goal, ...], why: str) -> Readings:
    return {goal.name: Reading(note=why) for goal in goals}
