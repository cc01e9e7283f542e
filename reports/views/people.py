"""What people do with a report: rate, decide, set a score, and talk about it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.http import ANY_ROLE, RECRUITING, MemberRequest, form_of, member_page, require_page
from accounts.tasks import deliver_on_commit
from interviews.models import Interview
from interviews.services.viewing import note_transcript_view
from reports import access
from reports.forms import TAKE_BACK, CommentForm, DecisionForm, RatingForm, ScoreForm
from reports.models import Decision, Review
from reports.queries.blindness import must_rate_first
from reports.queries.report import shown_report
from reports.queries.transcript import turns_to_rate
from reports.queries.versions import newest_report
from reports.rubric import number_of, rubric_of
from reports.services import commenting, deciding, rating
from reports.services.locking import NoReportYet
from reports.services.refused import NothingSet, NotOpened, Refused, SaidMeanwhile
from reports.services.viewing import has_opened

REFUSED: dict[type[Refused], str] = {
    NotOpened: "Open the report and read it first; then you can decide.",
    NothingSet: "No person has set a score there, so there is none to take back.",
    SaidMeanwhile: "Somebody else decided meanwhile. Read what they decided, and decide again if you see it differently.",
    NoReportYet: "There is no report yet. It is made as soon as the interview is over and read.",
}


@require_page
@member_page(*ANY_ROLE)
def rate(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    """Beside the transcript and nothing else: no quote is marked, and nobody's rating is shown."""
    interview = access.interview_to_rate(request.member, interview_id)
    if not interview.is_over:
        return _to_report(request, interview)
    report = newest_report(interview)
    before = Review.objects.filter(interview=interview, by=request.user).order_by("-number").first()
    form = RatingForm(request.POST if request.method == "POST" else None, content=rubric_of(interview, report), before=before)
    if not form.is_valid():
        if not form.is_bound:
            note_transcript_view(interview=interview, by=request.actor)
        context = {
            "form": form,
            "before": before,
            "turns": turns_to_rate(interview),
            "is_blind": must_rate_first(request.member, interview),
            "judged_by": number_of(interview, report),
        }
        return render(request, "reports/rate.html", context | _of(interview), status=422 if form.is_bound else 200)
    rating.rate(interview=interview, member=request.member, rated=form.rated(), by=request.actor)
    messages.success(request, "Your ratings are saved. You can change them; what you said first stays to be read.")
    return _to_report(request, interview, "people")


@require_page
@member_page(*RECRUITING)
def decide(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview = access.interview_for_member(request.member, interview_id)
    form = DecisionForm(request.POST if request.method == "POST" else None, initial={"known": _known(interview)})
    if not form.is_valid():
        return _deciding(request, interview, form, status=422 if form.is_bound else 200)
    data = form.cleaned_data
    try:
        made = deciding.decide(
            interview=interview, kind=Decision.Kind(data["kind"]), reason=data["reason"], known=data["known"], by=request.actor
        )
    except Refused as refusal:
        # With what they wrote; and what was decided meanwhile stands above it now.
        again = DecisionForm(initial=data | {"known": _known(interview)})
        return _deciding(request, interview, again, refused=REFUSED[type(refusal)], status=409)
    messages.success(
        request, f"Recorded: {made.get_kind_display().lower()}. The candidate is told nothing by this; write to them yourself."
    )
    return _to_report(request, interview, "decision")


def _deciding(request: MemberRequest, interview: Interview, form: DecisionForm, *, status: int, refused: str = "") -> HttpResponse:
    context = {"form": form, "newest": _newest_decision(interview), "refused": refused} | _of(interview)
    return render(request, "reports/decide.html", context, status=status)


def _newest_decision(interview: Interview) -> Decision | None:
    return Decision.objects.filter(interview=interview).order_by("-number").first()


def _known(interview: Interview) -> int:
    newest = _newest_decision(interview)
    return newest.number if newest else 0


@require_page
@member_page(*RECRUITING)
def set_score(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview = access.interview_for_member(request.member, interview_id)
    report = newest_report(interview)
    wanted = {"competency": request.GET.get("competency", "")}
    form = ScoreForm(request.POST if request.method == "POST" else None, content=rubric_of(interview, report), initial=wanted)
    if not form.is_valid():
        return _setting(request, interview, form, status=422 if form.is_bound else 200)
    data = form.cleaned_data
    level = None if data["level"] == TAKE_BACK else int(data["level"])
    try:
        deciding.set_score(interview=interview, competency=data["competency"], level=level, reason=data["reason"], by=request.actor)
    except Refused as refusal:
        return _setting(request, interview, form, refused=REFUSED[type(refusal)], status=409)
    messages.success(
        request, "Saved. Both scores are shown, side by side." if level else "Taken back. The report’s own score stands alone again."
    )
    return _to_report(request, interview, "people")


def _setting(request: MemberRequest, interview: Interview, form: ScoreForm, *, status: int, refused: str = "") -> HttpResponse:
    """With the report's own scores, for whoever has opened it: this page notes nobody as having seen them."""
    report = newest_report(interview)
    shown = shown_report(report, interview) if report and has_opened(report=report, by=request.actor) else None
    context = {"form": form, "refused": refused, "judged_by": number_of(interview, report), "shown": shown}
    return render(request, "reports/set_score.html", context | _of(interview), status=status)


@require_page
@member_page(*ANY_ROLE)
def comment(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview = access.interview_for_member(request.member, interview_id)
    form = CommentForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "reports/comment.html", {"form": form} | _of(interview), status=422 if form.is_bound else 200)
    for mail in commenting.comment(interview=interview, text=form.cleaned_data["text"], by=request.actor):
        deliver_on_commit(mail)
    return _to_report(request, interview, "comments")


@form_of("reports:report", "interview_id")
@member_page(*ANY_ROLE)
def remove_comment(request: MemberRequest, interview_id: UUID, comment_id: UUID) -> HttpResponse:
    interview = access.interview_for_member(request.member, interview_id)
    found = access.comment_on(interview, comment_id)
    try:
        commenting.remove_comment(comment=found, by=request.actor)
    except commenting.NotTheirs:
        messages.error(request, "Only whoever wrote a comment can remove it.")
    else:
        messages.success(request, "Your comment is gone.")
    return _to_report(request, interview, "comments")


def _of(interview: Interview) -> dict[str, object]:
    assert interview.invitation
    return {"interview": interview, "candidate": interview.invitation.candidate, "job": interview.job}


def _to_report(request: MemberRequest, interview: Interview, place: str = "") -> HttpResponse:
    page = redirect("reports:report", request.member.company.slug, interview.pk)
    page["Location"] += f"#{place}" if place else ""
    return page
