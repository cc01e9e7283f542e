"""A plan is tried out in a room as candidates have it. What is done in it is in interviews.views.rooms."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.http import RECRUITING, MemberRequest, form_of, member_page
from ai.errors import BudgetSpent
from interviews import access
from interviews.live.addresses import Addresses, of_trial
from interviews.models import Interview
from interviews.services import connecting
from interviews.services.conducting import NothingToAsk
from interviews.services.plans import NotReady
from interviews.services.trials import end_trial, try_plan
from interviews.views import rooms, voices
from interviews.views.speech import sentence, spoken

NOT_FOUND = 404
WHY_NOT: dict[type[Exception], str] = {
    NotReady: "With what is still to be mended, no interview could be held. Mend it first, then try it.",
    NothingToAsk: "There is no plan to try yet.",
    BudgetSpent: "This month’s budget is used up, and a trial costs what an interview does.",
}
TrialView = Callable[..., HttpResponse]


@form_of("interviews:plan", "job_id")
@member_page(*RECRUITING)
def begin(request: MemberRequest, job_id: UUID) -> HttpResponse:
    job = access.job_for_member(request.member, job_id)
    try:
        interview = try_plan(job=job, by=request.actor)
    except tuple(WHY_NOT) as why:
        messages.error(request, WHY_NOT[type(why)])
        return redirect("interviews:plan", job.company.slug, job.pk)
    rooms.go_on(interview)
    return redirect("interviews:trial", job.company.slug, job.pk, interview.pk)


def of_trial_room(view: TrialView) -> Callable[..., HttpResponse]:
    """With the trial, in the language in which candidates would have it. One that is there no more has a page that says why."""

    @member_page(*RECRUITING)
    @wraps(view)
    def page(request: MemberRequest, job_id: UUID, trial_id: UUID, **kwargs: int) -> HttpResponse:
        job = access.job_for_member(request.member, job_id)
        try:
            interview = access.trial_of_job(job, trial_id)
        except Http404:
            return render(request, "interviews/trial_gone.html", {"job": job}, status=NOT_FOUND)
        with translation.override(interview.language):
            try:
                return view(request, interview, of_trial(interview), **kwargs)
            except connecting.TakenOver:
                return JsonResponse({}, status=rooms.TAKEN)

    return page


room, now = (require_safe(of_trial_room(view)) for view in (rooms.page, rooms.now))
answer, unsent, draft, act, heard, connect, piece, segment, again = (
    require_POST(of_trial_room(view))
    for view in (
        voices.answer,
        rooms.unsent,
        rooms.draft,
        rooms.act,
        rooms.heard,
        rooms.connect,
        voices.piece,
        voices.segment,
        voices.again,
    )
)
said = require_GET(spoken(of_trial_room(sentence)))


@require_http_methods(["GET", "HEAD", "POST"])
@of_trial_room
def leave(request: MemberRequest, interview: Interview, at: Addresses) -> HttpResponse:
    """Back to the plan. Of the trial nothing stays."""
    job = interview.job
    if request.method != "POST":
        with translation.override("en"):
            return render(request, "interviews/trial_leave.html", {"job": job, "addresses": at})
    end_trial(interview=interview)
    return redirect("interviews:plan", job.company.slug, job.pk)
