"""What happened. Each event says when, in milliseconds since the interview began by the shell's clock, which may step."""

from dataclasses import dataclass
from enum import StrEnum


class Meaning(StrEnum):
    """What the candidate's words are, as read before the engine hears of them."""

    ANSWER = "answer"
    YES = "yes"
    NO = "no"
    A_MOMENT = "a-moment"
    QUESTION = "question"
    DOES_NOT_KNOW = "does-not-know"
    # They want to hear it once more, or are back from a moment.
    REPEAT = "repeat"
    # They ask for the next question, or say that they will not answer this one.
    SKIP = "skip"
    # They want to stop, or are not well.
    STOP = "stop"
    # They want a person.
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Event:
    at: int


@dataclass(frozen=True, slots=True)
class OfTurn(Event):
    """About one turn. What is about an earlier one comes too late and changes nothing."""

    turn: int


@dataclass(frozen=True, slots=True)
class ResumePoint:
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Began(Event):
    points: tuple[ResumePoint, ...] = ()
    # What was agreed on with this candidate.
    time_factor: float = 1.0
    has_no_limits: bool = False


@dataclass(frozen=True, slots=True)
class OfDraft(Event):
    """About one Draft. One that was overtaken by something else is not said in its place."""

    draft: int


@dataclass(frozen=True, slots=True)
class QuestionDrafted(OfDraft):
    text: str
    # No bank had it: staff may want to.
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class DraftFailed(OfDraft):
    pass


@dataclass(frozen=True, slots=True)
class Answered(OfTurn):
    """Typed or spoken, it is complete and kept. `follow_up` is the one that suits it best, where one suits."""

    meaning: Meaning = Meaning.ANSWER
    follow_up: str = ""


@dataclass(frozen=True, slots=True)
class WasSilent(OfTurn):
    pass


@dataclass(frozen=True, slots=True)
class RepeatAsked(OfTurn):
    pass


@dataclass(frozen=True, slots=True)
class SkipAsked(OfTurn):
    pass


@dataclass(frozen=True, slots=True)
class HelpAsked(Event):
    pass


@dataclass(frozen=True, slots=True)
class Paused(Event):
    pass


@dataclass(frozen=True, slots=True)
class Resumed(Event):
    pass


@dataclass(frozen=True, slots=True)
class Left(Event):
    """Nobody is at the other end any more."""


@dataclass(frozen=True, slots=True)
class CameBack(Event):
    pass


@dataclass(frozen=True, slots=True)
class TimeUp(Event):
    """The shell's timer rang. Whoever is answering finishes."""


@dataclass(frozen=True, slots=True)
class Assessed(Event):
    """In the background, at any time. Levels are 1 to 5 by competency; none is there where evidence was insufficient."""

    turn: int
    levels: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerCorrected(Event):
    """The candidate put right what was heard, in the room or afterwards."""

    turn: int


@dataclass(frozen=True, slots=True)
class AnswerHeardAgain(Event):
    """A better model listened to a spoken answer once more, and understood other words."""

    turn: int


@dataclass(frozen=True, slots=True)
class Extended(Event):
    by: int


@dataclass(frozen=True, slots=True)
class LimitLifted(Event):
    """They may take as long as they need."""


@dataclass(frozen=True, slots=True)
class EndedByCompany(Event):
    pass


@dataclass(frozen=True, slots=True)
class Withdrew(Event):
    pass


@dataclass(frozen=True, slots=True)
class DeadlinePassed(Event):
    pass
