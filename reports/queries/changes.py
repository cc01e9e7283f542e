"""What is different now from when a report was made: reasons for a new version. Whether there is one, a person says."""

import re
from collections.abc import Iterator

from accounts.gateway import careful_model_of
from interviews.models import Interview, Plan
from interviews.plans.content import PlanContent
from interviews.queries.plans import current_plan
from reports.assessing.material import hash_of
from reports.content import ReportContent
from reports.models import Assessment, Report
from reports.prompts import ASSESS_ANSWER, WRITE_REPORT
from reports.queries.judged import assessments_behind
from reports.queries.transcript import was_heard_again
from reports.rubric import judged_by, rubric_of

# As in gpt-4.1-2025-04-14, gpt-4-0613 and claude-sonnet-4-20250514.
DATE = re.compile(r"[-@](?:\d{4}|\d{8}|\d{4}-\d{2}-\d{2})")


def changes_since(report: Report, interview: Interview) -> tuple[str, ...]:
    content = ReportContent.model_validate(report.content)
    assessments = assessments_behind(content)
    return (*_of_answers(content, assessments), *_of_prompts(report, assessments), *_of_models(interview, assessments))


def later_rubric(report: Report, interview: Interview) -> Plan | None:
    """The job's plan, where it judges what was asked otherwise than the report did."""
    plan = current_plan(interview.job)
    if plan is None or plan.pk in (interview.plan_id, report.rubric_id):
        return None
    asked = PlanContent.model_validate(interview.plan.content)
    return plan if judged_by(asked, plan).competencies != rubric_of(interview, report).competencies else None


def _of_answers(content: ReportContent, assessments: list[Assessment]) -> Iterator[str]:
    others = [each.turn for each in assessments if each.answer_hash != hash_of(each.turn.meant)]
    if any(not was_heard_again(turn) for turn in others):
        yield "An answer was corrected after it was read."
    if any(was_heard_again(turn) for turn in others):
        yield "An answer was understood anew after it was read, and in other words."
    if content.not_scored:
        yield "Some answers could not be scored then."


def _of_prompts(report: Report, assessments: list[Assessment]) -> Iterator[str]:
    read_by = {each.made_by["prompt"] for each in assessments if "prompt" in each.made_by}
    if read_by - {ASSESS_ANSWER.prompt.version}:
        yield f"Answers are read by version {ASSESS_ANSWER.prompt.version} of our instructions now."
    if report.made_by.get("prompt") != WRITE_REPORT.prompt.version:
        yield f"Reports are worded by version {WRITE_REPORT.prompt.version} of our instructions now."


def _is_the_same(read_by: str, asked: str) -> bool:
    """What a provider calls a model may say a date more than what it was asked for."""
    name = asked.removesuffix("-latest")
    return read_by in (asked, name) or bool(read_by.startswith(name) and DATE.fullmatch(read_by.removeprefix(name)))


def _of_models(interview: Interview, assessments: list[Assessment]) -> Iterator[str]:
    provider, model = careful_model_of(interview.company)
    read = [each for each in assessments if "prompt" in each.made_by]
    if not provider or not read:
        return
    if any("model" not in each.made_by for each in read):
        yield "It was scored by rules, and a model is set up now."
    elif any(each.made_by["provider"] != provider or not _is_the_same(each.made_by["model"], model) for each in read):
        yield "Another model reads answers now."
