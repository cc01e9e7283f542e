"""A candidate's room. What is done in it is in interviews.views.rooms; here stands who may."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.http import require_page
from interviews.access import interview_of_invitation
from interviews.engine.events import Withdrew
from interviews.http import CandidateRequest, candidate_page, closed_page
from interviews.live.addresses import Addresses, of_invitation
from interviews.models import Interview
from interviews.services import conducting, connecting
from interviews.views import rooms, voices
from interviews.views.speech import sentence, spoken
from interviews.way import Step, ended_as

RoomView = Callable[..., HttpResponse]


def of_room(view: RoomView) -> Callable[..., HttpResponse]:
    """With the interview of the invitation; whoever has none yet is led to the door."""

    @wraps(view)
    def page(request: CandidateRequest, **kwargs: int) -> HttpResponse:
        interview = interview_of_invitation(request.invitation)
        if interview is None:
            return redirect("interviews:ready", request.invitation.pk)
        if ended_as(request.invitation) and not interview.is_over:
            # Revoked a moment ago: whoever looks at the interview next ends it.
            return closed_page(request)
        try:
            return view(request, interview, of_invitation(request.invitation.pk), **kwargs)
        except connecting.TakenOver:
            return JsonResponse({}, status=rooms.TAKEN)

    return page


room, now = (require_safe(candidate_page(Step.READY, after_end=True)(of_room(view))) for view in (rooms.page, rooms.now))


draft, heard, connect = (require_POST(candidate_page(Step.READY)(of_room(view))) for view in (rooms.draft, rooms.heard, rooms.connect))
said = require_GET(spoken(candidate_page(Step.READY, after_end=True)(of_room(sentence))))


def also_late(view: RoomView) -> Callable[..., HttpResponse]:
    """A plain page shows a question for as long as somebody writes, and knows nothing of an end meanwhile."""

    @require_POST
    @candidate_page(Step.READY, after_end=True)
    @of_room
    @wraps(view)
    def page(request: CandidateRequest, interview: Interview, at: Addresses) -> HttpResponse:
        if interview.is_over and request.POST.keys() & {"epoch", "spoken"}:
            return closed_page(request)
        return view(request, interview, at)

    return page


answer, act = also_late(voices.answer), also_late(rooms.act)
# What a page still has when it hears of the end.
unsent, piece, segment, again = (
    require_POST(candidate_page(Step.READY, after_end=True)(of_room(view)))
    for view in (rooms.unsent, voices.piece, voices.segment, voices.again)
)


@require_POST
@candidate_page(Step.READY)
@of_room
def ticket(request: CandidateRequest, interview: Interview, at: Addresses) -> HttpResponse:
    return JsonResponse({"ticket": connecting.ticket_for(interview, **rooms.who_comes(request))})


@require_page
@candidate_page(Step.READY)
@of_room
def leave(request: CandidateRequest, interview: Interview, at: Addresses) -> HttpResponse:
    """To end it before its end: asked about once, and always possible."""
    if request.method != "POST":
        return render(request, "interviews/candidate/room_leave.html", {"interview": interview})
    conducting.tell(interview=interview, event_at=Withdrew)
    return redirect(at.room)
