"""Adjustments: what a candidate asks for to be interviewed fairly, and what somebody who recruits answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Member, OutboxMail, Role
from accounts.services.audit import Actor, record
from accounts.services.outbox import queue_mail
from accounts.tenancy import company_scope
from interviews.models import AdjustmentRequest, Invitation
from interviews.services.candidate_mail import mail_candidate, words_for
from interviews.services.invitations import HasEnded, Refused
from interviews.way import ended_as

Need = AdjustmentRequest.Need
State = AdjustmentRequest.State


class DecidedAlready(Refused):
    pass


@dataclass(frozen=True, slots=True)
class Asked:
    request: AdjustmentRequest
    # To those who recruit; the caller enqueues them.
    mails: list[OutboxMail]


@dataclass(frozen=True, slots=True)
class Arranged:
    """What is agreed on, in the terms of the interview."""

    time_factor: float = 1
    typing_only: bool = False
    no_time_limits: bool = False

    @property
    def values(self) -> dict[str, Any]:
        said: dict[str, Any] = {"time_factor": self.time_factor} if self.time_factor > 1 else {}
        return said | {name: True for name in ("typing_only", "no_time_limits") if getattr(self, name)}


def ask_for_adjustment(*, invitation: Invitation, needs: Sequence[str], words: str) -> Asked:
    """What is asked while an earlier request waits is added to it."""
    with company_scope(invitation.company_id):
        invitation = _locked(invitation)
        if ended_as(invitation):
            raise HasEnded
        waiting = AdjustmentRequest.objects.filter(invitation=invitation, state=State.ASKED).first()
        request = waiting or AdjustmentRequest(company_id=invitation.company_id, invitation=invitation, needs=[])
        before = (request.needs, request.words)
        request.needs = [need for need in Need.values if need in needs or need in request.needs]
        said = [text for text in (*request.words.split("\n\n"), words.strip()) if text]
        request.words = "\n\n".join(dict.fromkeys(said))
        if waiting and before == (request.needs, request.words):
            # Pressed twice.
            return Asked(request, [])
        request.save()
        record(by=Actor(called="The candidate"), company=invitation.company, action="adjustment.asked", target=invitation)
        return Asked(request, [_told(member, request, invitation) for member in who_recruits(invitation)])


def decide_adjustment(
    *, request: AdjustmentRequest, agrees: bool, arranged: Arranged = Arranged(), answer: str = "", by: Actor
) -> OutboxMail:
    """The candidate is told in their language. What was agreed on before, and is not asked for now, stays."""
    with company_scope(request.company_id):
        invitation = _locked(request.invitation)
        request = AdjustmentRequest.objects.get(pk=request.pk)
        if request.state != State.ASKED:
            raise DecidedAlready
        request.state = State.AGREED if agrees else State.DECLINED
        request.answer, request.decided_at, request.decided_by = answer, timezone.now(), by.user
        request.save(update_fields=["state", "answer", "decided_at", "decided_by"])
        if agrees:
            invitation.adjustments = invitation.adjustments | arranged.values
            invitation.save(update_fields=["adjustments"])
        record(by=by, company=invitation.company, action=f"adjustment.{request.state}", target=request)
        return _answered(invitation, request, arranged)


def _answered(invitation: Invitation, request: AdjustmentRequest, arranged: Arranged) -> OutboxMail:
    words = words_for(invitation)
    agreed = request.state == State.AGREED
    given = {
        Need.EXTRA_TIME: arranged.time_factor > 1,
        Need.TYPING_ONLY: arranged.typing_only,
        Need.NO_TIME_LIMITS: arranged.no_time_limits,
    }
    needs = [words.adjustment[need] for need, is_given in given.items() if is_given]
    if Need.OTHER in request.needs or not needs:
        needs.append(words.adjustment[Need.OTHER])
    return mail_candidate(
        invitation=invitation,
        kind="adjustment",
        key=f"adjustment-{request.pk}",
        text=words.adjustment_agreed if agreed else words.adjustment_declined,
        more={"needs": ", ".join(needs)},
        answer=request.answer,
    )


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("company", "candidate", "job", "mail")
    return rows.get(pk=invitation.pk)


def who_recruits(invitation: Invitation) -> list[Member]:
    """Whoever invited; once they have left or recruit no more, everybody who does."""
    recruiting = Member.objects.exclude(role=Role.REVIEWER).select_related("user")
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
    key = f"adjustment-asked:{request.pk}:{member.pk}:{len(request.needs)}-{len(request.words)}"
    return queue_mail(kind="adjustment_asked", to=member.user.email, company=invitation.company, key=key, context=context)
