"""A candidate's way to the interview: which steps it has, how far they have come, and whether it is still open."""

from dataclasses import dataclass

from interviews.listeners import listener_of
from interviews.models import Invitation, Job
from interviews.plans.content import Mode, PlanContent

Step = Invitation.Step
State = Invitation.State


@dataclass(frozen=True, slots=True)
class Way:
    steps: tuple[Step, ...]
    # The furthest they have been. Going back is always possible, going on happens by their own press only.
    reached: Step

    def may_be_at(self, step: Step) -> bool:
        return step in self.steps and self.steps.index(step) <= self.steps.index(self.reached)

    def after(self, step: Step) -> Step:
        at = self.steps.index(step) + 1
        return self.steps[min(at, len(self.steps) - 1)]

    def before(self, step: Step) -> Step | None:
        at = self.steps.index(step)
        return self.steps[at - 1] if at else None


def way_of(invitation: Invitation, content: PlanContent | None) -> Way:
    asks_for_resume = content is not None and content.phases.resume.is_on
    steps = tuple(step for step in Step if step is not Step.RESUME or asks_for_resume)
    reached = Step(invitation.step)
    # The plan may have lost its questions about the résumé while somebody was there.
    return Way(steps, reached if reached in steps else Step.CHECK)


def ended_as(invitation: Invitation) -> str:
    """Why nothing more can be done with the invitation, or nothing. Whoever has begun may finish what a closed job asked; to who
    has not it says more than a date that has passed, for in it nobody gets a later one."""
    ended = invitation.ended_as
    if ended not in ("", State.EXPIRED):
        return ended
    if invitation.job.status == Job.Status.CLOSED and not invitation.started_at:
        return State.REVOKED
    return "" if _is_kept(invitation) else ended


def _is_kept(invitation: Invitation) -> bool:
    """If its time ran out, then while the job was paused: once the job goes on there is more. services.jobs gives it."""
    since = invitation.job.paused_at
    return since is not None and not invitation.expired_at and invitation.deadline > since


def types_only(invitation: Invitation, content: PlanContent | None) -> bool:
    """By the plan, or because it was agreed on."""
    by_plan = content is not None and Mode.VOICE not in content.modes
    return by_plan or bool(invitation.adjustments.get("typing_only"))


def by_typing_alone(invitation: Invitation, content: PlanContent | None) -> bool:
    """What candidates are told before they begin: nothing promises to listen where nobody will."""
    return types_only(invitation, content) or (content is not None and not listener_of(invitation.company, content))
