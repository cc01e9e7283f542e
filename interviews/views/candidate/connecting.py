"""How the room's page takes hold of the room: by a ticket for a socket or, where none gets through, by HTTP alone."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from interviews.access import interview_of_invitation
from interviews.http import CandidateRequest, candidate_page
from interviews.live.wire import HEARTBEAT_SECONDS
from interviews.services import conducting, connecting
from interviews.way import Step


@require_POST
@candidate_page(Step.READY)
def ticket(request: CandidateRequest) -> HttpResponse:
    interview = interview_of_invitation(request.invitation)
    if interview is None:
        return redirect("interviews:ready", request.invitation.pk)
    return JsonResponse({"ticket": connecting.ticket_for(interview)})


@require_POST
@candidate_page(Step.READY)
def connect(request: CandidateRequest) -> HttpResponse:
    interview = interview_of_invitation(request.invitation)
    if interview is None:
        return redirect("interviews:ready", request.invitation.pk)
    epoch = connecting.connect(interview=interview)
    conducting.note_presence(interview=interview, epoch=epoch)
    return JsonResponse({"epoch": epoch, "seq": interview.events_told, "heartbeat": HEARTBEAT_SECONDS})
