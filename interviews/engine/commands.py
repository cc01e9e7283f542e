"""What the engine wishes for. The shell does it, and tells how it went by an event where the table in machine.py says so."""

from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """Why something is said: which task words it, and which line is prepared for when the task fails."""

    WELCOME = "welcome"
    WAIT_FOR_READY = "wait-for-ready"
    WARMUP = "warmup"
    RESUME_POINT = "resume-point"
    QUESTION = "question"
    # To be worded from a brief.
    NEW_QUESTION = "new-question"
    FOLLOW_UP = "follow-up"
    # A simpler way into a question that somebody cannot answer.
    SIMPLER = "simpler"
    # What a question means.
    CLARIFY = "clarify"
    # Back to a competency that lacks evidence.
    RETURN = "return"
    INVITE_QUESTIONS = "invite-questions"
    ANSWER_CANDIDATE = "answer-candidate"
    GOODBYE = "goodbye"


class Kept(StrEnum):
    """How a turn ended."""

    ANSWERED = "answered"
    DID_NOT_KNOW = "did-not-know"
    SKIPPED = "skipped"
    # Of older interviews: nothing ends a turn this way.
    SILENT = "silent"
    # Something beside the question: not assessed.
    ASIDE = "aside"
    UNFINISHED = "unfinished"


class Outcome(StrEnum):
    COMPLETED = "completed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Draft:
    """Word what is said in this turn. Answered by QuestionDrafted or DraftFailed, which name its number."""

    number: int
    turn: int
    purpose: Purpose
    question: str = ""
    competency: str = ""
    # The words to begin from.
    brief: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """Say this, or where the text is empty the line that is prepared for the purpose. From now on the turn is the candidate's."""

    turn: int
    purpose: Purpose
    text: str


@dataclass(frozen=True, slots=True)
class SayAgain:
    turn: int


@dataclass(frozen=True, slots=True)
class AskWhetherThere:
    """After a silence: gently, and without hurry."""

    turn: int


@dataclass(frozen=True, slots=True)
class GiveAMoment:
    """Say that there is no hurry; the turn stays the candidate's."""

    turn: int


@dataclass(frozen=True, slots=True)
class SaveTurn:
    turn: int
    kept: Kept


@dataclass(frozen=True, slots=True)
class Assess:
    """In the background. Answered by Assessed, some time or never; nothing waits for it."""

    turn: int
    competencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Propose:
    """Put what was worded in this turn before our staff."""

    turn: int


@dataclass(frozen=True, slots=True)
class CallForHelp:
    turn: int


@dataclass(frozen=True, slots=True)
class Finish:
    outcome: Outcome


Command = Draft | Say | SayAgain | AskWhetherThere | GiveAMoment | SaveTurn | Assess | Propose | CallForHelp | Finish
