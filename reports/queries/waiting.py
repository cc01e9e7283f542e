"""What waits for a person after an interview: reports that a person must rate or have made anew, feedback, and candidates who asked for a look."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import Member
from interviews.models import Job
from interviews.queries.jobs import jobs_of
from interviews.queries.today import Part, part_of
from interviews.services.consents import is_taken_back
from reports.models import Decision, Feedback, Override, Report, Review, ReviewRequest

OF_CANDIDATE = ("interview__job", "interview__invitation__candidate")
# What is older has found another way, or nobody.
UNRATED_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Waiting:
    reviews: Part[ReviewRequest]
    feedback: Part[Feedback]
    unrated: Part[Report]
    not_scored: Part[Report]

    @property
    def count(self) -> int:
        return self.reviews.count + self.feedback.count + self.unrated.count + self.not_scored.count


def waiting_for_people() -> Waiting:
    """Whoever waits longest comes first."""
    reviews = ReviewRequest.objects.filter(answered_at=None, interview__invitation__isnull=False)
    drafted = Feedback.objects.filter(state=Feedback.State.DRAFTED, interview__invitation__isnull=False)
    return Waiting(
        part_of(reviews.select_related(*OF_CANDIDATE).order_by("asked_at", "pk")),
        part_of(drafted.select_related(*OF_CANDIDATE).order_by("made_at", "pk")),
        part_of(_untouched(timezone.now() - UNRATED_FOR).filter(content__needs_a_person=True)),
        part_of(_not_scored(timezone.now() - UNRATED_FOR)),
    )


def reports_to_rate(member: Member) -> Part[Report]:
    """Of the jobs that this reviewer was given, what they have not rated. Whoever waits longest comes first."""
    own = Review.objects.filter(interview=OuterRef("interview"), by=member.user_id)
    rows = _newest(timezone.now() - UNRATED_FOR).filter(interview__job__in=jobs_of(member).values("pk")).exclude(Exists(own))
    return part_of(rows.exclude(is_taken_back("interview__invitation")))


def _not_scored(since: datetime) -> QuerySet[Report]:
    """Answers were given for which no model could be had, and nobody has asked for a new version, which the agreement has to allow."""
    being_made = Report.objects.filter(interview=OuterRef("interview"), state=Report.State.WAITING)
    rows = _untouched(since).filter(content__not_scored__gt=0).exclude(Exists(being_made))
    return rows.exclude(is_taken_back("interview__invitation"))


def _untouched(since: datetime) -> QuerySet[Report]:
    """Where nobody has rated, set a score or decided."""
    rows = _newest(since)
    for said in (Review, Override, Decision):
        rows = rows.exclude(Exists(said.objects.filter(interview=OuterRef("interview"))))
    return rows


def _newest(since: datetime) -> QuerySet[Report]:
    """The newest version of each that is made."""
    made = Report.objects.filter(state=Report.State.READY)
    newer = made.filter(interview=OuterRef("interview"), version__gt=OuterRef("version"))
    rows = made.filter(made_at__gte=since, interview__invitation__isnull=False).exclude(Exists(newer))
    rows = rows.exclude(interview__job__status=Job.Status.CLOSED)
    return rows.select_related(*OF_CANDIDATE).defer("content").order_by("made_at", "pk")
