"""How far an interview has come, and how long it really takes from here. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interviews.engine.plan import MINUTE, Plan
from interviews.engine.state import Phase, State
from interviews.engine.turns import ORDER
from interviews.plans.duration import INTRODUCTION, with_extra_time

LABELS = {
    Phase.INTRODUCTION: _("Hello"),
    Phase.WARMUP: _("Warm-up"),
    Phase.RESUME: _("Experience"),
    Phase.MAIN: _("Main questions"),
    Phase.FOLLOW_UP: _("Follow-ups"),
    Phase.CANDIDATE_QUESTIONS: _("You ask"),
    Phase.WRAP_UP: _("Close"),
}
NONE: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Part:
    label: Promise
    is_done: bool
    is_present: bool
    # Which of how many questions; 0 where nobody counts them.
    at: int = 0
    of: int = 0

    # Of its bar, which ends in the middle of the present question.
    @property
    def length(self) -> int:
        return 2 * self.of

    @property
    def filled(self) -> int:
        return max(0, 2 * self.at - 1)


@dataclass(frozen=True, slots=True)
class Progress:
    parts: tuple[Part, ...]
    # What is planned for the rest: at the beginning the same as the invitation promises.
    minutes: int
    # What the rest may take. None: as long as they need.
    most: int | None
    is_up: bool

    @property
    def has_more(self) -> bool:
        """They may take longer than is planned."""
        return self.most is not None and self.minutes < self.most

    @property
    def present(self) -> Part | None:
        return next((part for part in self.parts if part.is_present), None)

    @property
    def step(self) -> int:
        return next((number for number, part in enumerate(self.parts, 1) if part.is_present), len(self.parts))


def progress_of(plan: Plan, state: State, adjustments: Mapping[str, Any] = NONE) -> Progress:
    clock, planned = state.clock, with_extra_time(round(_planned(plan, state) / MINUTE), adjustments)
    most = max(0, -(-clock.left // MINUTE)) if clock.limit else None
    minutes = planned if most is None else min(planned, most)
    parts = tuple(_part(phase, plan, state) for phase in _phases(plan, state))
    return Progress(parts, minutes, most, is_up=bool(clock.limit) and clock.left <= 0)


def _phases(plan: Plan, state: State) -> list[Phase]:
    """Those that this candidate's plan has. What time forbids is passed over, and was in the plan all the same."""
    has = {
        Phase.WARMUP: bool(plan.warmup),
        Phase.RESUME: bool(plan.resume_points and state.points),
        Phase.MAIN: bool(plan.questions),
        Phase.FOLLOW_UP: bool(plan.follow_up_lasts),
        Phase.CANDIDATE_QUESTIONS: bool(plan.candidate_questions),
    }
    return [phase for phase in ORDER if has.get(phase, True)]


def _part(phase: Phase, plan: Plan, state: State) -> Part:
    is_done = phase not in _from_here(state)
    is_present = phase is state.phase
    if phase is not Phase.MAIN or not is_present:
        return Part(LABELS[phase], is_done, is_present)
    asked = sum(question.key in state.asked for question in plan.questions)
    is_being_worded = bool(state.turn and not state.turn.is_asked and state.turn.question not in state.asked)
    return Part(LABELS[phase], is_done, is_present, min(asked + is_being_worded, len(plan.questions)), len(plan.questions))


def _from_here(state: State) -> tuple[Phase, ...]:
    return ORDER[ORDER.index(state.phase) :] if state.phase in ORDER else ()


def _planned(plan: Plan, state: State) -> int:
    """For what is to come, with the present question as a whole."""
    present = state.turn.question if state.turn else ""
    points = [f"resume:{point.key}" for point in state.points[: plan.resume_points]]
    is_at_points = state.phase is Phase.RESUME

    def is_to_come(key: str) -> bool:
        return key == present or key not in state.asked

    lasts = {
        Phase.INTRODUCTION: INTRODUCTION * MINUTE,
        Phase.WARMUP: plan.warmup_lasts if plan.warmup else 0,
        Phase.RESUME: plan.resume_point_lasts * (sum(map(is_to_come, points)) if is_at_points else plan.resume_points),
        Phase.MAIN: sum(question.lasts for question in plan.questions if is_to_come(question.key)),
        Phase.FOLLOW_UP: plan.follow_up_lasts,
        Phase.CANDIDATE_QUESTIONS: plan.candidate_questions_last if plan.candidate_questions else 0,
        Phase.WRAP_UP: plan.wrap_up_lasts,
    }
    return sum(lasts[phase] for phase in _from_here(state))
