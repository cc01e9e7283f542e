"""A plan as its page shows it: what the templates need, and nothing that they would have to work out."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.models import Company
from interviews.models import Difficulty, Job, Plan, Question
from interviews.plans.catalogue import catalogue
from interviews.plans.content import Competency, PlanContent, PlannedQuestion, Source
from interviews.plans.difference import difference
from interviews.plans.duration import INTRODUCTION, WRAP_UP, Duration, duration_of
from interviews.plans.findings import ENOUGH, Finding, Severity
from interviews.queries import plans as queries
from interviews.services.plans import seen_of

BARS = {Difficulty.EASY: 1, Difficulty.MEDIUM: 2, Difficulty.HARD: 3}
WIDE = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of the drawing of time, in hundredths of its length."""

    at: float
    width: float
    is_main: bool
    title: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    number: int
    planned: PlannedQuestion
    # Of the bank, as it stands there; none for what the interview words.
    question: Question | None
    is_first: bool
    is_last: bool
    newer: bool = False

    @property
    def bars(self) -> list[bool]:
        return [place <= BARS[Difficulty(self.planned.difficulty)] for place in (1, 2, 3)]

    @property
    def is_generated(self) -> bool:
        return self.planned.source is Source.GENERATED

    @property
    def is_written(self) -> bool:
        """Here, in no bank."""
        return self.planned.source is Source.WRITTEN

    @property
    def is_own(self) -> bool:
        return self.planned.source is Source.OWN


@dataclass(frozen=True, slots=True)
class CompetencyCard:
    competency: Competency
    rows: tuple[QuestionRow, ...]
    is_first: bool
    is_last: bool

    @property
    def anchors(self) -> list[tuple[int, str]]:
        """From 5 to 1, as they are read."""
        return list(enumerate(self.competency.anchors, start=1))[::-1]

    @property
    def core(self) -> int:
        return sum(row.planned.is_core for row in self.rows)

    @property
    def worded(self) -> int:
        return len(self.rows) - self.core

    @property
    def missing(self) -> int:
        return 0 if self.competency.in_every_answer else max(0, ENOUGH - len(self.rows))

    @property
    def is_technical(self) -> bool:
        """So is probably what is added to it."""
        return any(row.planned.is_technical for row in self.rows)

    @property
    def dots(self) -> list[str]:
        return ["core"] * self.core + ["worded"] * self.worded + ["missing"] * self.missing

    @property
    def lacks_anchors(self) -> bool:
        return not all(anchor.strip() for anchor in self.competency.anchors)


@dataclass(frozen=True, slots=True)
class Sheet:
    job: Job
    plan: Plan
    content: PlanContent
    current: Plan | None
    cards: tuple[CompetencyCard, ...]
    findings: tuple[Finding, ...]
    # Since the current version, in words.
    changes: tuple[str, ...]

    @property
    def seen(self) -> str:
        return str(seen_of(self.plan))

    @property
    def duration(self) -> Duration:
        return duration_of(self.content)

    @property
    def bars(self) -> list[Bar]:
        duration = self.duration
        unit = WIDE / duration.scale
        return [Bar(round(part.at * unit, 2), round(part.minutes * unit, 2), part.is_main, part.name) for part in duration.parts]

    @property
    def ticks(self) -> list[int]:
        return [round(self.duration.scale * quarter / 4) for quarter in range(5)]

    @property
    def time_in_words(self) -> str:
        parts = ", ".join(f"{part.name.lower()} {part.minutes}" for part in self.duration.parts)
        return f"{self.duration.total} of {self.duration.planned} minutes: {parts}"

    @property
    def weight(self) -> int:
        return sum(each.weight for each in self.content.competencies)

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    @property
    def main_minutes(self) -> int:
        return sum(question.minutes for question in self.content.questions)

    @property
    def core(self) -> int:
        return sum(card.core for card in self.cards)

    @property
    def worded(self) -> int:
        return sum(card.worded for card in self.cards)

    @property
    def number_after_saving(self) -> int:
        """A version that nobody was asked is replaced."""
        if self.current is None:
            return 1
        return self.current.number + 1 if self.current.is_used else self.current.number

    @property
    def strays(self) -> tuple[PlannedQuestion, ...]:
        keys = {each.key for each in self.content.competencies}
        return tuple(each for each in self.content.questions if each.competency not in keys)

    @property
    def proposer(self) -> str:
        """Who proposed the draft: a model, the rules, or the rules because a model failed."""
        by = self.plan.proposed_by if self.plan.is_draft else {}
        if not by:
            return ""
        if by.get("problem"):
            return "problem"
        return "rules" if by.get("provider") == "builtin" else "model"


def sheet_of(job: Job) -> Sheet | None:
    """The draft or, without one, the current version; None where nothing was begun."""
    current = queries.current_plan(job)
    plan = queries.draft_of(job) or current
    if plan is None:
        return None
    content = queries.content_of(plan)
    before = queries.content_of(current) if current and current.pk != plan.pk else None
    found = queries.findings_of(content, job.description, job.language)
    return Sheet(job, plan, content, current, cards_of(content), found, difference(before, content) if before else ())


def cards_of(content: PlanContent) -> tuple[CompetencyCard, ...]:
    ids = content.question_ids()
    questions, standing = queries.questions_in_order(ids), queries.standing_of(ids)
    newer = {pk for pk, each in standing.items() if each.has_newer}
    last = len(content.competencies) - 1
    return tuple(
        CompetencyCard(each, _rows(content.questions_of(each.key), questions, newer), place == 0, place == last)
        for place, each in enumerate(content.competencies)
    )


def choices(sheet: Sheet) -> dict[str, Any]:
    """What is offered in the page's selects."""
    content = sheet.content
    taken = {each.name.casefold() for each in content.competencies}
    return {
        "languages": Company.Language.choices,
        "difficulties": Difficulty.choices,
        "budgets": range(4),
        "known": [{"value": known.name, "note": None} for known in catalogue(content.language) if known.name.casefold() not in taken],
        "warm_ups": [(str(each.pk), each.text, each.bank.name) for each in queries.warm_ups(content.language)],
        "introduction": INTRODUCTION,
        "wrap_up": WRAP_UP,
    }


def _rows(planned: tuple[PlannedQuestion, ...], questions: dict[UUID, Question], newer: set[UUID]) -> tuple[QuestionRow, ...]:
    last = len(planned)
    return tuple(
        QuestionRow(place, each, questions.get(each.question) if each.question else None, place == 1, place == last, each.question in newer)
        for place, each in enumerate(planned, start=1)
    )
