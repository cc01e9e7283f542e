"""Reading along while a candidate answers: only where the notice that they agreed to said so, and never unseen."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.services.audit import Actor, record
from interviews.models import Interview, Invitation
from interviews.plans.content import PlanContent
from interviews.services.consents import Kind, newest

# Noted at most so often, and shown for longer: interviews.models.Interview.WATCHED_FOR
NOTED_EVERY = timedelta(seconds=10)

WATCHED = "interview.watched"


def may_be_watched(interview: Interview, invitation: Invitation) -> bool:
    """By the plan that it goes by, and by the words that this candidate agreed to."""
    consent = newest(invitation)
    has_agreed = consent is not None and consent.kind == Kind.AGREED and consent.may_be_watched
    return has_agreed and PlanContent.model_validate(interview.plan.content).may_be_watched


def begin_watching(*, interview: Interview, invitation: Invitation, by: Actor) -> None:
    note_watching(interview=interview)
    record(by=by, company=interview.company, action=WATCHED, target=invitation)


def is_known_to_watch(*, invitation: Invitation, by: Actor) -> bool:
    """That they read along stands in the log."""
    return AuditEntry.objects.filter(action=WATCHED, target_id=str(invitation.pk), actor=by.user).exists()


def note_watching(*, interview: Interview) -> None:
    """Somebody is still reading along."""
    now = timezone.now()
    stale = Q(watched_at=None) | Q(watched_at__lte=now - NOTED_EVERY)
    Interview.objects.filter(stale, pk=interview.pk, finished_at=None).update(watched_at=now)
