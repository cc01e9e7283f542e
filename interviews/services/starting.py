"""Whether an interview may begin now, and what is done for a candidate when it may not."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Member, OutboxMail, Role
from accounts.queries import budget_of, month_of
from accounts.services.audit import Actor
from accounts.services.budgets import require_budget
from accounts.services.outbox import queue_mail
from ai.errors import BudgetSpent
from interviews.models import Invitation, Job, Slot
from interviews.plans.content import PlanContent
from interviews.queries.slots import appointment_of
from interviews.services.consents import has_agreed
from interviews.services.way import move_deadline

# What somebody gets who was sent away through no fault of theirs, and what is enough to get nothing.
PLACE_IS_KEPT = timedelta(days=3)
IS_ENOUGH = timedelta(days=2)


class CannotStart(Exception):
    """Not at this moment; the class says why."""


class NotAgreed(CannotStart):
    pass


class JobNotOpen(CannotStart):
    """The company has paused it."""


class NoPlan(CannotStart):
    """Nobody has saved what is asked."""


class NoTimeChosen(CannotStart):
    """The job is interviewed at times, and they have none that lies ahead."""


class TooEarly(CannotStart):
    """Before the time that they chose."""

    def __init__(self, slot: Slot) -> None:
        super().__init__()
        self.slot = slot


class NothingLeftToSpend(CannotStart):
    """The company's budget, or our allowance for it, is used up."""


def require_start(*, invitation: Invitation, content: PlanContent | None) -> None:
    if not has_agreed(invitation):
        raise NotAgreed
    if invitation.started_at:
        # What became of the job, of its times and of the budget since then holds up nobody who goes on.
        return
    # Locked, for it is not to be paused at this very moment; and before the invitation, as everywhere.
    job = Job.objects.select_for_update(of=("self",), no_key=True).filter(pk=invitation.job_id).first()
    if job is None or not job.is_open:
        raise JobNotOpen
    if content is None or not content.questions:
        raise NoPlan
    _require_time(invitation)
    try:
        require_budget(invitation.company)
    except BudgetSpent:
        raise NothingLeftToSpend from None


def _require_time(invitation: Invitation) -> None:
    now = timezone.now()
    appointment = appointment_of(invitation, now)
    if appointment.is_missing:
        raise NoTimeChosen
    if appointment.slot and appointment.is_ahead:
        raise TooEarly(appointment.slot)


def keep_place(*, invitation: Invitation, why: CannotStart) -> list[OutboxMail]:
    """Their time must not run out over it. Returns the mails to those who can help, for the caller to send."""
    if isinstance(why, JobNotOpen):
        # Nobody's time runs out in a pause, and whoever ends it gives more.
        return []
    now = timezone.now()
    move_deadline(invitation=invitation, to=now + PLACE_IS_KEPT, unless_after=now + IS_ENOUGH, by=Actor())
    return _mails(invitation) if isinstance(why, NothingLeftToSpend) else []


def _mails(invitation: Invitation) -> list[OutboxMail]:
    """Once for a month and its budget, however many candidates are sent away."""
    company = invitation.company
    budget = budget_of(company)
    passed = f"candidates_wait:{month_of(company):%Y-%m}:{budget.limit}:{budget.allowance}"
    context = {
        "action_url": settings.SITE_URL + reverse("accounts:models", args=[company.slug]),
        "action_label": "See the budget",
    }
    managers = Member.objects.select_related("user").filter(role__in=[Role.OWNER, Role.ADMIN], user__is_active=True)
    return [
        queue_mail(kind="candidates_wait", to=manager.user.email, company=company, key=f"{passed}:{manager.user_id}", context=context)
        for manager in managers
    ]
