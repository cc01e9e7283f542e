"""How often whoever judges puts two written sample answers to one question into the order in which a person would.

By the rules, which need no model, and by a real model where the caller's environment has one. A pair that they give the same
is in no order, and counts as one that they get wrong; each figure's note says how many of which there were.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.figures import Goal, Measure, Reading, Readings
from bench.house import SET_BY_THE_CALLER, House

if TYPE_CHECKING:
    from reports.assessing.inputs import AssessInputs

FILE = Path(__file__).with_name("samples.toml")
# From the best down.
LEVELS = ("excellent", "good", "thin", "poor")
ORDERED = "Pairs of sample answers in a person's order"
HELD_OUT = f"{ORDERED}, held out"
EXTREMES = f"{ORDERED}, excellent and poor"
REAL = {name: f"{name}, real model" for name in (ORDERED, HELD_OUT, EXTREMES)}
LENGTH = "the longer one first"
GOALS = (
    Goal(ORDERED, "share", LENGTH, at_least=0.8),
    Goal(HELD_OUT, "share", LENGTH),
    Goal(EXTREMES, "share", LENGTH),
    *(Goal(name, "share", "the rules") for name in REAL.values()),
)
NO_MODEL = "Not run: no model is set up. It takes a key of a provider, such as OPENAI_API_KEY or ANTHROPIC_API_KEY."
NO_ANSWER = "Could not be measured: the model did not answer every time."
ENDS = frozenset({LEVELS[0], LEVELS[-1]})


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


@dataclass(frozen=True, slots=True)
class Pairs:
    """Of answers of different levels to one question."""

    right: int
    tied: int
    wrong: int

    @property
    def share(self) -> float:
        return self.right / (self.right + self.tied + self.wrong)

    def __str__(self) -> str:
        return f"{self.right} in order, {self.tied} given the same, {self.wrong} the other way round."


def ordered(judge: Judge, *, wanted: frozenset[str] = frozenset(LEVELS), held_out: bool | None = None) -> Pairs:
    """Of the questions that are held out, of the others, or of all."""
    pairs: list[tuple[float, float]] = []
    for asked in (each for each in samples() if held_out in (None, each.is_held_out)):
        given = [judge(asked, sample) or 0 for sample in asked.samples if sample.level in wanted]
        pairs += combinations(given, 2)
    return Pairs(
        sum(better > worse for better, worse in pairs),
        sum(better == worse for better, worse in pairs),
        sum(better < worse for better, worse in pairs),
    )


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
    rules, length = shares(by_rules), shares(by_length)
    about = {ORDERED: f" {len(samples())} questions, {len(LEVELS)} answers each."}
    readings = {name: Reading(found.share, length[name].share, f"{found}{about.get(name, '')}") for name, found in rules.items()}
    return readings | by_real_model(house, SET_BY_THE_CALLER, rules)


def shares(judge: Judge) -> dict[str, Pairs]:
    return {
        ORDERED: ordered(judge),
        HELD_OUT: ordered(judge, held_out=True),
        EXTREMES: ordered(judge, wanted=ENDS),
    }


def by_real_model(house: House, values: Mapping[str, str], rules: Mapping[str, Pairs]) -> Readings:
    """Asks and pays once for each sample."""
    from ai.configuration import all_names

    if not set(values) & set(all_names()):
        return {name: Reading(note=NO_MODEL) for name in REAL.values()}
    house.open()
    from bench.judging import judged_by_a_model

    found, note = judged_by_a_model(values)
    if not found:
        return {name: Reading(note=note) for name in REAL.values()}
    return {real: Reading(found[name].share, rules[name].share, f"{found[name]} {note}") for name, real in REAL.items()}


SAMPLES = Measure("samples", GOALS, take)
