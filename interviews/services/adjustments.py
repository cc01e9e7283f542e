"""What candidates need to be interviewed fairly."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.models import Member, OutboxMail, Role
from accounts.services.audit import Actor, record
from accounts.services.outbox import queue_mail
from interviews.models import AdjustmentRequest, Invitation

State = AdjustmentRequest.State


@dataclass(frozen=True, slots=True)
class Asked:
    request: AdjustmentRequest
    # To those who answer; the caller enqueues them.
    mails: list[OutboxMail]


def ask_for_adjustment(*, invitation: Invitation, needs: Iterable[str], words: str) -> Asked:
    """Ask, or add to what waits for an answer already."""
    with transaction.atomic():
        # Whoever presses twice must not ask twice.
        Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        waiting = AdjustmentRequest.objects.filter(invitation=invitation, state=State.ASKED).first()
        request = waiting or AdjustmentRequest(company=invitation.company, invitation=invitation, needs=[])
        before = (request.needs, request.words)
        request.needs = [need for need in AdjustmentRequest.Need.values if need in {*request.needs, *needs}]
        said = [text for text in (*request.words.split("\n\n"), words.strip()) if text]
        request.words = "\n\n".join(dict.fromkeys(said))[:2_000]
        if waiting and before == (request.needs, request.words):
            return Asked(request, [])
        request.save()
        record(by=Actor(called="The candidate"), company=invitation.company, action="adjustment.asked", target=invitation)
        return Asked(request, [] if waiting else _mails(request))


def _mails(request: AdjustmentRequest) -> list[OutboxMail]:
    """To whoever invited; where they have left, to those who look after the company. What is needed stands on the page alone."""
    invitation = request.invitation
    members = Member.objects.select_related("user").filter(user__is_active=True)
    recruiting = members.filter(user=invitation.invited_by, role__in=[Role.OWNER, Role.ADMIN, Role.RECRUITER])
    told = list(recruiting) or list(members.filter(role__in=[Role.OWNER, Role.ADMIN]))
    context = {
        "invitation": invitation,
        "action_url": settings.SITE_URL + reverse("accounts:today", args=[invitation.company.slug]),
        "action_label": "See the request",
    }
    return [
        queue_mail(
            kind="adjustment_asked",
            to=member.user.email,
            company=invitation.company,
            key=f"adjustment:{request.pk}:{member.user_id}",
            context=context,
        )
        for member in told
    ]
