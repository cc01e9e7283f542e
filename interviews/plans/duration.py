"""How long an interview takes."""

from interviews.plans.content import PlanContent


def estimated_minutes(content: PlanContent) -> int:
    phases = content.phases
    others = [phase.minutes for phase in (phases.warmup, phases.resume, phases.follow_up, phases.candidate_questions) if phase.is_on]
    return min(content.minutes, 2 + sum(others) + sum(question.minutes for question in content.questions))
