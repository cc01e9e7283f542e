"""How much of the plan has been answered, and how much of what was answered can be judged."""

from collections.abc import Iterable

from interviews.engine.commands import Kept
from interviews.engine.plan import Competency, Plan
from interviews.engine.state import Note, State


def planned(plan: Plan, competency: str) -> int:
    return sum(question.competency == competency for question in plan.questions)


def covered(state: State, competency: str) -> int:
    """Questions, and not answers: what follows up on a question covers nothing new."""
    return len({note.question for note in _answered(state) if note.competency == competency and note.question})


def gap(plan: Plan, state: State, competency: Competency) -> float:
    """What is still missing, the weightier the more. Nothing where nothing was planned."""
    wanted = planned(plan, competency.key)
    return competency.weight * (wanted - covered(state, competency.key)) / wanted if wanted else 0.0


def domain_gap(plan: Plan, state: State, domain: str) -> float:
    """Which part of what was planned of a domain is still missing. Questions of none are together."""
    wanted = sum(question.domain == domain for question in plan.questions)
    answered = len({note.question for note in _answered(state) if note.domain == domain and note.question})
    return (wanted - answered) / wanted if wanted else 0.0


def lacks_evidence(state: State, competency: str) -> bool:
    """Nothing was answered, or what was answered says too little. What is still being assessed may say enough."""
    answers = [note for note in _answered(state) if note.competency == competency]
    return not any(not note.is_assessed or competency in dict(note.levels) for note in answers)


def _answered(state: State) -> Iterable[Note]:
    return (note for note in state.notes if note.kept is Kept.ANSWERED)
