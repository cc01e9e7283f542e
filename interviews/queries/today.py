"""What the first page of a day shows to whoever recruits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Model, Q, QuerySet, Window
from django.db.models.functions import Greatest

from accounts.models import Member
from interviews.models import AdjustmentRequest, Interview, Invitation, Job
from interviews.queries.interviews import finished_interviews, running_interviews
from interviews.queries.invitations import ENDED_BY_CANDIDATE, LOCKED_OUT, STILL_COMING, State, waiting_requests, with_state
from interviews.queries.jobs import jobs_of

AT_MOST = 5
SOON = timedelta(hours=48)
GONE_LATELY = timedelta(days=3)
LATELY = timedelta(days=7)
STEPS = (("Invited", "created_at"), ("Opened", "opened_at"), ("Started", "started_at"), ("Completed", "completed_at"))
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Part(Generic[M]):
    """The first of many, and how many there are."""

    rows: Sequence[M]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class Step:
    """How many people came to a step this week, and in the whole week before."""

    name: str
    number: int
    before: int
    # Of the longest bar, in percent.
    width: float
    mark: float


def returned_mails(now: datetime) -> Part[Invitation]:
    """Invitations that reached nobody, and newer links that did not while the older ones have ended."""
    return part_of(_under_way(now).filter(Q(now_state=State.FAILED) | LOCKED_OUT).order_by("deadline", "pk"))


def soon_too_late(now: datetime) -> Part[Invitation]:
    """Not begun, and the deadline is near. Whose mail came back stands above them already."""
    rows = _under_way(now).filter(Q(now_state__in=STILL_COMING), deadline__lte=now + SOON)
    return part_of(rows.exclude(Q(now_state=State.FAILED) | LOCKED_OUT).order_by("deadline", "pk"))


def gone_lately(now: datetime) -> Part[Invitation]:
    """Who said no or withdrew in these days, the newest first: somebody may want to ask why, or to invite another."""
    rows = with_state(Invitation.objects.exclude(job__status=Job.Status.CLOSED), now).filter(Q(now_state__in=ENDED_BY_CANDIDATE))
    rows = rows.annotate(gone_at=Greatest("declined_at", "withdrawn_at")).filter(gone_at__gt=now - GONE_LATELY)
    return part_of(rows.select_related("candidate", "job").order_by("-gone_at", "pk"))


def waiting_adjustments() -> Part[AdjustmentRequest]:
    asked = waiting_requests().exclude(invitation__job__status=Job.Status.CLOSED)
    return part_of(asked.select_related("invitation__candidate", "invitation__job").order_by("asked_at", "pk"))


def held_now() -> Part[Interview]:
    return part_of(running_interviews())


def lately_over(now: datetime) -> Part[Interview]:
    return part_of(finished_interviews(now - LATELY))


def calls_for_help() -> Part[Interview]:
    """From the room, by candidates who have not gone on since."""
    called = Interview.objects.filter(help_asked_at__isnull=False, finished_at=None, invitation__isnull=False)
    return part_of(called.select_related("invitation__candidate", "job").order_by("help_asked_at", "pk"))


def open_jobs(member: Member) -> Part[Job]:
    return part_of(jobs_of(member).filter(status=Job.Status.OPEN).order_by(F("deadline").asc(nulls_last=True), "-created_at", "pk"))


def steps_of_week(now: datetime, zone: ZoneInfo) -> list[Step]:
    """From Monday on, by the company's clock."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    begin, before = (datetime.combine(day, time(), zone) for day in (monday, monday - timedelta(days=7)))
    counts = {
        f"{moment}_{week}": Count("pk", filter=Q(**{f"{moment}__gte": since, f"{moment}__lt": until}))
        for _, moment in STEPS
        for week, since, until in (("now", begin, now), ("before", before, begin))
    }
    found = Invitation.objects.aggregate(**counts)
    longest = max(1, *found.values())
    return [
        Step(name, here := found[f"{moment}_now"], there := found[f"{moment}_before"], 100 * here / longest, 100 * there / longest)
        for name, moment in STEPS
    ]


def _under_way(now: datetime) -> QuerySet[Invitation]:
    """Of open jobs: who may still come or go on stands in a state of with_state."""
    return with_state(Invitation.objects.filter(job__status=Job.Status.OPEN), now).select_related("candidate", "job", "mail")


def part_of(rows: QuerySet[M]) -> Part[M]:
    found = list(rows.annotate(count_of_all=Window(Count("pk")))[:AT_MOST])
    return Part(found, vars(found[0])["count_of_all"] if found else 0)
