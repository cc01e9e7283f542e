"""Whether an interview may be held by voice, who writes down what is said, and how long an answer may last."""

from dataclasses import dataclass
from enum import StrEnum

from accounts.gateway import has_provider
from ai.results import Ability
from interviews.models import Interview
from interviews.plans.content import PlanContent
from interviews.way import types_only

LONGEST_SECONDS = 300


class By(StrEnum):
    # A provider that the company, or the platform for it, is set up with.
    SERVER = "server"
    # The candidate's browser: said to them, and kept as its own reading beside the recording.
    BROWSER = "browser"


@dataclass(frozen=True, slots=True)
class Hearing:
    by: By
    # None: nobody is hurried.
    longest_seconds: int | None


def hearing_for(interview: Interview) -> Hearing | None:
    """None: this interview is held by typing."""
    if interview.invitation is None or types_only(interview.invitation, PlanContent.model_validate(interview.plan.content)):
        return None
    agreed = interview.invitation.adjustments
    longest = None if agreed.get("no_time_limits") else round(LONGEST_SECONDS * float(agreed.get("time_factor", 1)))
    return Hearing(By.SERVER if has_provider(interview.company, Ability.TRANSCRIBE) else By.BROWSER, longest)
