"""How far an interview has come, and how long it really takes from here. Pure."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interviews.engine.plan import FOLLOW_UP_LASTS, MINUTE, Plan
from interviews.engine.state import Phase, State
from interviews.engine.turns import ORDER

LABELS = {
    Phase.INTRODUCTION: _("Hello"),
    Phase.WARMUP: _("Warm-up"),
    Phase.RESUME: _("Résumé"),
    Phase.MAIN: _("Main questions"),
    Phase.FOLLOW_UP: _("Follow-ups"),
    Phase.CANDIDATE_QUESTIONS: _("You ask"),
    Phase.WRAP_UP: _("Close"),
}
# People type what is planned for them in about this share of the time, when they are quick.
QUICK = 0.6


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
    # Minutes that are left: when somebody is quick, and at most.
    least: int
    most: int
    is_up: bool

    @property
    def present(self) -> Part | None:
        return next((part for part in self.parts if part.is_present), None)

    @property
    def step(self) -> int:
        return next((number for number, part in enumerate(self.parts, 1) if part.is_present), len(self.parts))


def progress_of(plan: Plan, state: State) -> Progress:
    least, most = _left(plan, state)
    is_up = bool(state.clock.limit) and state.clock.left <= 0
    return Progress(tuple(_part(phase, plan, state) for phase in _phases(plan, state)), least, most, is_up)


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


def _left(plan: Plan, state: State) -> tuple[int, int]:
    clock, still = state.clock, _from_here(state)
    factor = clock.limit / plan.lasts if clock.limit else 1
    points = [point for point in state.points[: plan.resume_points] if f"resume:{point.key}" not in state.asked]
    asked = sum(question.lasts for question in plan.questions if question.key not in state.asked)
    asked += plan.warmup_lasts if Phase.WARMUP in still[1:] and plan.warmup else 0
    asked += plan.resume_point_lasts * len(points) if Phase.RESUME in still else 0
    asked += FOLLOW_UP_LASTS if state.phase in (Phase.WARMUP, Phase.RESUME, Phase.MAIN, Phase.FOLLOW_UP) else 0
    beside = plan.candidate_questions_last if Phase.CANDIDATE_QUESTIONS in still and plan.candidate_questions else 0
    beside += plan.follow_up_lasts if Phase.FOLLOW_UP in still else 0
    least = round((asked * QUICK * factor + plan.wrap_up_lasts) / MINUTE)
    most = round(((asked + beside) * factor + plan.wrap_up_lasts) / MINUTE)
    if clock.limit:
        most = min(most, max(0, round(clock.left / MINUTE)))
    return min(least, most), most
