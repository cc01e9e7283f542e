"""How long an interview of a plan takes. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from interviews.plans.content import PlanContent

INTRODUCTION, WRAP_UP = 2, 1
# A question's minutes are for its answer and one follow-up; each further one takes this.
FURTHER_FOLLOW_UP = 1
# What a plan may be given, and in which steps we propose it.
LONGEST, STEP = 120, 5


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    minutes: int
    is_main: bool = False
    # Where it begins.
    at: int = 0


@dataclass(frozen=True, slots=True)
class Duration:
    parts: tuple[Part, ...]
    # What the plan allows for.
    planned: int
    # If every follow-up is used that may be.
    further: int

    @property
    def total(self) -> int:
        return sum(part.minutes for part in self.parts)

    @property
    def longest(self) -> int:
        return self.total + self.further

    @property
    def fits(self) -> bool:
        return self.total <= self.planned

    @property
    def scale(self) -> int:
        """What a drawing of it is as long as."""
        return max(self.total, self.planned)


def duration_of(content: PlanContent) -> Duration:
    phases = content.phases
    main = sum(question.minutes for question in content.questions)
    named = (
        ("Introduction", INTRODUCTION),
        ("Warm-up", phases.warmup.minutes if phases.warmup.is_on else 0),
        ("Résumé", phases.resume.minutes if phases.resume.is_on else 0),
        ("Main questions", main),
        ("Follow-up", phases.follow_up.minutes if phases.follow_up.is_on else 0),
        ("Their questions", phases.candidate_questions.minutes if phases.candidate_questions.is_on else 0),
        ("Wrap-up", WRAP_UP),
    )
    parts, at = [], 0
    for name, minutes in named:
        if minutes:
            parts.append(Part(name, minutes, is_main=name == "Main questions", at=at))
            at += minutes
    further = sum(max(0, question.follow_ups - 1) for question in content.questions) * FURTHER_FOLLOW_UP
    return Duration(tuple(parts), content.minutes, further)


def estimated_minutes(content: PlanContent) -> int:
    return duration_of(content).total


def enough_minutes(content: PlanContent) -> int:
    """What such a plan is given: in steps of five, and never less than it needs."""
    return min(LONGEST, in_steps(estimated_minutes(content)))


def told_minutes(content: PlanContent, adjustments: Mapping[str, Any]) -> int:
    """What a candidate is told that it takes: the estimate, and never more than they may take."""
    told = with_extra_time(estimated_minutes(content), adjustments)
    most = ceil(content.minutes * float(adjustments.get("time_factor", 1)))
    return told if adjustments.get("no_time_limits") else min(told, most)


def in_steps(minutes: int) -> int:
    """As people are told it: exact to the minute, an estimate would promise what it cannot keep."""
    return -(-minutes // STEP) * STEP


def with_extra_time(minutes: int, adjustments: Mapping[str, Any]) -> int:
    """What an invitation's candidate has for it, after what was agreed on."""
    return in_steps(round(minutes * float(adjustments.get("time_factor", 1))))
