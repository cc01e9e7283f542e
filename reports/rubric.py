"""By which weights and anchors an interview is judged: its own plan's or, for a version that somebody asked for, a later plan's."""

from interviews.models import Interview, Plan
from interviews.plans.content import PlanContent
from reports.models import Report


def newest_version(interview: Interview) -> Report | None:
    """Made, or being made: what is read now is read for it."""
    return Report.objects.filter(interview=interview).select_related("rubric").order_by("-version").first()


def rubric_of(interview: Interview, report: Report | None) -> PlanContent:
    """The questions that were asked, judged by competencies as the report's plan has them. What it has no more stays as it was."""
    asked = PlanContent.model_validate(interview.plan.content)
    return judged_by(asked, report.rubric) if report and report.rubric else asked


def number_of(interview: Interview, report: Report | None) -> int:
    """Of the version of the plan by which it is judged."""
    return report.rubric.number if report and report.rubric else interview.plan.number


def judged_by(asked: PlanContent, later: Plan) -> PlanContent:
    now = {each.key: each for each in PlanContent.model_validate(later.content).competencies}
    return asked.model_copy(update={"competencies": tuple(now.get(each.key, each) for each in asked.competencies)})
