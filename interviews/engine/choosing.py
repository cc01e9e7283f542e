"""What is asked next in each phase. None: the phase is over."""

from collections.abc import Callable
from dataclasses import replace

from interviews.engine import time
from interviews.engine.commands import Kept, Purpose
from interviews.engine.coverage import domain_gap, gap, lacks_evidence
from interviews.engine.plan import FOLLOW_UP_LASTS, Plan, Question
from interviews.engine.state import EASY, HARD, Phase, State, Turn

# Given its number where it begins.
UNNUMBERED = 0
WARMUP_KEY = "warmup"
STRONG, WEAK = 4, 2
DECLINED_RETURNS = 2


def next_turn(plan: Plan, state: State) -> Turn | None:
    """What this phase asks next."""
    return NEXT[state.phase](plan, state)


def warmup(plan: Plan, state: State) -> Turn | None:
    if not plan.warmup or WARMUP_KEY in state.asked or not time.has_room(plan, state, plan.warmup_lasts):
        return None
    return Turn(UNNUMBERED, Purpose.WARMUP, question=WARMUP_KEY, brief=plan.warmup)


def resume_point(plan: Plan, state: State) -> Turn | None:
    left = [point for point in state.points[: plan.resume_points] if point_key(point.key) not in state.asked]
    if not left or not time.has_room(plan, state, plan.resume_point_lasts):
        return None
    return Turn(UNNUMBERED, Purpose.RESUME_POINT, question=point_key(left[0].key), brief=left[0].text)


def question(plan: Plan, state: State) -> Turn | None:
    """Of the competency with the largest gap; of equal gaps, the one that the plan names first."""
    open_ones = _open_questions(plan, state)
    if not open_ones:
        return None
    by_gap = sorted(plan.competencies, key=lambda competency: -gap(plan, state, competency))
    for competency in by_gap:
        of_it = [question for question in open_ones if question.competency == competency.key]
        if of_it:
            return _turn_of(_best(plan, state, of_it))
    return _turn_of(open_ones[0])


def return_to(plan: Plan, state: State) -> Turn | None:
    """The weightiest competency that lacks evidence, once each, until they had nothing to say to two: nobody is pressed."""
    if not plan.follow_up_lasts or _declined_returns(state) >= DECLINED_RETURNS:
        return None
    if time.has_had(plan, state, plan.follow_up_lasts) or not time.has_room(plan, state, FOLLOW_UP_LASTS):
        return None
    lacking = [
        competency
        for competency in sorted(plan.competencies, key=lambda competency: -competency.weight)
        if not competency.in_every_answer and return_key(competency.key) not in state.asked and lacks_evidence(state, competency.key)
    ]
    if not lacking:
        return None
    return Turn(UNNUMBERED, Purpose.RETURN, question=return_key(lacking[0].key), competency=lacking[0].key)


def candidates_turn(plan: Plan, state: State) -> Turn | None:
    if not plan.candidate_questions or not time.has_room_for_candidate(plan, state):
        return None
    return Turn(UNNUMBERED, Purpose.INVITE_QUESTIONS) if not state.candidate_questions_used else None


def goodbye(_plan: Plan, _state: State) -> Turn:
    return Turn(UNNUMBERED, Purpose.GOODBYE)


# The introduction asks nothing by itself: it is left when the candidate is ready.
NEXT: dict[Phase, Callable[[Plan, State], Turn | None]] = {
    Phase.WARMUP: warmup,
    Phase.RESUME: resume_point,
    Phase.MAIN: question,
    Phase.FOLLOW_UP: return_to,
    Phase.CANDIDATE_QUESTIONS: candidates_turn,
    Phase.WRAP_UP: goodbye,
}


def point_key(point: str) -> str:
    return f"resume:{point}"


def return_key(competency: str) -> str:
    return f"return:{competency}"


def _declined_returns(state: State) -> int:
    """To how many competencies they were taken back without having anything to say. A simpler way in belongs to its return."""
    declined = (Kept.DID_NOT_KNOW, Kept.SKIPPED)
    return len({note.question for note in state.notes if note.kept in declined and note.question == return_key(note.competency)})


def with_difficulty(plan: Plan, state: State) -> State:
    """One step up or down by the newest assessment that has not moved it yet. Never more, however many came in at once."""
    if not plan.is_adaptive:
        return state
    newest = max((note for note in state.notes if note.levels and note.turn > state.moved_by), key=lambda note: note.turn, default=None)
    if newest is None:
        return state
    mean = sum(level for _, level in newest.levels) / len(newest.levels)
    step = (mean >= STRONG) - (mean <= WEAK)
    return replace(state, difficulty=min(max(state.difficulty + step, EASY), HARD), moved_by=newest.turn)


def _open_questions(plan: Plan, state: State) -> list[Question]:
    core = time.has_room_for_core(plan, state)
    return [
        question
        for question in plan.questions
        if question.key not in state.asked and (core if question.is_core else time.has_room(plan, state, question.lasts))
    ]


def _best(plan: Plan, state: State, questions: list[Question]) -> Question:
    """Core ones first; where the plan adapts, the one nearest in difficulty, and of those the one of the domain with the largest gap; else as the plan orders them."""
    if not plan.is_adaptive:
        return min(questions, key=lambda question: not question.is_core)
    return min(
        questions,
        key=lambda question: (
            not question.is_core,
            abs(question.difficulty - state.difficulty),
            -domain_gap(plan, state, question.domain),
        ),
    )


def _turn_of(question: Question) -> Turn:
    purpose = Purpose.QUESTION if question.is_core else Purpose.NEW_QUESTION
    return Turn(UNNUMBERED, purpose, question=question.key, competency=question.competency, domain=question.domain, brief=question.text)
