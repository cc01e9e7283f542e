"""Where an interview stands: small, JSON, and all there is. It is the checkpoint from which another process goes on."""

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from interviews.engine.commands import Kept, Purpose
from interviews.engine.events import ResumePoint

VERSION = 1
EASY, MIDDLE, HARD = 1, 2, 3


class Phase(StrEnum):
    NOT_BEGUN = "not-begun"
    INTRODUCTION = "introduction"
    WARMUP = "warmup"
    RESUME = "resume"
    MAIN = "main"
    FOLLOW_UP = "follow_up"
    CANDIDATE_QUESTIONS = "candidate_questions"
    WRAP_UP = "wrap_up"
    COMPLETED = "completed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class Stop(StrEnum):
    """Why the clock stands."""

    PAUSED = "paused"
    AWAY = "away"
    # Nobody has said a word for so long that they are hardly there.
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Clock:
    """Time that counts. It never goes back, and stands while the candidate pauses or is away."""

    now: int = 0
    spent: int = 0
    # 0: there is no limit.
    limit: int = 0
    stopped_for: tuple[Stop, ...] = ()

    def at(self, moment: int) -> "Clock":
        now = max(self.now, moment)
        return replace(self, now=now, spent=self.spent + (0 if self.stopped_for else now - self.now))

    def stopped(self, why: Stop) -> "Clock":
        return self if why in self.stopped_for else replace(self, stopped_for=(*self.stopped_for, why))

    def going(self, *without: Stop) -> "Clock":
        """Go on, unless it stands for yet another reason; without a reason named, whatever the reason was."""
        return replace(self, stopped_for=tuple(why for why in self.stopped_for if without and why not in without))

    @property
    def left(self) -> int:
        return self.limit - self.spent


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that is said to the candidate, and what they say to it."""

    number: int
    purpose: Purpose
    # Which draft its words come from.
    draft: int = 0
    question: str = ""
    competency: str = ""
    domain: str = ""
    brief: str = ""
    # What is said to it says something about the candidate; also when the question had to be explained first.
    is_judged: bool = False
    # Until then it is being worded.
    is_asked: bool = False
    silences: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """What became of a turn that asked for something."""

    turn: int
    question: str
    competency: str
    domain: str
    kept: Kept
    # By competency, once assessed. What was assessed and is not here had too little evidence.
    levels: tuple[tuple[str, int], ...] = ()
    is_assessed: bool = False


@dataclass(frozen=True, slots=True)
class State:
    phase: Phase = Phase.NOT_BEGUN
    # None: nothing was said yet.
    turn: Turn | None = None
    clock: Clock = Clock()
    points: tuple[ResumePoint, ...] = ()
    # Keys of what was asked: of questions, of points of the résumé, of competencies gone back to.
    asked: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    # Of the question that is being talked about.
    follow_ups_used: int = 0
    asides_used: int = 0
    # Of the interview.
    candidate_questions_used: int = 0
    # When this phase began, by the time that counts.
    phase_began: int = 0
    difficulty: int = MIDDLE
    # The newest turn whose assessment has moved the difficulty.
    moved_by: int = 0
    version: int = VERSION

    @property
    def is_done(self) -> bool:
        return self.phase in (Phase.COMPLETED, Phase.EXPIRED, Phase.WITHDRAWN, Phase.ENDED)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def state_from(json: dict[str, Any]) -> State:
    if json["version"] != VERSION:
        raise ValueError("a checkpoint of a version that this engine does not know")
    turn, clock = json["turn"], json["clock"]
    return State(
        # Older checkpoints count silent turns, on which nothing depends.
        **{name: value for name, value in json.items() if name != "silent_turns"}
        | {
            "phase": Phase(json["phase"]),
            "turn": Turn(**turn | {"purpose": Purpose(turn["purpose"])}) if turn else None,
            "clock": Clock(**clock | {"stopped_for": tuple(Stop(why) for why in clock["stopped_for"])}),
            "points": tuple(ResumePoint(**point) for point in json["points"]),
            "asked": tuple(json["asked"]),
            "notes": tuple(_note(note) for note in json["notes"]),
        }
    )


def _note(json: dict[str, Any]) -> Note:
    levels = tuple((competency, level) for competency, level in json["levels"])
    return Note(**json | {"kept": Kept(json["kept"]), "levels": levels})
