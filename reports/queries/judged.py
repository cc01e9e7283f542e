"""What is judged in an interview, and how it was read."""

from collections.abc import Iterable

from interviews.models import Interview, Turn
from interviews.plans.content import PlanContent
from reports.assessing.material import hash_of, wanted_in
from reports.content import ReportContent
from reports.models import Assessment, Report


def judged_turns(interview: Interview, content: PlanContent) -> list[Turn]:
    return [turn for turn in interview.turns.order_by("number") if wanted_in(turn, content)]


def assessments_of(turns: list[Turn], *, version: int) -> list[Assessment]:
    """Of the answers as they read now, for one version of the report."""
    current = {turn.pk: hash_of(turn.meant) for turn in turns}
    found = (
        Assessment.objects.filter(turn__in=current, version=version)
        .select_related("turn")
        .prefetch_related("ratings")
        .order_by("turn__number", "judge")
    )
    return [each for each in found if each.answer_hash == current[each.turn_id]]


def not_scored_in(interview: Interview, plan: PlanContent, content: ReportContent) -> frozenset[str]:
    """Competencies on which an answer was given that nobody could be had to score; "" is the whole, where it has no level for that."""
    if not content.not_scored:
        return frozenset()
    read = set(Assessment.objects.filter(pk__in=content.assessments).values_list("turn", flat=True))
    unread = [turn for turn in judged_turns(interview, plan) if turn.pk not in read]
    competencies = {each.key for turn in unread for each in wanted_in(turn, plan)}
    return frozenset({*competencies, ""} if content.is_not_scored else competencies)


def missing_beside(report: Report, assessments: Iterable[Assessment]) -> list[Assessment]:
    """Of the panels that made these: members that nobody could be had for."""
    missing = Assessment.objects.filter(interview=report.interview_id, version=report.version).exclude(state=Assessment.State.MADE)
    read = {(each.turn_id, each.answer_hash) for each in assessments}
    found = missing.select_related("turn").prefetch_related("ratings").order_by("turn__number", "judge")
    return [each for each in found if (each.turn_id, each.answer_hash) in read]


def assessments_behind(content: ReportContent) -> list[Assessment]:
    made = Assessment.objects.filter(pk__in=content.assessments).select_related("turn").prefetch_related("ratings")
    return sorted(made, key=lambda each: (each.turn.number, each.judge))
