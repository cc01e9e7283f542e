"""One invitation: what happened, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import RECRUITING, MemberRequest, form_of, member_page, require_page
from accounts.tasks import deliver_on_commit
from interviews import access
from interviews.forms.inviting import DeadlineForm, DecisionForm
from interviews.models import AdjustmentRequest, Invitation, Job
from interviews.queries import invitations as queries
from interviews.queries.interviews import transcript_of
from interviews.queries.slots import booking_of
from interviews.services.arranging import Arranged, DecidedAlready, TimeIsUp, decide_adjustment
from interviews.services.endings import EXTENSIONS
from interviews.services.invitations import (
    NotLater,
    extend_invitation,
    resend_invitation,
    revoke_invitation,
)
from interviews.services.locking import HasEnded
from interviews.services.refused import Refused
from interviews.services.viewing import note_transcript_view
from interviews.services.watching import may_be_watched
from interviews.views.inviting import WHY_NOT
from interviews.way import ended_as

REFUSED = WHY_NOT | {
    HasEnded: "This invitation has ended in the meantime. Nothing was changed.",
    NotLater: "They have until then already, or longer. Choose a later moment.",
    TimeIsUp: "Their time is up, so what you agree to would wait behind a closed page. Set a later deadline first, then agree.",
    DecidedAlready: "Somebody has answered this in the meantime. Nothing was changed.",
}
ARRANGED = {"typing_only": "Typing only", "no_time_limits": "No time limits"}


@require_safe
@member_page(*RECRUITING)
def invitation(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    return _page(request, access.invitation_in_company(invitation_id))


def _page(
    request: MemberRequest,
    found: Invitation,
    *,
    decision: DecisionForm | None = None,
    deadline: DeadlineForm | None = None,
    status: int = 200,
) -> HttpResponse:
    requests = list(found.adjustment_requests.select_related("decided_by").order_by("-asked_at"))
    waiting = next((each for each in requests if each.state == AdjustmentRequest.State.ASKED), None)
    state, ended = found.state, ended_as(found)
    is_closed = found.job.status == Job.Status.CLOSED and not found.started_at
    interview = access.interview_of_invitation(found)
    transcript = transcript_of(interview) if interview else None
    if interview and interview.is_over and state != Invitation.State.TAKEN_BACK and transcript and transcript.turns:
        note_transcript_view(interview=interview, by=request.actor)
    context = {
        "invitation": found,
        "transcript": transcript,
        "may_watch": interview is not None and not interview.is_over and may_be_watched(interview, found),
        "extensions": EXTENSIONS,
        "job": found.job,
        "state": state,
        "is_under_way": state in (*queries.COLUMNS[0].states, Invitation.State.OPENED, Invitation.State.STARTED),
        "is_expired": state == Invitation.State.EXPIRED,
        "is_locked_out": found.is_locked_out_at(timezone.now()),
        "why": " ".join(filter(None, [queries.why_not_sent(found.mail), queries.what_to_do(found)])),
        "history": queries.history_of(found),
        "called_at": queries.called_for_help_at(found),
        "consents": found.consents.order_by("-at"),
        "decided": [each for each in requests if each != waiting],
        "waiting": waiting,
        "may_answer": ended in ("", Invitation.State.EXPIRED) and not found.expired_at,
        "is_closed": is_closed,
        "wants_time_first": ended == Invitation.State.EXPIRED,
        "needs": [AdjustmentRequest.Need(need).label for need in waiting.needs] if waiting else [],
        "arranged": _arranged(found.adjustments),
        "minutes": queries.minutes_told(found),
        "booking": booking_of(found),
        "reminders": _reminders(found),
        "decision_form": decision or DecisionForm(initial=_as_asked(waiting)),
        "deadline_form": deadline or DeadlineForm(company=found.company, initial=_until(found)),
    }
    return render(request, "interviews/invitation.html", context, status=status)


def _reminders(found: Invitation) -> list[datetime]:
    """When there will be one: of two that are due at once, one goes out. None is of use to whoever will not come."""
    waiting = found.reminders.filter(sent_at=None).order_by("due_at")
    return [] if found.has_ended else list(dict.fromkeys(waiting.values_list("due_at", flat=True)))


def _as_asked(waiting: AdjustmentRequest | None) -> dict[str, Any]:
    needs = waiting.needs if waiting else []
    return {
        "time_factor": "1.5" if AdjustmentRequest.Need.EXTRA_TIME in needs else "1",
        "typing_only": AdjustmentRequest.Need.TYPING_ONLY in needs,
        "no_time_limits": AdjustmentRequest.Need.NO_TIME_LIMITS in needs,
    }


def _until(found: Invitation) -> dict[str, Any]:
    there = found.deadline.astimezone(found.company.zone)
    return {"day": there.date(), "time": there.time()}


def _arranged(adjustments: dict[str, Any]) -> list[str]:
    factor = adjustments.get("time_factor")
    said = [f"{factor:g} times the time"] if factor else []
    return said + [label for name, label in ARRANGED.items() if adjustments.get(name)]


@require_page
@member_page(*RECRUITING)
def resend(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    found = access.invitation_in_company(invitation_id)
    if request.method != "POST":
        return _asked(request, found, "interviews/resend.html")

    def send() -> str:
        deliver_on_commit(resend_invitation(invitation=found, by=request.actor).mail)
        return "A new link is on its way. The one before no longer works."

    return _back(request, found, send)


@form_of("interviews:invitation", "invitation_id")
@member_page(*RECRUITING)
def extend(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    found = access.invitation_in_company(invitation_id)
    form = DeadlineForm(request.POST, company=found.company)
    if not form.is_valid():
        return _page(request, found, deadline=form, status=422)

    if form.cleaned_data["deadline"] <= found.deadline:
        form.add_error("day", REFUSED[NotLater])
        return _page(request, found, deadline=form, status=422)

    def send() -> str:
        mail = extend_invitation(invitation=found, deadline=form.cleaned_data["deadline"], by=request.actor)
        deliver_on_commit(mail)
        why_not = queries.why_not_sent(mail)
        told = "but no mail tells them so" if why_not else "and a mail tells them so"
        return f"They have a later deadline, {told}. {why_not}".rstrip()

    return _back(request, found, send)


@require_page
@member_page(*RECRUITING)
def revoke(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    found = access.invitation_in_company(invitation_id)
    if request.method != "POST":
        return _asked(request, found, "interviews/revoke.html")

    def take_back() -> str:
        if mail := revoke_invitation(invitation=found, by=request.actor):
            deliver_on_commit(mail)
        return "The invitation is taken back. The link says so, and a mail to whoever had got it."

    return _back(request, found, take_back)


@form_of("interviews:invitation", "invitation_id")
@member_page(*RECRUITING)
def decide(request: MemberRequest, invitation_id: UUID, request_id: UUID) -> HttpResponse:
    found = access.invitation_in_company(invitation_id)
    asked = access.adjustment_of_invitation(found, request_id)
    form = DecisionForm(request.POST, asked=asked)
    if not form.is_valid():
        return _page(request, found, decision=form, status=422)
    given = form.cleaned_data

    def answer() -> str:
        arranged = Arranged(given["time_factor"], given["typing_only"], given["no_time_limits"])
        agrees = given["decision"] == "agree"
        mail = decide_adjustment(request=asked, agrees=agrees, arranged=arranged, answer=given["answer"], by=request.actor)
        deliver_on_commit(mail)
        why_not = queries.why_not_sent(mail)
        return f"Your answer is kept, but no mail brings it. {why_not}" if why_not else "Your answer is on its way to the candidate."

    return _back(request, found, answer)


def _asked(request: MemberRequest, found: Invitation, template: str) -> HttpResponse:
    """Before something ends: in a dialog, or on a page of its own."""
    template = f"{template}#dialog" if request.htmx else template  # type: ignore[attr-defined]
    return render(request, template, {"invitation": found, "job": found.job})


def _back(request: MemberRequest, found: Invitation, act: Callable[[], str]) -> HttpResponse:
    """`act` returns what is true once it is done."""
    try:
        messages.success(request, act())
    except Refused as refusal:
        messages.error(request, REFUSED[type(refusal)])
    return redirect("interviews:invitation", request.member.company.slug, found.pk)
