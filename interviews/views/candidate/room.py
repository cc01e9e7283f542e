"""The room by HTTP: as a plain page with forms, and by requests of its script where no socket gets through.

A script says with each request of which connection it is (`epoch`), and is answered in JSON; a form of the plain page says
nothing of the kind, and is answered with the room.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import require_page
from accounts.tasks import delay_on_commit
from interviews import tasks
from interviews.access import interview_of_invitation
from interviews.engine.events import Withdrew
from interviews.forms.room import ActForm, AnswerForm, DraftForm, LookForm
from interviews.http import CandidateRequest, candidate_page
from interviews.live.addresses import of_invitation
from interviews.live.painting import paint, shown
from interviews.models import Interview
from interviews.queries.room import room_of
from interviews.services import conducting, connecting
from interviews.way import Step

TAKEN, WRONG = 409, 422
# How soon a script looks again: while the interviewer thinks, and else.
SOON_MS, LATER_MS = 1_000, 3_000


def of_room(view: Callable[[CandidateRequest, Interview], HttpResponse]) -> Callable[..., HttpResponse]:
    """With the interview of the invitation; whoever has none yet is led to the door."""

    @wraps(view)
    def page(request: CandidateRequest) -> HttpResponse:
        interview = interview_of_invitation(request.invitation)
        if interview is None:
            return redirect("interviews:ready", request.invitation.pk)
        try:
            return view(request, interview)
        except connecting.TakenOver:
            return JsonResponse({}, status=TAKEN)

    return page


@require_safe
@candidate_page(Step.READY, after_end=True)
@of_room
def room(request: CandidateRequest, interview: Interview) -> HttpResponse:
    return _page(request, interview)


@require_safe
@candidate_page(Step.READY, after_end=True)
@of_room
def now(request: CandidateRequest, interview: Interview) -> HttpResponse:
    """The room as it is, for a script that shows another; nothing where it shows this one."""
    form = LookForm(request.GET)
    if not form.is_valid():
        return JsonResponse({}, status=WRONG)
    epoch = form.cleaned_data["epoch"]
    if interview.epoch != epoch:
        raise connecting.TakenOver
    connecting.note_presence(interview=interview, epoch=epoch)
    return _painted(interview, has=form.cleaned_data["has"])


@require_POST
@candidate_page(Step.READY)
@of_room
def answer(request: CandidateRequest, interview: Interview) -> HttpResponse:
    form = AnswerForm(request.POST)
    by_script = "epoch" in request.POST
    if not form.is_valid():
        return JsonResponse({"kind": form.refused_as}, status=WRONG) if by_script else _page(request, interview, form, WRONG)
    try:
        if conducting.keep_answer(interview=interview, **form.cleaned_data):
            _go_on(interview)
    except conducting.NotYours:
        # Of a page that was open for long: it shows what is there now.
        return JsonResponse({"kind": "not-yours"}, status=WRONG) if by_script else _back(request)
    return _painted(interview) if by_script else _back(request)


@require_POST
@candidate_page(Step.READY)
@of_room
def draft(request: CandidateRequest, interview: Interview) -> HttpResponse:
    """Kept while it is typed. Only scripts do that."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"kind": form.refused_as}, status=WRONG)
    return JsonResponse({"kept": conducting.keep_draft(interview=interview, **form.cleaned_data)})


@require_POST
@candidate_page(Step.READY)
@of_room
def act(request: CandidateRequest, interview: Interview) -> HttpResponse:
    form = ActForm(request.POST)
    if form.is_valid() and conducting.act(interview=interview, **form.cleaned_data).commands:
        _go_on(interview)
    return _painted(interview) if "epoch" in request.POST else _back(request)


@require_page
@candidate_page(Step.READY)
@of_room
def leave(request: CandidateRequest, interview: Interview) -> HttpResponse:
    """To end it before its end: asked about once, and always possible."""
    if request.method != "POST":
        return render(request, "interviews/candidate/room_leave.html", {"interview": interview})
    conducting.tell(interview=interview, event_at=Withdrew)
    return _back(request)


def _go_on(interview: Interview) -> None:
    delay_on_commit(tasks.carry_on, str(interview.pk), str(interview.company_id))


def _back(request: CandidateRequest) -> HttpResponse:
    return redirect("interviews:room", request.invitation.pk)


def _page(request: CandidateRequest, interview: Interview, form: AnswerForm | None = None, status: int = 200) -> HttpResponse:
    context = shown(interview) | {"form": form, "addresses": of_invitation(request.invitation.pk)}
    return render(request, "interviews/candidate/room.html", context, status=status)


def _painted(interview: Interview, has: str = "") -> HttpResponse:
    interview.refresh_from_db()
    html = paint(interview)
    mark = blake2b(html.encode(), digest_size=8).hexdigest()
    if mark == has:
        return HttpResponse(status=204)
    again = SOON_MS if room_of(interview).is_thinking else LATER_MS
    return JsonResponse({"seq": interview.events_told, "mark": mark, "html": html, "again_ms": again})
