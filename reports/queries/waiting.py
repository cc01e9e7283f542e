"""What waits for a person after an interview: reports that a person must rate, feedback to approve, and candidates who asked that somebody look."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from interviews.models import Job
from interviews.queries.today import Part, part_of
from reports.models import Decision, Feedback, Override, Report, Review, ReviewRequest

OF_CANDIDATE = ("interview__job", "interview__invitation__candidate")
# What is older has found another way, or nobody.
UNRATED_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Waiting:
    reviews: Part[ReviewRequest]
    feedback: Part[Feedback]
    unrated: Part[Report]

    @property
    def count(self) -> int:
        return self.reviews.count + self.feedback.count + self.unrated.count


def waiting_for_people() -> Waiting:
    """Whoever waits longest comes first."""
    reviews = ReviewRequest.objects.filter(answered_at=None, interview__invitation__isnull=False)
    drafted = Feedback.objects.filter(state=Feedback.State.DRAFTED, interview__invitation__isnull=False)
    return Waiting(
        part_of(reviews.select_related(*OF_CANDIDATE).order_by("asked_at", "pk")),
        part_of(drafted.select_related(*OF_CANDIDATE).order_by("made_at", "pk")),
        _unrated(timezone.now() - UNRATED_FOR),
    )


def _unrated(since: datetime) -> Part[Report]:
    """A person must rate it, by its newest version, and nobody has rated, set a score or decided."""
    made = Report.objects.filter(state=Report.State.READY)
    newer = made.filter(interview=OuterRef("interview"), version__gt=OuterRef("version"))
    rows = made.filter(made_at__gte=since, content__needs_a_person=True, interview__invitation__isnull=False).exclude(Exists(newer))
    for said in (Review, Override, Decision):
        rows = rows.exclude(Exists(said.objects.filter(interview=OuterRef("interview"))))
    rows = rows.exclude(interview__job__status=Job.Status.CLOSED)
    return part_of(rows.select_related(*OF_CANDIDATE).defer("content").order_by("made_at", "pk"))
