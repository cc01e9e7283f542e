"""From levels of single answers to numbers for a person. Pure: the same levels give the same numbers, in whatever order.

A panel judges each answer; its median counts, and its spread says how sure we are. A competency is the mean of its answers, a domain
the mean of its competencies by their weights, and the whole the mean of its domains by what these showed of theirs, which is that of
all competencies. Where nothing was shown there is no number, nor anything in its place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil
from statistics import fmean, median

LOWEST, HIGHEST = 1, 5


class Recommendation(StrEnum):
    """What the numbers alone suggest. A person decides."""

    STRONG_YES = "strong-yes"
    YES = "yes"
    MIXED = "mixed"
    NO = "no"
    NOT_ENOUGH = "not-enough"


@dataclass(frozen=True, slots=True)
class Rules:
    """What the numbers depend on beside the levels."""

    # Members of a panel that lie further apart disagree on what the answer shows.
    most_spread: int
    # Of the weights: with less shown, the whole says too little.
    least_coverage: float
    # From each level on; below the last it is a no.
    recommended: tuple[tuple[float, Recommendation], ...]
    # Whether a level that fewer than most of its panel gave needs a person.
    minds_missing: bool


FIRST_RULES = Rules(
    most_spread=1,
    least_coverage=0.5,
    recommended=((4.25, Recommendation.STRONG_YES), (3.5, Recommendation.YES), (2.5, Recommendation.MIXED)),
    minds_missing=False,
)
# By the number that each report keeps. None of these ever changes: who changes a rule adds a number.
KNOWN_RULES = {1: FIRST_RULES, 2: replace(FIRST_RULES, minds_missing=True)}
TODAY = max(KNOWN_RULES)
RULES = KNOWN_RULES[TODAY]


@dataclass(frozen=True, slots=True)
class Panel:
    """What each member of a panel gave one answer for one competency; None: too little evidence."""

    competency: str
    turn: int
    levels: tuple[int | None, ...]
    # Members that read nothing, as no model could be had for them.
    missing: int = 0

    @property
    def given(self) -> tuple[int, ...]:
        return tuple(sorted(level for level in self.levels if level is not None))

    @property
    def level(self) -> float | None:
        """Only where most of the panel found something to judge."""
        return float(median(self.given)) if 2 * len(self.given) > len(self.levels) else None

    @property
    def spread(self) -> int:
        return self.given[-1] - self.given[0] if self.given else 0

    def disagrees(self, rules: Rules) -> bool:
        return self.level is not None and self.spread > rules.most_spread

    def is_thin(self, rules: Rules) -> bool:
        """Its level stands on fewer readings than most of the panel."""
        return rules.minds_missing and self.level is not None and 2 * len(self.given) <= len(self.levels) + self.missing


@dataclass(frozen=True, slots=True)
class Weighed:
    """A competency of the plan."""

    key: str
    weight: int
    # Empty: of none.
    domain: str = ""


@dataclass(frozen=True, slots=True)
class CompetencyScore:
    key: str
    weight: int
    level: float | None
    answers: int
    # How far from the level the truth may well lie.
    uncertainty: float
    needs_a_person: bool
    # In an answer: one reason why a person is needed.
    few_readings: bool = False


@dataclass(frozen=True, slots=True)
class DomainScore:
    name: str
    weight: int
    # None: nothing was shown.
    level: float | None
    uncertainty: float
    # Of its weights.
    coverage: float


@dataclass(frozen=True, slots=True)
class Scores:
    competencies: tuple[CompetencyScore, ...]
    # In the plan's order.
    domains: tuple[DomainScore, ...]
    # None: not enough was shown.
    level: float | None
    uncertainty: float
    # Of the plan's weights, how much was shown at all.
    coverage: float
    needs_a_person: bool


def score(plan: Sequence[Weighed], panels: Iterable[Panel], rules: Rules = RULES) -> Scores:
    known = sorted(panels, key=lambda panel: (panel.competency, panel.turn))
    scored = tuple(_of(weighed, [panel for panel in known if panel.competency == weighed.key], rules) for weighed in plan)
    total = sum(each.weight for each in scored)
    shown = [(each, each.level) for each in scored if each.level is not None]
    weight = sum(each.weight for each, _ in shown)
    coverage = weight / total if total else 0.0
    is_enough = weight > 0 and coverage >= rules.least_coverage
    return Scores(
        scored,
        _domains(plan, scored),
        sum(level * each.weight for each, level in shown) / weight if is_enough else None,
        sum(each.uncertainty * each.weight for each, _ in shown) / weight if is_enough else 0.0,
        coverage,
        any(each.needs_a_person for each in scored),
    )


def recommend(scores: Scores, rules: Rules = RULES) -> Recommendation:
    if scores.level is None:
        return Recommendation.NOT_ENOUGH
    return next((what for level, what in rules.recommended if scores.level >= level), Recommendation.NO)


def as_percent(level: float) -> int:
    """1 to 5 as 0 to 100."""
    return round(100 * (level - LOWEST) / (HIGHEST - LOWEST))


def _of(weighed: Weighed, panels: Sequence[Panel], rules: Rules) -> CompetencyScore:
    levels = [panel.level for panel in panels if panel.level is not None]
    if not levels:
        return CompetencyScore(weighed.key, weighed.weight, None, 0, 0.0, False)
    spreads = [panel.spread / 2 for panel in panels if panel.level is not None]
    return CompetencyScore(
        weighed.key,
        weighed.weight,
        fmean(levels),
        len(levels),
        _uncertainty(levels, spreads),
        any(panel.disagrees(rules) or panel.is_thin(rules) for panel in panels),
        any(panel.is_thin(rules) for panel in panels),
    )


def anchor_at(level: float) -> int:
    """The nearest one; halfway between two, the one that was certainly reached."""
    return min(max(ceil(level - 0.5), LOWEST), HIGHEST)


def _domains(plan: Sequence[Weighed], scored: Sequence[CompetencyScore]) -> tuple[DomainScore, ...]:
    named = list(dict.fromkeys(each.domain for each in plan if each.domain))
    return tuple(_domain(name, [score for each, score in zip(plan, scored, strict=True) if each.domain == name]) for name in named)


def _domain(name: str, scored: Sequence[CompetencyScore]) -> DomainScore:
    total = sum(each.weight for each in scored)
    shown = [(each, each.level) for each in scored if each.level is not None]
    weight = sum(each.weight for each, _ in shown)
    if not weight:
        return DomainScore(name, total, None, 0.0, 0.0)
    level = sum(level * each.weight for each, level in shown) / weight
    return DomainScore(name, total, level, sum(each.uncertainty * each.weight for each, _ in shown) / weight, weight / total)


def _uncertainty(levels: Sequence[float], spreads: Sequence[float]) -> float:
    """One answer is a weak ground, two that differ are too; a panel that agrees and answers that agree are a firm one."""
    among_answers = (max(levels) - min(levels)) / 2
    few = 0.5 / len(levels)
    return min(max(fmean(spreads), among_answers, few), float(HIGHEST - LOWEST) / 2)
