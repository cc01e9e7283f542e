"""Whether a room may be held by voice, who then writes down what is said, and how long an answer may last."""

from dataclasses import dataclass

from interviews.live.listening import who_listens
from interviews.models import Interview
from interviews.plans.content import PlanContent
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
    """None: by typing. So is a trial, of which nothing is kept."""
    content = PlanContent.model_validate(interview.plan.content)
    if interview.invitation is None or types_only(interview.invitation, content):
        return None
    if not has_agreed_to_sound(interview.invitation):
        return None
    listener, agreed = who_listens(interview), interview.invitation.adjustments
    if not listener:
        return None
    longest = None if agreed.get("no_time_limits") else round(LONGEST_SECONDS * float(agreed.get("time_factor", 1)))
    return Hearing(listener, longest, has_agreed_to_camera(interview.invitation, content))
