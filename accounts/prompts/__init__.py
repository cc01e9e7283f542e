"""The tasks that accounts gives to models."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from ai.task import Task


@dataclass(frozen=True, slots=True)
class CheckInputs:
    word: str


class CheckOutput(BaseModel):
    word: str


# Asked of a provider to see that it answers, in the form that is asked for.
CHECK = Task(
    name="check",
    prompt_file=Path(__file__).with_name("check.md"),
    inputs=CheckInputs,
    output=CheckOutput,
    max_tokens=50,
    fallback=lambda inputs: CheckOutput(word=inputs.word),
)
