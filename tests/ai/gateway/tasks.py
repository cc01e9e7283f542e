"""Two tasks as an app would define them: one with a schema, one that streams."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, Field

from ai.task import Task

PROMPTS = Path(__file__).parent / "prompts"


class Language(StrEnum):
    ENGLISH = "English"
    GERMAN = "German"


@dataclass(frozen=True, slots=True)
class Heard:
    answer: str
    resume: str = ""
    skills: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    points: int = 5
    language: Language = Language.ENGLISH


class Judgement(BaseModel):
    score: int = Field(ge=1, le=5)
    quote: str


def by_rules(inputs: Heard) -> Judgement:
    return Judgement(score=3, quote=inputs.answer[:10])


JUDGE = Task("tests.judge", PROMPTS / "judge.md", Heard, Judgement, fallback=by_rules)
# A score: rules never stand in for a model that failed.
SCORE = Task("tests.score", PROMPTS / "judge.md", Heard, Judgement, fallback=by_rules, may_stand_in=False)
# The output fits without a quote, and a quote is wanted.
QUOTED = Task(
    "tests.quoted",
    PROMPTS / "judge.md",
    Heard,
    Judgement,
    fallback=by_rules,
    lacks=lambda inputs, output: "" if output.quote else "quote: It is missing.",
)
BARE = Task("tests.bare", PROMPTS / "judge.md", Heard, Judgement)
SAY = Task("tests.say", PROMPTS / "say.md", Heard, str, fallback=lambda inputs: "Thank you.")
SAY_BARE = Task("tests.say_bare", PROMPTS / "say.md", Heard, str)
