"""The page at the end: what happens next, what is kept and for how long, who reads it, and what was said."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.tasks import deliver_on_commit
from interviews.access import interview_of_invitation
from interviews.consent import kept_until
from interviews.http import CandidateRequest, candidate_page
from interviews.queries.candidate import next_steps_of, readers_of
from interviews.queries.corrections import correctable_numbers, correctable_until
from interviews.queries.interviews import transcript_of
from interviews.queries.keeping import keeping_of
from interviews.services.consents import newest
from interviews.services.erasing import ask_for_erasure
from interviews.way import ended_as


@require_safe
@candidate_page(after_end=True)
def end(request: CandidateRequest) -> HttpResponse:
    interview = interview_of_invitation(request.invitation)
    if interview is None or interview.finished_at is None:
        return redirect("interviews:landing", request.invitation.pk)
    transcript, next_steps = transcript_of(interview), next_steps_of(request.invitation.job)
    context = {
        "transcript": transcript,
        "readers": readers_of(request.invitation),
        # The goodbye, which stands above, has said it.
        "next_steps": "" if next_steps in transcript.goodbye else next_steps,
        "kept_until": kept_until(interview.finished_at, keeping_of(request.invitation).reports_months),
        "consent": newest(request.invitation),
        "correctable": correctable_numbers(interview),
        "correctable_until": correctable_until(interview),
    }
    return render(request, "interviews/candidate/end.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@candidate_page(when_closed=True)
def erasure(request: CandidateRequest) -> HttpResponse:
    """To ask for it, once nothing more is to come: asked about once."""
    interview = interview_of_invitation(request.invitation)
    if not ended_as(request.invitation) or (interview and not interview.is_over):
        return redirect("interviews:landing", request.invitation.pk)
    if request.method != "POST":
        return render(request, "interviews/candidate/erasure.html")
    for mail in ask_for_erasure(invitation=request.invitation, by=request.actor):
        deliver_on_commit(mail)
    return redirect("interviews:end" if interview else "interviews:landing", request.invitation.pk)
