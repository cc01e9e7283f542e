"""What a plan says. Stored as JSON on interviews.models.Plan, parsed here and nowhere else."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Words = Annotated[str, Field(max_length=600)]


class Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(StrEnum):
    LIBRARY = "library"
    OWN = "own"
    # Worded in the interview, from what it should find out.
    GENERATED = "generated"
    # In this plan alone, and asked word for word.
    WRITTEN = "written"


class Difficulty(StrEnum):
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Mode(StrEnum):
    VOICE = "voice"
    TYPING = "typing"


class Phase(Said):
    """One that a plan may switch off, with its bounds."""

    is_on: bool = True
    minutes: Annotated[int, Field(ge=1, le=60)] = 3


class WarmUpPhase(Phase):
    # The one easy question of a bank; none: the interview words it.
    question: UUID | None = None
    text: Words = ""


class ResumePhase(Phase):
    minutes: Annotated[int, Field(ge=1, le=60)] = 5
    points: Annotated[int, Field(ge=1, le=5)] = 2
    # What to ask about it, in a recruiter's words; empty: what its summary offers.
    about: Annotated[str, Field(max_length=1_000)] = ""


class Phases(Said):
    """In their fixed order; introduction, main and wrap-up are in every interview."""

    warmup: WarmUpPhase = WarmUpPhase(minutes=3)
    resume: ResumePhase = ResumePhase(is_on=False)
    follow_up: Phase = Phase(minutes=4)
    candidate_questions: Phase = Phase(minutes=4)


class Competency(Said):
    """What is judged. Weights are of 100."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$")]
    name: Annotated[str, Field(min_length=1, max_length=80)]
    about: Words = ""
    weight: Annotated[int, Field(ge=0, le=100)]
    # From 1 to 5.
    anchors: Annotated[tuple[Words, ...], Field(min_length=5, max_length=5)]
    # Judged in every answer, without questions of its own.
    in_every_answer: bool = False
    # What the job's description says that asks for it; for the recruiter's eyes.
    because: Words = ""


class PlannedQuestion(Said):
    """One question of the plan. Core ones are the same for everybody."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$")]
    competency: str
    source: Source
    # The version of a bank's question; none where the interview words it.
    question: UUID | None = None
    # Of the bank that it comes from.
    domain: str = ""
    # As it is asked, or what a worded one should find out.
    text: Annotated[str, Field(min_length=1, max_length=600)]
    difficulty: Difficulty = Difficulty.MEDIUM
    minutes: Annotated[int, Field(ge=1, le=15)] = 4
    follow_ups: Annotated[int, Field(ge=0, le=3)] = 1
    # There is a right and a wrong to it, so that how right an answer is gets judged, too. Of a bank's its kind says so as well.
    is_technical: bool = False

    @property
    def is_core(self) -> bool:
        return self.source is not Source.GENERATED


class PlanContent(Said):
    language: str = "en"
    minutes: Annotated[int, Field(ge=5, le=120)] = 40
    phases: Phases = Phases()
    competencies: Annotated[tuple[Competency, ...], Field(max_length=12)] = ()
    # Asked in this order inside a competency, unless the plan adapts.
    questions: Annotated[tuple[PlannedQuestion, ...], Field(max_length=60)] = ()
    # Off for hiring: everybody gets the same questions. On: up and down by the last answers.
    is_adaptive: bool = False
    modes: Annotated[tuple[Mode, ...], Field(min_length=1)] = (Mode.VOICE, Mode.TYPING)
    # Where nobody is set up to transcribe, the candidate's own browser may: some send what they hear to their maker.
    browser_may_listen: bool = True
    voice: Annotated[str, Field(max_length=40)] = ""
    # How often an answer may be given anew.
    retakes: Annotated[int, Field(ge=0, le=3)] = 0
    may_correct_transcript: bool = True
    gives_feedback: bool = True
    # Reviewers rate before they see the scores.
    rates_blind: bool = True
    may_be_watched: bool = False
    # Candidates may switch their camera on; it counts in nothing, and nobody has to.
    may_be_filmed: bool = False

    def questions_of(self, competency: str) -> tuple[PlannedQuestion, ...]:
        return tuple(question for question in self.questions if question.competency == competency)

    def question_ids(self) -> tuple[UUID, ...]:
        """The banks' questions that it asks, each once, the warm-up with them."""
        warmup = self.phases.warmup.question if self.phases.warmup.is_on else None
        found = [question.question for question in self.questions] + [warmup]
        return tuple(dict.fromkeys(each for each in found if each))
