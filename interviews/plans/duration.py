"""How long an interview takes."""

from interviews.plans.content import PlanContent

# Greeting at the beginning, and goodbye at the end.
FRAME_MINUTES = 2


def estimated_minutes(content: PlanContent) -> int:
    phases = content.phases
    optional = (phases.warmup, phases.resume, phases.follow_up, phases.candidate_questions)
    asked = sum(question.minutes for question in content.questions)
    return FRAME_MINUTES + asked + sum(phase.minutes for phase in optional if phase.is_on)
