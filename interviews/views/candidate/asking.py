"""Not taking part, and taking part in another way."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.http import require_page
from accounts.tasks import deliver_on_commit
from interviews.forms.candidate import AdjustmentForm, ReasonForm
from interviews.http import CandidateRequest, candidate_page, ended_meanwhile
from interviews.queries.candidate import newest_adjustment
from interviews.services.adjustments import AskedOften, ask_for_adjustment
from interviews.services.locking import HasEnded
from interviews.services.way import decline_invitation


@require_page
@candidate_page()
def decline(request: CandidateRequest) -> HttpResponse:
    if request.invitation.started_at:
        return redirect("interviews:room", request.invitation.pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "interviews/candidate/decline.html", {"form": form}, status=422 if form.is_bound else 200)
    try:
        mail = decline_invitation(invitation=request.invitation, reason=form.cleaned_data["reason"], by=request.actor)
    except HasEnded:
        return ended_meanwhile(request)
    if mail:
        deliver_on_commit(mail)
    return redirect("interviews:landing", request.invitation.pk)


@require_page
@candidate_page()
def adjustment(request: CandidateRequest) -> HttpResponse:
    form = AdjustmentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return _asked(request, form)
        except HasEnded:
            return ended_meanwhile(request)
        except AskedOften:
            form.add_error(
                None,
                _("You have asked several times today, and all of it is with the company. Please wait for their answer, or write to them."),
            )
    context = {"form": form, "asked": newest_adjustment(request.invitation)}
    return render(request, "interviews/candidate/adjustment.html", context, status=422 if form.is_bound else 200)


def _asked(request: CandidateRequest, form: AdjustmentForm) -> HttpResponse:
    asked = ask_for_adjustment(invitation=request.invitation, **form.cleaned_data)
    for mail in asked.mails:
        deliver_on_commit(mail)
    return redirect("interviews:adjustment", request.invitation.pk)
