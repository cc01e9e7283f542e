"""The plan as the engine needs it."""

from interviews.engine import plan as engine
from interviews.plans.content import Competency, Difficulty, PlanContent, PlannedQuestion

LEVELS = {Difficulty.EASY: 1, Difficulty.MEDIUM: 2, Difficulty.HARD: 3}


def plan_for_engine(content: PlanContent, *, warmup: str) -> engine.Plan:
    """`warmup` is what an interview begins with whose plan wants a warm-up and names none."""
    phases = content.phases
    return engine.Plan(
        competencies=tuple(_competency(each) for each in content.competencies),
        questions=tuple(_question(each) for each in content.questions),
        lasts=content.minutes * engine.MINUTE,
        warmup=(phases.warmup.text or warmup) if phases.warmup.is_on else "",
        warmup_lasts=phases.warmup.minutes * engine.MINUTE,
        resume_points=phases.resume.points if phases.resume.is_on else 0,
        resume_point_lasts=phases.resume.minutes * engine.MINUTE // phases.resume.points,
        follow_up_lasts=phases.follow_up.minutes * engine.MINUTE if phases.follow_up.is_on else 0,
        candidate_questions=MOST_QUESTIONS_OF_CANDIDATES if phases.candidate_questions.is_on else 0,
        candidate_questions_last=phases.candidate_questions.minutes * engine.MINUTE,
        is_adaptive=content.is_adaptive,
    )


MOST_QUESTIONS_OF_CANDIDATES = 5


def difficulty_for(content: PlanContent, level: int) -> str:
    """How hard a bank's question should be; empty where the plan asks everybody the same."""
    return next(name for name, each in LEVELS.items() if each == level) if content.is_adaptive else ""


def _competency(competency: Competency) -> engine.Competency:
    return engine.Competency(competency.key, competency.weight, competency.in_every_answer)


def _question(question: PlannedQuestion) -> engine.Question:
    return engine.Question(
        key=question.key,
        competency=question.competency,
        text=question.text,
        domain=question.domain,
        difficulty=LEVELS[question.difficulty],
        lasts=question.minutes * engine.MINUTE,
        follow_ups=question.follow_ups,
        is_core=question.is_core,
    )
