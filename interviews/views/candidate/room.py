"""The room, by plain HTTP: the present question, what was said so far, and a field to answer in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.tasks import delay_on_commit
from interviews import tasks
from interviews.access import interview_of_invitation
from interviews.engine.events import Withdrew
from interviews.forms.room import AnswerForm
from interviews.http import CandidateRequest, candidate_page
from interviews.models import Interview
from interviews.queries.room import room_of
from interviews.services import conducting
from interviews.way import Step


@require_safe
@candidate_page(Step.READY, after_end=True)
def room(request: CandidateRequest) -> HttpResponse:
    interview = interview_of_invitation(request.invitation)
    if interview is None:
        return redirect("interviews:ready", request.invitation.pk)
    return _shown(request, interview, AnswerForm())


@require_POST
@candidate_page(Step.READY)
def answer(request: CandidateRequest) -> HttpResponse:
    interview = interview_of_invitation(request.invitation)
    form = AnswerForm(request.POST)
    if interview is None or not form.is_valid():
        return redirect("interviews:ready", request.invitation.pk) if interview is None else _shown(request, interview, form, 422)
    try:
        if conducting.keep_answer(interview=interview, **form.cleaned_data):
            _go_on(interview)
    except conducting.NotYours:
        # Of a page that was open for long: it shows what is there now.
        return _after(request, interview)
    return _after(request, interview)


@require_POST
@candidate_page(Step.READY)
def draft(request: CandidateRequest) -> HttpResponse:
    """Kept while it is typed; says nothing but when."""
    interview = interview_of_invitation(request.invitation)
    form = AnswerForm(request.POST)
    kept = interview is not None and form.is_valid() and conducting.keep_draft(interview=interview, **form.cleaned_data)
    return render(request, "interviews/candidate/room.html#kept", {"kept": kept})


@require_POST
@candidate_page(Step.READY)
def act(request: CandidateRequest) -> HttpResponse:
    interview = interview_of_invitation(request.invitation)
    if interview is None:
        return redirect("interviews:ready", request.invitation.pk)
    does, turn = request.POST.get("do", ""), request.POST.get("turn", "")
    number = int(turn) if turn.isdecimal() and len(turn) < 6 else 0
    if does not in conducting.ABOUT_ALL and not (number and does in conducting.ABOUT_TURN):
        return _after(request, interview)
    told = conducting.act(interview=interview, does=does, turn=number)
    if told.commands:
        _go_on(interview)
    return _after(request, interview)


@require_http_methods(["GET", "HEAD", "POST"])
@candidate_page(Step.READY)
def leave(request: CandidateRequest) -> HttpResponse:
    """To end it before its end: asked about once, and always possible."""
    interview = interview_of_invitation(request.invitation)
    if interview is None:
        return redirect("interviews:ready", request.invitation.pk)
    if request.method != "POST":
        return render(request, "interviews/candidate/room_leave.html", {"interview": interview})
    conducting.tell(interview=interview, event_at=Withdrew)
    return _after(request, interview)


def _go_on(interview: Interview) -> None:
    delay_on_commit(tasks.carry_on, str(interview.pk), str(interview.company_id))


def _after(request: CandidateRequest, interview: Interview) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _shown(request, interview, AnswerForm())
    return redirect("interviews:room", request.invitation.pk)


def _shown(request: CandidateRequest, interview: Interview, form: AnswerForm, status: int = 200) -> HttpResponse:
    interview.refresh_from_db()
    template = "interviews/candidate/room.html#room" if request.headers.get("HX-Request") else "interviews/candidate/room.html"
    shown = room_of(interview)
    answered = render(request, template, {"room": shown, "form": form}, status=status)
    if shown.is_thinking and not request.headers.get("HX-Request"):
        # Without JavaScript the page looks again by itself.
        answered["Refresh"] = "2"
    return answered
