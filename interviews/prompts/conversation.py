"""The tasks of a conversation: what an answer means and leaves open, and what the engine has decided on, put into words."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, Field

from ai.task import Task
from interviews.engine.events import Meaning
from interviews.prompts.languages import Language

LANGUAGES = {"en": Language.ENGLISH, "de": Language.GERMAN, "fr": Language.FRENCH, "es": Language.SPANISH}


class Wanted(StrEnum):
    QUESTION = "question"
    NEW_QUESTION = "new-question"
    FOLLOW_UP = "follow-up"
    SIMPLER = "simpler"
    CLARIFY = "clarify"
    RESUME_POINT = "resume-point"
    RETURN = "return"


class Moment(StrEnum):
    """Where an answer is given."""

    BEGINNING = "the interviewer asked whether they are ready to begin"
    INTERVIEW = "the interviewer asked a question of the interview"
    THEIR_TURN = "the interviewer asked what they would like to know"


@dataclass(frozen=True, slots=True)
class WordInputs:
    wanted: str
    last_question: str
    last_answer: str
    # What is said where no model words it.
    prepared: str
    # What was asked before and is not asked again.
    asked: tuple[str, ...] = ()
    # What the candidate's résumé says of this.
    resume: tuple[str, ...] = ()
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


@dataclass(frozen=True, slots=True)
class ReadInputs:
    question: str
    answer: str
    moment: Moment = Moment.INTERVIEW
    by_rules: Meaning = Meaning.ANSWER


class Read(BaseModel):
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class FollowUpInputs:
    question: str
    answer: str
    good_answer_shows: str
    # Each with its number.
    offered: tuple[str, ...] = ()
    by_rules: str = ""
    language: Language = Language.ENGLISH


class ChosenFollowUp(BaseModel):
    leaves_nothing_open: bool
    # 0: none of those offered.
    number: int = Field(ge=0, le=20)
    own_words: str = Field(max_length=400)


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
READ_ANSWER = Task(
    name="read_answer",
    prompt_file=Path(__file__).with_name("read_answer.md"),
    inputs=ReadInputs,
    output=Read,
    max_tokens=50,
    fallback=lambda inputs: Read(meaning=inputs.by_rules),
)
CHOOSE_FOLLOW_UP = Task(
    name="choose_follow_up",
    prompt_file=Path(__file__).with_name("choose_follow_up.md"),
    inputs=FollowUpInputs,
    output=ChosenFollowUp,
    max_tokens=200,
    # Its reader has what the rules chose, and needs no number for it.
    fallback=lambda inputs: ChosenFollowUp(leaves_nothing_open=not inputs.by_rules, number=0, own_words=inputs.by_rules),
)
