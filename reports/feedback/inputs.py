"""What whoever words feedback is given: answers and what was noted of them, no level, and nothing about whose they are."""

from dataclasses import dataclass

from reports.assessing.inputs import Language


@dataclass(frozen=True, slots=True)
class Answered:
    question: str
    answer: str
    strengths: tuple[str, ...] = ()
    improvements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedbackInputs:
    answers: tuple[Answered, ...]
    language: Language = Language.ENGLISH
