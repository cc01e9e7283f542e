"""Jobs are written, opened and closed, given to reviewers, copied and deleted."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Company, Member, OutboxMail, Role
from accounts.services.audit import Actor, record
from accounts.services.outbox import TO_CANDIDATES, drop_mail, queue_mail
from interviews.models import Invitation, InvitationList, Job, JobMember, Plan
from interviews.queries.invitations import letters_of_job
from interviews.queries.jobs import asking_for_erasure, standing_of, told_an_earlier_deadline
from interviews.queries.plans import current_plan
from interviews.services.farewells import begin_closing, end_closing, is_closing
from interviews.services.refused import Refused
from interviews.services.reminders import plan_reminders
from interviews.services.slots import free_passed_times
from interviews.services.starting import PLACE_IS_KEPT

Status = Job.Status
# From a status to where it may go. A job that somebody was invited to is no draft any more.
MOVES = {
    Status.DRAFT: (Status.OPEN,),
    Status.OPEN: (Status.PAUSED, Status.CLOSED),
    Status.PAUSED: (Status.OPEN, Status.CLOSED),
    Status.CLOSED: (Status.OPEN,),
}
TITLE_LENGTH = 120
# Who goes back in the browser and presses again means the job that is there.
SAME_WITHIN = timedelta(minutes=10)


class MadeAlready(Refused):
    """The same person made it a moment ago, with the same title and description."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.job = job


class ChangedMeanwhile(Refused):
    """Somebody else saved it after this person opened it."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.job = job


class NotFromHere(Refused):
    """Somebody else changed its status first, or there is no way from this one to that."""


class NoPlan(Refused):
    """No version of its plan was saved, so there is nothing to ask."""


class DeadlinePassed(Refused):
    pass


class Started(Refused):
    """Somebody began an interview: what they said is not deleted with the job."""


class StillAwaited(Refused):
    """Candidates are invited, and were not told that nobody awaits them any more: closing the job does that."""


class ErasureAsked(Refused):
    """A candidate asked to have deleted what is kept of them; with the job, their request would be gone and the rest would stay."""

    def __init__(self, invitation: Invitation) -> None:
        super().__init__()
        self.invitation = invitation


class NoReviewer(Refused):
    """Whoever recruits sees all jobs; only reviewers are given some."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a person writes about a job."""

    title: str
    description: str = ""
    team: str = ""
    location: str = ""
    seniority: str = ""
    language: str = Company.Language.ENGLISH
    deadline: datetime | None = None
    # Pairs of question and answer.
    faq: tuple[tuple[str, str], ...] = ()

    @property
    def fields(self) -> dict[str, Any]:
        return asdict(self) | {"faq": [{"question": question, "answer": answer} for question, answer in self.faq]}


def create_job(*, company: Company, written: Written, by: Actor) -> Job:
    with transaction.atomic():
        # Of two presses the second waits for the first, and finds it.
        Company.objects.select_for_update(no_key=True).get(pk=company.pk)
        lately = Job.objects.filter(created_by=by.user, created_at__gt=timezone.now() - SAME_WITHIN)
        made = lately.filter(title=written.title, description=written.description).first() if by.user else None
        if made:
            raise MadeAlready(made)
        job = Job.objects.create(company=company, created_by=by.user, **written.fields)
        record(by=by, company=company, action="job.created", target=job, name=job.title)
    return job


def change_job(*, job: Job, written: Written, seen: datetime | None, by: Actor) -> int:
    """`seen`: as of when the writer knows the job. Return how many candidates keep the deadline that they were told, where the job has
    a later one from now on."""
    with transaction.atomic():
        row = _locked(job)
        if row.changed_at != seen:
            raise ChangedMeanwhile(row)
        changed = sorted(name for name, value in written.fields.items() if getattr(row, name) != value)
        if not changed:
            return 0
        for name in changed:
            setattr(row, name, written.fields[name])
        row.changed_at = timezone.now()
        row.save(update_fields=[*changed, "changed_at"])
        record(by=by, company=job.company, action="job.changed", target=job, name=row.title, fields=changed)
        return told_an_earlier_deadline(row) if "deadline" in changed else 0


def move_job(*, job: Job, status: Job.Status, by: Actor) -> list[OutboxMail]:
    """Open, pause or close it. Invitations stay as they are: their links say what the job's status is. Return the mails to whoever's
    chosen time passed in a pause, for the caller to send. Of a job that is closed the caller enqueues tasks.tell_of_closing."""
    with transaction.atomic():
        row = _locked(job)
        before = Status(row.status)
        if before == status:
            return []
        if status not in MOVES[before]:
            raise NotFromHere
        if status == Status.OPEN:
            _require_ready(row)
        # Also where a pause ends in closing: they are told like everybody who waits, and have their place if it opens again.
        kept = _keep_places(row)
        if status == Status.CLOSED:
            facts = {"invitations": standing_of(row).waiting}
            begin_closing(job=row)
        else:
            facts = {"given_time": kept} if kept else {}
            end_closing(job=row)
        told = free_passed_times(job=row, since=row.paused_at) if status == Status.OPEN and row.paused_at else []
        row.status, row.paused_at = status, timezone.now() if status == Status.PAUSED else None
        row.save(update_fields=["status", "paused_at"])
        action = {Status.OPEN: "job.opened", Status.PAUSED: "job.paused"}.get(status, "job.closed")
        record(by=by, company=job.company, action=action, target=job, name=row.title, before=before, after=status, **facts)
    return told


def delete_job(*, job: Job, by: Actor) -> int:
    """With its plans and invitations. Return how many links ended with it."""
    with transaction.atomic():
        # In the order that services.locking names.
        list(InvitationList.objects.select_for_update(of=("self",)).filter(job=job).order_by("pk").values_list("pk"))
        row = _locked(job)
        # Whoever begins at this moment comes first and is found, or comes later and finds no invitation.
        list(Invitation.objects.select_for_update(of=("self",)).filter(job=job).order_by("pk").values_list("pk"))
        standing = standing_of(row)
        if standing.started or Plan.objects.filter(job=job, used_at__isnull=False).exists():
            # Also where whoever began was erased since: Postgres keeps a plan that was used.
            raise Started
        if asking := asking_for_erasure(row).first():
            raise ErasureAsked(asking)
        if (standing.waiting and row.status != Status.CLOSED) or is_closing(row):
            raise StillAwaited
        # What has not gone out would carry a link that leads nowhere. That it was closed is true all the same.
        drop_mail(letters_of_job(job).exclude(kind=f"{TO_CANDIDATES}closed"))
        record(by=by, company=job.company, action="job.deleted", target=job, name=job.title, invitations=standing.waiting)
        job.delete()
    return standing.waiting


def give_job(*, job: Job, member: Member, by: Actor) -> OutboxMail | None:
    """Return the mail that tells the reviewer, for the caller to send; none for who has the job already."""
    with transaction.atomic():
        # Their role may be changed at this moment.
        member = Member.objects.select_for_update(of=("self",)).select_related("user").get(pk=member.pk)
        if member.role != Role.REVIEWER:
            raise NoReviewer
        try:
            with transaction.atomic():
                given = JobMember.objects.create(company=job.company, job=job, member=member)
        except IntegrityError:
            # Twice is once.
            return None
        record(by=by, company=job.company, action="job.given", target=job, name=job.title, to=member.user.email)
        return _told(given, by)


def take_job(*, job: Job, member: Member, by: Actor) -> None:
    with transaction.atomic():
        gone, _ = JobMember.objects.filter(job=job, member=member).delete()
        if gone:
            details = {"from": member.user.email}
            record(by=by, company=job.company, action="job.taken_away", target=job, name=job.title, **details)


def copy_job(*, job: Job, by: Actor) -> Job:
    """A draft of the same words and the same plan. Deadline, reviewers and candidates are the first one's own."""
    with transaction.atomic():
        copy = Job.objects.create(
            company=job.company,
            title=_copied(job.title),
            created_by=by.user,
            **{name: getattr(job, name) for name in ("description", "team", "location", "seniority", "language", "faq")},
        )
        _copy_plan(job, copy, by)
        record(by=by, company=job.company, action="job.copied", target=copy, name=copy.title, source=str(job.pk))
    return copy


def _keep_places(job: Job) -> int:
    """Whose time ran out while it was paused, or is about to, has some again: their pages said so all the while."""
    if job.paused_at is None:
        return 0
    kept = timezone.now() + PLACE_IS_KEPT
    ended = dict.fromkeys(("completed_at", "cut_short_at", "expired_at", "declined_at", "withdrawn_at", "revoked_at"))
    waiting = Invitation.objects.filter(job=job, **ended)
    found = list(waiting.filter(deadline__gt=job.paused_at, deadline__lt=kept).select_for_update(of=("self",)).order_by("pk"))
    Invitation.objects.filter(pk__in=[each.pk for each in found]).update(deadline=kept)
    moved = Invitation.objects.select_related("company").filter(pk__in=[each.pk for each in found]).exclude(reminds=[])
    plan_reminders(invitations=moved, now=timezone.now())
    return len(found)


def _told(given: JobMember, by: Actor) -> OutboxMail:
    company, address = given.job.company, reverse("interviews:job", args=[given.job.company.slug, given.job_id])
    context = {
        "job": given.job.title,
        "giver": by.user.name if by.user else "",
        "action_url": settings.SITE_URL + address,
        "action_label": "Open the job",
    }
    # Given again after it was taken away, it is told again.
    return queue_mail(kind="job_given", to=given.member.user.email, company=company, key=f"job-given:{given.pk}", context=context)


def _copy_plan(job: Job, copy: Job, by: Actor) -> None:
    plan = current_plan(job) or Plan.objects.filter(job=job).first()
    if plan is None:
        return
    Plan.objects.create(company=job.company, job=copy, number=1, content=plan.content, proposed_by=plan.proposed_by, created_by=by.user)


def _copied(title: str) -> str:
    ending = " (copy)"
    return title[: TITLE_LENGTH - len(ending)].rstrip() + ending


def _require_ready(job: Job) -> None:
    if job.is_past_deadline:
        raise DeadlinePassed
    if current_plan(job) is None:
        raise NoPlan


def _locked(job: Job) -> Job:
    return Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
