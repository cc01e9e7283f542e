"""The tasks of a conversation: what the engine has decided on, put into words."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ai.task import Task
from interviews.prompts import Language


class Wanted(StrEnum):
    QUESTION = "question"
    NEW_QUESTION = "new-question"
    FOLLOW_UP = "follow-up"
    SIMPLER = "simpler"
    CLARIFY = "clarify"
    RESUME_POINT = "resume-point"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class WordInputs:
    wanted: str
    last_question: str
    last_answer: str
    # What is said where no model words it.
    prepared: str
    purpose: Wanted = Wanted.QUESTION
    language: Language = Language.ENGLISH


@dataclass(frozen=True, slots=True)
class AskedInputs:
    question: str
    contact: str
    # What is said where no model answers.
    prepared: str
    # question, answer
    known: tuple[tuple[str, str], ...] = ()
    language: Language = Language.ENGLISH


WORD_TURN = Task(
    name="word_turn",
    prompt_file=Path(__file__).with_name("word_turn.md"),
    inputs=WordInputs,
    output=str,
    max_tokens=300,
    fallback=lambda inputs: inputs.prepared,
)
ANSWER_CANDIDATE = Task(
    name="answer_candidate",
    prompt_file=Path(__file__).with_name("answer_candidate.md"),
    inputs=AskedInputs,
    output=str,
    max_tokens=300,
    fallback=lambda inputs: inputs.prepared,
)
