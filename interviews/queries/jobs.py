"""What the pages about jobs show."""

from dataclasses import dataclass

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Member, Role
from interviews.models import Invitation, Job, JobMember, Plan
from interviews.queries.invitations import STILL_COMING, State, with_state

ORDERS: dict[str, tuple[str | OrderBy, ...]] = {
    "newest": ("-created_at", "pk"),
    "title": ("title", "pk"),
    "deadline": (F("deadline").asc(nulls_last=True), "pk"),
}
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    search: str = ""
    status: str = ""
    order: str = "newest"


def jobs_of(member: Member) -> QuerySet[Job]:
    """What they may see, each with what stands beside its title: whoever recruits sees all, a reviewer what they were given."""
    seen = Job.objects.all() if member.may_recruit else Job.objects.filter(given_to__member=member)
    invited = with_state(Invitation.objects.filter(job=OuterRef("pk")), timezone.now()).order_by().values("job")
    saved = Plan.objects.filter(job=OuterRef("pk"), saved_at__isnull=False).order_by().values("job")
    return seen.select_related("company").annotate(
        # In sub-selects, which Postgres asks for the rows of one page and not for all.
        invited=Coalesce(Subquery(invited.annotate(number=Count("pk")).values("number")), 0),
        completed=Coalesce(Subquery(invited.filter(Q(now_state=State.COMPLETED)).annotate(number=Count("pk")).values("number")), 0),
        plan_number=Subquery(saved.annotate(newest=Max("number")).values("newest")),
        # For how long it takes.
        plan_content=Subquery(Plan.objects.filter(job=OuterRef("pk"), saved_at__isnull=False).order_by("-number").values("content")[:1]),
    )


def jobs_found(member: Member, wanted: Wanted) -> QuerySet[Job]:
    found = jobs_of(member)
    for word in wanted.search.split()[:MOST_WORDS]:
        found = found.filter(Q(title__icontains=word) | Q(team__icontains=word) | Q(location__icontains=word))
    if wanted.status:
        found = found.filter(status=wanted.status)
    return found.order_by(*ORDERS.get(wanted.order, ORDERS["newest"]))


def reviewers_of(job: Job) -> QuerySet[JobMember]:
    """Who was given it. Whoever came to recruit meanwhile sees it anyway."""
    return JobMember.objects.filter(job=job, member__role=Role.REVIEWER).select_related("member__user").order_by("given_at", "pk")


def reviewers_without(job: Job) -> QuerySet[Member]:
    given = JobMember.objects.filter(job=job).values("member")
    return Member.objects.filter(role=Role.REVIEWER).exclude(pk__in=given).select_related("user").order_by("user__name", "pk")


def told_an_earlier_deadline(job: Job) -> int:
    """How many who have not begun were promised less time than the job has."""
    if job.deadline is None:
        return 0
    rows = with_state(Invitation.objects.filter(job=job, deadline__lt=job.deadline), timezone.now())
    return rows.filter(Q(now_state__in=(*STILL_COMING, State.EXPIRED)) & Q(started_at=None)).count()


def asking_for_erasure(job: Job) -> QuerySet[Invitation]:
    """Whose request is still to be answered: once it is, they are gone with it."""
    asking = Invitation.objects.filter(job=job, erasure_asked_at__isnull=False)
    return asking.select_related("candidate").order_by("erasure_asked_at", "pk")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a job's invitations are."""

    # Links that lead to an interview which has not begun.
    waiting: int
    # Begun, and not over.
    running: int
    # Whoever ever began.
    started: int


def standing_of(job: Job) -> Standing:
    # In a pause nobody's time runs out.
    moment = job.paused_at or timezone.now()
    figures = with_state(Invitation.objects.filter(job=job), moment).aggregate(
        waiting=Count("pk", filter=Q(now_state__in=STILL_COMING)),
        running=Count("pk", filter=Q(now_state=State.STARTED)),
        started=Count("pk", filter=Q(started_at__isnull=False)),
    )
    return Standing(**figures)
