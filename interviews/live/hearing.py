"""Whether a room may be held by voice, who then writes down what is said, and how long an answer may last."""

from dataclasses import dataclass

from interviews.live.listening import who_listens
from interviews.models import Interview
from interviews.plans.content import Mode, PlanContent
from interviews.services.consents import has_agreed_to_sound
from interviews.services.recordings.camera import has_agreed_to_camera
from interviews.way import types_only

LONGEST_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Hearing:
    # As live.listening says it.
    by: str
    # None: nobody is hurried.
    longest_seconds: int | None
    may_be_filmed: bool


def hearing_for(interview: Interview) -> Hearing | None:
    """None: by typing."""
    content, invitation = PlanContent.model_validate(interview.plan.content), interview.invitation
    listener = who_listens(interview)
    if not listener or Mode.VOICE not in content.modes:
        return None
    if invitation is None:
        # Whoever tries a plan out is a member, and nobody's camera is on.
        return Hearing(listener, LONGEST_SECONDS, may_be_filmed=False)
    if types_only(invitation, content) or not has_agreed_to_sound(invitation):
        return None
    agreed = invitation.adjustments
    longest = None if agreed.get("no_time_limits") else round(LONGEST_SECONDS * float(agreed.get("time_factor", 1)))
    return Hearing(listener, longest, has_agreed_to_camera(invitation, content))
