"""A candidate's own pages about the report on them: feedback, and asking for a human look."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.tasks import deliver_on_commit
from interviews.http import CandidateRequest, candidate_page
from reports import access
from reports.feedback.fields import FeedbackContent
from reports.forms import ReviewRequestForm
from reports.queries.candidate import afterwards
from reports.services.human_review import AskedOften, ask_for_review


@require_safe
@candidate_page(after_end=True)
def feedback(request: CandidateRequest) -> HttpResponse:
    found = afterwards(request.invitation).feedback
    if found is None:
        return redirect("interviews:end", request.invitation.pk)
    return render(request, "reports/candidate/feedback.html", {"content": FeedbackContent.model_validate(found.content)})


@require_http_methods(["GET", "HEAD", "POST"])
@candidate_page(after_end=True)
def human_review(request: CandidateRequest) -> HttpResponse:
    try:
        interview = access.finished_interview(request.invitation)
    except Http404:
        return redirect("interviews:landing", request.invitation.pk)
    form = ReviewRequestForm(request.POST if request.method == "POST" else None)
    has_asked_often = False
    if form.is_valid():
        try:
            for mail in ask_for_review(interview=interview, words=form.cleaned_data["words"], by=request.actor):
                deliver_on_commit(mail)
            return redirect("reports:human-review", request.invitation.pk)
        except AskedOften:
            has_asked_often = True
    context = {"form": form, "after": afterwards(request.invitation), "has_asked_often": has_asked_often}
    return render(request, "reports/candidate/human_review.html", context, status=422 if form.is_bound else 200)
