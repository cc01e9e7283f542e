"""What candidates wait for until a person does it: feedback to approve, and requests that a person look at an interview."""

from dataclasses import dataclass

from interviews.queries.today import Part, part_of
from reports.models import Feedback, ReviewRequest

OF_CANDIDATE = ("interview__job", "interview__invitation__candidate")


@dataclass(frozen=True, slots=True)
class Waiting:
    reviews: Part[ReviewRequest]
    feedback: Part[Feedback]

    @property
    def count(self) -> int:
        return self.reviews.count + self.feedback.count


def waiting_for_people() -> Waiting:
    """Whoever waits longest comes first."""
    reviews = ReviewRequest.objects.filter(answered_at=None, interview__invitation__isnull=False)
    drafted = Feedback.objects.filter(state=Feedback.State.DRAFTED, interview__invitation__isnull=False)
    return Waiting(
        part_of(reviews.select_related(*OF_CANDIDATE).order_by("asked_at", "pk")),
        part_of(drafted.select_related(*OF_CANDIDATE).order_by("made_at", "pk")),
    )
