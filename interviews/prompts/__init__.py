"""The tasks that interviews gives to models."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from ai.task import Task
from interviews.models import Difficulty, Kind
from interviews.prompts.general import ANCHORS, FOLLOW_UPS, SHOWS
from interviews.prompts.languages import Language
from interviews.prompts.placing import PLACE_PIECES
from interviews.prompts.planning import PROPOSE_PLAN, PlanInputs, ProposedCompetency, ProposedPlan, Suggestion

__all__ = [
    "DRAFT_QUESTION",
    "PLACE_PIECES",
    "PROPOSE_PLAN",
    "Draft",
    "DraftInputs",
    "DraftedFollowUp",
    "Language",
    "PlanInputs",
    "ProposedCompetency",
    "ProposedPlan",
    "SimilarQuestion",
    "Suggestion",
    "draft_by_rules",
]

# By our own vectors two questions about one thing lie about here; below it an answer to one is none to the other.
SAME_SUBJECT = 0.6


@dataclass(frozen=True, slots=True)
class SimilarQuestion:
    """A question of the library: for a model an example of the form, for the rules what they draft from."""

    text: str
    competency: str
    shows: str
    # from 1 to 5
    anchors: tuple[str, ...]
    # when, text
    follow_ups: tuple[tuple[str, str], ...]
    ideal_answer: str
    # To the question that is drafted for, where that could be compared.
    similarity: float = 0.0


@dataclass(frozen=True, slots=True)
class DraftInputs:
    question: str
    competency: str
    # What the competency is, where its bank says so.
    competency_means: str = ""
    difficulty: Difficulty = Difficulty.MEDIUM
    kind: Kind = Kind.BEHAVIOURAL
    language: Language = Language.ENGLISH
    similar_questions: tuple[SimilarQuestion, ...] = ()


class _Trimmed(BaseModel):
    model_config = ConfigDict(str_strip_whitespace=True)


class DraftedFollowUp(_Trimmed):
    when: str = Field(min_length=1, max_length=500)
    text: str = Field(min_length=1, max_length=600)


class Draft(_Trimmed):
    """What stands around a question. The anchors from 1, the lowest, to 5."""

    shows: str = Field(min_length=1, max_length=1000)
    anchors: list[Annotated[str, Field(min_length=1, max_length=500)]] = Field(min_length=5, max_length=5)
    follow_ups: list[DraftedFollowUp] = Field(min_length=2, max_length=2)
    ideal_answer: str = Field(max_length=3000)

    @field_validator("anchors")
    @classmethod
    def tell_five_levels_apart(cls, anchors: list[str]) -> list[str]:
        if len(set(anchors)) < len(anchors):
            raise ValueError("Two anchors say the same. Each level needs a behaviour of its own.")
        return anchors


def draft_by_rules(inputs: DraftInputs) -> Draft:
    """From the nearest question of the library; where there is none, what holds for every question of this type."""
    like = next(iter(inputs.similar_questions), None)
    if like is None:
        shows = inputs.competency_means or SHOWS[inputs.kind]
        follow_ups = [DraftedFollowUp(when=when, text=text) for when, text in FOLLOW_UPS[inputs.kind]]
        return Draft(shows=shows, anchors=list(ANCHORS[inputs.kind]), follow_ups=follow_ups, ideal_answer="")
    follow_ups = [DraftedFollowUp(when=when, text=text) for when, text in _two_follow_ups(inputs)]
    # An answer to another question would be held against every candidate's.
    ideal = like.ideal_answer if like.similarity >= SAME_SUBJECT else ""
    return Draft(shows=like.shows, anchors=list(like.anchors), follow_ups=follow_ups, ideal_answer=ideal)


def _two_follow_ups(inputs: DraftInputs) -> list[tuple[str, str]]:
    near = [pair for like in inputs.similar_questions for pair in like.follow_ups if all(pair)]
    return [*near, *FOLLOW_UPS[inputs.kind]][:2]


DRAFT_QUESTION = Task(
    name="draft_question",
    prompt_file=Path(__file__).with_name("draft_question.md"),
    inputs=DraftInputs,
    output=Draft,
    max_tokens=2500,
    fallback=draft_by_rules,
    # The page says why a model did not write it; a silent stand-in would hide that.
    may_stand_in=False,
)
