"""The tasks that résumés give to models."""

from dataclasses import dataclass
from pathlib import Path

from ai.task import Task
from resumes.summaries.fields import Brief
from resumes.summaries.inputs import SummariseInputs
from resumes.summaries.rules import summary_by_rules
from resumes.understanding.fields import Understood
from resumes.understanding.rules import understood_by_rules


@dataclass(frozen=True, slots=True)
class UnderstandInputs:
    text: str


UNDERSTAND = Task(
    name="understand",
    prompt_file=Path(__file__).with_name("understand.md"),
    inputs=UnderstandInputs,
    output=Understood,
    max_tokens=8000,
    fallback=lambda inputs: understood_by_rules(inputs.text),
)

SUMMARISE = Task(
    name="summarise",
    prompt_file=Path(__file__).with_name("summarise.md"),
    inputs=SummariseInputs,
    output=Brief,
    max_tokens=3000,
    fallback=summary_by_rules,
)
