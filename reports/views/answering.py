"""What candidates get from people: feedback, and an answer to whoever asked for a human look."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.http import RECRUITING, MemberRequest, member_page, require_page
from accounts.tasks import deliver_on_commit
from interviews.models import Interview
from reports import access
from reports.feedback.fields import FeedbackContent
from reports.forms import AnswerForm, FeedbackForm
from reports.models import Feedback, ReviewRequest
from reports.services.feedback import SettledAlready, give_feedback, withhold_feedback
from reports.services.human_review import AnsweredAlready, answer_review, may_answer, take_review
from reports.services.refused import AgreementIsGone, NotOpened, Refused

REFUSED: dict[type[Refused], str] = {
    SettledAlready: "Somebody has settled it meanwhile. Nothing was changed.",
    AgreementIsGone: "The candidate has taken their agreement back. Nothing was sent.",
    NotOpened: "A new version of the report was made meanwhile. Read it first; nothing was sent.",
    AnsweredAlready: "Somebody has answered meanwhile. Nothing was sent.",
}


@require_page
@member_page(*RECRUITING)
def feedback(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    """Read, worded anew where it should be, and given or not."""
    interview = access.interview_for_member(request.member, interview_id)
    found = access.feedback_of(interview)
    content = FeedbackContent.model_validate(found.content)
    form = FeedbackForm(request.POST if request.method == "POST" else None, content=content)
    is_withheld = request.POST.get("do") == "withhold"
    context = {"feedback": found, "content": content, "form": form} | _of(interview)
    is_settled = found.state != Feedback.State.DRAFTED
    if is_settled and form.is_bound:
        return render(request, "reports/feedback.html", context | {"refused": REFUSED[SettledAlready]}, status=409)
    if is_settled or not (is_withheld or form.is_valid()):
        return render(request, "reports/feedback.html", context, status=422 if form.is_bound else 200)
    try:
        if is_withheld:
            withhold_feedback(feedback=found, by=request.actor)
        else:
            deliver_on_commit(give_feedback(feedback=found, words=form.words(), by=request.actor))
    except Refused as refusal:
        found.refresh_from_db()
        return render(request, "reports/feedback.html", context | {"refused": REFUSED[type(refusal)]}, status=409)
    else:
        messages.success(
            request, "The candidate gets no feedback." if is_withheld else "The candidate can read it now, and a mail tells them so."
        )
    return _to_candidate(request, interview)


@require_page
@member_page(*RECRUITING)
def answer(request: MemberRequest, interview_id: UUID, review_id: UUID) -> HttpResponse:
    interview = access.interview_for_member(request.member, interview_id)
    found = access.review_request(interview, review_id)
    if request.POST.get("do") == "take":
        return _take(request, found)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    has_looked = may_answer(interview=interview, by=request.actor)
    context = {"asked": found, "form": form, "has_looked": has_looked} | _of(interview)
    if form.is_bound and not found.is_open:
        return render(request, "reports/answer_review.html", context | {"refused": REFUSED[AnsweredAlready]}, status=409)
    if not (found.is_open and form.is_valid() and has_looked):
        return render(request, "reports/answer_review.html", context, status=422 if form.is_bound else 200)
    try:
        deliver_on_commit(answer_review(request=found, answer=form.cleaned_data["answer"], by=request.actor))
    except Refused as refusal:
        found.refresh_from_db()
        return render(request, "reports/answer_review.html", context | {"refused": REFUSED[type(refusal)]}, status=409)
    else:
        messages.success(request, "Your answer is on its way to the candidate.")
    return _to_candidate(request, interview)


def _to_candidate(request: MemberRequest, interview: Interview) -> HttpResponse:
    """The part of the report that tells what they get."""
    page = redirect("reports:report", request.member.company.slug, interview.pk)
    page["Location"] += "#candidate"
    return page


def _take(request: MemberRequest, found: ReviewRequest) -> HttpResponse:
    try:
        take_review(request=found, by=request.actor)
    except AnsweredAlready:
        messages.error(request, "Somebody has answered meanwhile.")
    else:
        messages.success(request, "You have it in hand. The candidate sees that somebody looks at it, and not who.")
    return redirect("reports:answer-review", request.member.company.slug, found.interview_id, found.pk)


def _of(interview: Interview) -> dict[str, object]:
    assert interview.invitation
    return {"interview": interview, "candidate": interview.invitation.candidate, "job": interview.job}
