"""The tasks that reports give to models."""

from pathlib import Path

from ai.protocols import Grade
from ai.task import Task
from reports.assessing.checking import lacks_accuracy
from reports.assessing.fields import Verdict
from reports.assessing.inputs import AssessInputs
from reports.assessing.rules import verdict_by_rules
from reports.feedback.fields import FeedbackWords
from reports.feedback.inputs import FeedbackInputs
from reports.feedback.rules import feedback_by_rules
from reports.writing.fields import Written
from reports.writing.inputs import WriteInputs
from reports.writing.rules import written_by_rules

ASSESS_ANSWER = Task(
    name="assess_answer",
    prompt_file=Path(__file__).with_name("assess_answer.md"),
    inputs=AssessInputs,
    output=Verdict,
    max_tokens=2500,
    grade=Grade.CAREFUL,
    fallback=verdict_by_rules,
    # Where a company has real models, rules never score in their place: the answer waits.
    may_stand_in=False,
    lacks=lacks_accuracy,
)

WRITE_REPORT = Task(
    name="write_report",
    prompt_file=Path(__file__).with_name("write_report.md"),
    inputs=WriteInputs,
    output=Written,
    max_tokens=2500,
    grade=Grade.CAREFUL,
    # Words only: every number is worked out by code, so that rules may stand in. The page says so.
    fallback=written_by_rules,
)

WRITE_FEEDBACK = Task(
    name="write_feedback",
    prompt_file=Path(__file__).with_name("write_feedback.md"),
    inputs=FeedbackInputs,
    output=FeedbackWords,
    max_tokens=1000,
    grade=Grade.CAREFUL,
    fallback=feedback_by_rules,
)
