"""Adjustments: what a candidate asks for to be interviewed fairly. What is answered is in services.arranging."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, Member, OutboxMail, Role
from accounts.services.audit import Actor, record
from accounts.services.outbox import drop_mail, queue_mail
from accounts.tenancy import company_scope
from interviews.models import AdjustmentRequest, Invitation
from interviews.services.locking import lock_for_candidate
from interviews.services.refused import Refused

Need = AdjustmentRequest.Need
State = AdjustmentRequest.State


ASKS_A_DAY = 5


class AskedOften(Refused):
    """Each time somebody gets a mail."""


@dataclass(frozen=True, slots=True)
class Asked:
    request: AdjustmentRequest
    # To those who recruit; the caller enqueues them.
    mails: list[OutboxMail]


def ask_for_adjustment(*, invitation: Invitation, needs: Sequence[str], words: str) -> Asked:
    """What is asked while an earlier request waits is added to it."""
    with company_scope(invitation.company_id):
        invitation = lock_for_candidate(invitation.pk)
        waiting = AdjustmentRequest.objects.filter(invitation=invitation, state=State.ASKED).first()
        request = waiting or AdjustmentRequest(company_id=invitation.company_id, invitation=invitation, needs=[])
        before = (request.needs, request.words)
        request.needs = [need for need in Need.values if need in needs or need in request.needs]
        said = [text for text in (*request.words.split("\n\n"), words.strip()) if text]
        request.words = "\n\n".join(dict.fromkeys(said))
        if waiting and before == (request.needs, request.words):
            # Pressed twice.
            return Asked(request, [])
        if _asks_today(invitation) >= ASKS_A_DAY:
            raise AskedOften
        request.save()
        record(by=Actor(called="The candidate"), company=invitation.company, action="adjustment.asked", target=invitation)
        # Of a request that grew, the newest mail is the one that counts.
        drop_mail(OutboxMail.objects.filter(company=invitation.company_id, key__startswith=_told_of(request)))
        return Asked(request, [_told(member, request, invitation) for member in who_recruits(invitation)])


def _asks_today(invitation: Invitation) -> int:
    day_ago = timezone.now() - timedelta(days=1)
    return AuditEntry.objects.filter(action="adjustment.asked", target_id=str(invitation.pk), at__gt=day_ago).count()


def who_recruits(invitation: Invitation) -> list[Member]:
    """Whoever invited; once they have left, may not log in or recruit no more, everybody who does."""
    recruiting = Member.objects.filter(user__is_active=True).exclude(role=Role.REVIEWER).select_related("user")
    return list(recruiting.filter(user=invitation.invited_by_id)) or list(recruiting)


def _told(member: Member, request: AdjustmentRequest, invitation: Invitation) -> OutboxMail:
    # Without the candidate's name and words, which the page shows to whom they are for: a mail is forwarded easily.
    address = reverse("interviews:invitation", args=[invitation.company.slug, invitation.pk])
    context = {
        "name": member.user.name,
        "job": invitation.job.title,
        "needs": [Need(need).label.lower() for need in request.needs],
        "has_words": bool(request.words),
        "deadline": invitation.deadline,
        "action_url": settings.SITE_URL + address,
        "action_label": "See and answer",
    }
    # What is added later is told anew.
    key = f"{_told_of(request)}{member.pk}:{len(request.needs)}-{len(request.words)}"
    return queue_mail(kind="adjustment_asked", to=member.user.email, company=invitation.company, key=key, context=context)


def _told_of(request: AdjustmentRequest) -> str:
    """How the keys of mails about it to those who recruit begin."""
    return f"adjustment-asked:{request.pk}:"
