"""What an interview asks about a résumé: what its summary offers, first of all what the plan's author wants to hear about."""

from collections.abc import Sequence

from ai.orders import TO_THE_JUDGE
from interviews.engine.events import ResumePoint
from interviews.live.answering import nearness
from interviews.live.asides import EXPERIENCE
from interviews.live.finding import was_asked
from interviews.live.fitness import sentences
from interviews.live.setting import NO_POINT
from interviews.models import Invitation
from interviews.plans.content import PlanContent
from resumes.models import Summary
from resumes.summaries.fields import Kept

# By our own vectors. What shares no matter with the wish lies below 0.1, what does above 0.2.
IS_WISHED = 0.15


def points_of(invitation: Invitation, content: PlanContent) -> tuple[ResumePoint, ...]:
    """Of the newest résumé, in the words of its summary; where there is none, their experience in general."""
    summary = Summary.objects.filter(resume__candidate=invitation.candidate).order_by("-resume__created_at").first()
    asked = Kept.model_validate(summary.content).questions if summary else []
    points = [ResumePoint(str(at), each.text) for at, each in enumerate(asked) if not TO_THE_JUDGE.search(each.quote)]
    wished = wished_first(not_asked_of_all(points, content), content.phases.resume.about)
    return wished or (ResumePoint(NO_POINT, EXPERIENCE[content.language]),)


def not_asked_of_all(points: Sequence[ResumePoint], content: PlanContent) -> list[ResumePoint]:
    """Without those that ask, also in other words, what a core question asks later."""
    core = [each.text for each in content.questions if each.is_core]
    return [each for each in points if not was_asked(each.text, core)]


def wished_first(points: Sequence[ResumePoint], about: str) -> tuple[ResumePoint, ...]:
    """The others stay in their order: `about` may speak of something that this résumé does not hold."""
    wishes = [each for each in sentences(about) if each.strip()]

    def near(point: ResumePoint) -> float:
        nearest = max((nearness(point.text, wish) for wish in wishes), default=0.0)
        return nearest if nearest >= IS_WISHED else 0.0

    return tuple(sorted(points, key=near, reverse=True))
