"""An interview while it is held: reading along, giving more time, and ending it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import RECRUITING, MemberRequest, form_of, member_page
from interviews import access
from interviews.forms.live import EndForm, MoreTimeForm
from interviews.models import Interview, Invitation
from interviews.queries.interviews import transcript_of
from interviews.services import watching
from interviews.services.endings import EXTENSIONS, HasNoLimit, SaysGoodbye, end_by_company, extend_time
from interviews.services.locking import HasEnded
from interviews.services.refused import Refused

NO_CONTENT = 204
REFUSED: dict[type[Refused], str] = {
    HasEnded: "The interview is over already. Nothing was changed.",
    HasNoLimit: "This interview has no time limit. Nothing was changed.",
    SaysGoodbye: "The interview is saying goodbye, so more time came too late. Nothing was changed.",
}


@require_safe
@member_page(*RECRUITING)
def live(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    """The page asks again every few seconds, and says which state of things it shows; while that stands, there is no answer."""
    found = access.invitation_in_company(invitation_id)
    interview = access.interview_of_invitation(found)
    if interview is None or (interview.is_over and not request.htmx) or not watching.may_be_watched(interview, found):  # type: ignore[attr-defined]
        return redirect("interviews:invitation", request.member.company.slug, found.pk)
    if request.htmx and watching.is_known_to_watch(invitation=found, by=request.actor):  # type: ignore[attr-defined]
        watching.note_watching(interview=interview)
    else:
        watching.begin_watching(interview=interview, invitation=found, by=request.actor)
    shown = transcript_of(interview)
    if request.htmx and request.GET.get("seen") == shown.mark:  # type: ignore[attr-defined]
        return HttpResponse(status=NO_CONTENT)
    template = "interviews/live.html#watched" if request.htmx else "interviews/live.html"  # type: ignore[attr-defined]
    context = {"invitation": found, "job": found.job, "transcript": shown, "extensions": EXTENSIONS}
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page(*RECRUITING)
def end(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    found = access.invitation_in_company(invitation_id)
    interview = _begun(found)
    form = EndForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"invitation": found, "job": found.job, "form": form}
        return render(request, "interviews/interview_end.html", context, status=422 if form.is_bound else 200)
    return _back(
        request,
        found,
        lambda: end_by_company(interview=interview, reason=form.cleaned_data["reason"], by=request.actor),
        "The interview is over. The candidate’s page says so, and a mail tells them whom to ask.",
    )


@form_of("interviews:invitation", "invitation_id")
@member_page(*RECRUITING)
def more_time(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    found = access.invitation_in_company(invitation_id)
    interview, form = _begun(found), MoreTimeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Nothing was changed. Choose one of the times that are offered.")
        return redirect("interviews:invitation", request.member.company.slug, found.pk)
    minutes = form.cleaned_data["minutes"]
    return _back(
        request,
        found,
        lambda: extend_time(interview=interview, minutes=minutes, by=request.actor),
        f"They have {minutes} minutes more, and their page says so.",
    )


def _begun(found: Invitation) -> Interview:
    interview = access.interview_of_invitation(found)
    if interview is None:
        raise Http404
    return interview


def _back(request: MemberRequest, found: Invitation, act: Callable[[], None], done: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, REFUSED[type(refusal)])
    else:
        messages.success(request, done)
    page = "interviews:invitation-live" if request.POST.get("from") == "live" else "interviews:invitation"
    return redirect(page, request.member.company.slug, found.pk)
