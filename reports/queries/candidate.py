"""What a candidate may see of what came after their interview: no score, and nobody's words but those meant for them."""

from dataclasses import dataclass

from interviews.models import Interview, Invitation
from reports.models import Assessment, Feedback, ReviewRequest


@dataclass(frozen=True, slots=True)
class Afterwards:
    """None, or without requests: there is nothing of it yet."""

    is_over: bool
    feedback: Feedback | None
    # Newest first.
    requests: tuple[ReviewRequest, ...]
    # No model has read an answer of theirs.
    is_by_rules: bool = False

    @property
    def waits(self) -> bool:
        return any(each.is_open for each in self.requests)

    @property
    def is_in_hand(self) -> bool:
        return any(each.is_in_hand for each in self.requests)


def afterwards(invitation: Invitation) -> Afterwards:
    interview = Interview.objects.filter(invitation=invitation, finished_at__isnull=False).first()
    if interview is None:
        return Afterwards(False, None, ())
    given = Feedback.objects.filter(interview=interview, state=Feedback.State.GIVEN).first()
    # Where they did not know, nobody had anything to read.
    read = Assessment.objects.filter(interview=interview, state=Assessment.State.MADE, made_by__has_key="prompt")
    is_by_rules = read.exists() and not read.filter(made_by__has_key="model").exists()
    return Afterwards(True, given, tuple(ReviewRequest.objects.filter(interview=interview).order_by("-asked_at")), is_by_rules)
