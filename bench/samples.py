"""How often whoever judges puts two written sample answers to one question into the order in which a person would.

By the rules, which need no model. A pair that they give the same counts half.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.figures import Goal, Measure, Reading, Readings
from bench.house import House

if TYPE_CHECKING:
    from reports.assessing.inputs import AssessInputs

FILE = Path(__file__).with_name("samples.toml")
# From the best down.
LEVELS = ("excellent", "good", "thin", "poor")
ORDERED = "Pairs of sample answers in a person's order"
HELD_OUT = f"{ORDERED}, held out"
EXTREMES = f"{ORDERED}, excellent and poor"
REAL = f"{ORDERED}, real model"
LENGTH = "the longer one first"
GOALS = (
    Goal(ORDERED, "share", LENGTH, at_least=0.8),
    Goal(HELD_OUT, "share", LENGTH),
    Goal(EXTREMES, "share", LENGTH),
    Goal(REAL, "share", "the rules"),
)
NO_MODEL = "Not run: no model is set up."


@dataclass(frozen=True, slots=True)
class Sample:
    level: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what is judged in its answers, and one answer of each level."""

    key: str
    text: str
    competency: str
    about: str
    anchors: tuple[str, ...]
    shows: str
    samples: tuple[Sample, ...]
    is_held_out: bool


# Larger is better; none: too little to be judged.
Given = float | None
Judge = Callable[[Asked, Sample], Given]


@cache
def samples() -> tuple[Asked, ...]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["question"]
    return tuple(_asked(row) for row in rows)


def _asked(row: dict[str, Any]) -> Asked:
    written = tuple(Sample(level, row["answers"][level].strip()) for level in LEVELS)
    texts = (row["key"], row["text"], row["competency"], row["about"], tuple(row["anchors"]), row["shows"])
    return Asked(*texts, written, row.get("held_out", False))


def ordered(judge: Judge, *, wanted: frozenset[str] = frozenset(LEVELS), held_out: bool | None = None) -> float:
    """The share of pairs of different levels within one question that come out in their order; equal ones count half. Of the
    questions that are held out, of the others, or of all."""
    points: list[float] = []
    for asked in (each for each in samples() if held_out in (None, each.is_held_out)):
        given = [judge(asked, sample) for sample in asked.samples if sample.level in wanted]
        points += [_point(better, worse) for better, worse in combinations(given, 2)]
    return sum(points) / len(points)


def _point(better: Given, worse: Given) -> float:
    one, other = better or 0, worse or 0
    return 0.5 if one == other else float(one > other)


def by_rules(asked: Asked, sample: Sample) -> Given:
    from reports.assessing.rules import verdict_by_rules

    return verdict_by_rules(inputs_of(asked, sample)).ratings[0].level


def by_length(asked: Asked, sample: Sample) -> Given:
    return len(sample.text)


def inputs_of(asked: Asked, sample: Sample) -> "AssessInputs":
    from reports.assessing.inputs import AssessInputs, Wanted

    wanted = Wanted(asked.key, asked.competency, asked.about, asked.anchors)
    return AssessInputs(question=asked.text, answer=sample.text, competencies=(wanted,), shows=asked.shows)


def take(house: House) -> Readings:
    ends = frozenset({LEVELS[0], LEVELS[-1]})
    note = f"{len(samples())} questions, {len(LEVELS)} answers each."
    return {
        ORDERED: Reading(ordered(by_rules), ordered(by_length), note),
        HELD_OUT: Reading(ordered(by_rules, held_out=True), ordered(by_length, held_out=True)),
        EXTREMES: Reading(ordered(by_rules, wanted=ends), ordered(by_length, wanted=ends)),
        REAL: Reading(note=NO_MODEL),
    }


SAMPLES = Measure("samples", GOALS, take)
