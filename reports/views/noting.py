"""What a candidate's page tells of itself while they answer."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from interviews.access import interview_of_invitation
from interviews.http import CandidateRequest, candidate_page
from interviews.way import Step
from reports.forms import NoteForm
from reports.models import PageNote
from reports.services.noting import note_fact


@require_POST
@candidate_page(Step.READY)
def noted(request: CandidateRequest) -> HttpResponse:
    interview = interview_of_invitation(request.invitation)
    form = NoteForm(request.POST)
    if interview is None or not form.is_valid():
        return HttpResponse(status=422)
    given = form.cleaned_data
    note_fact(interview=interview, number=given["turn"], kind=PageNote.Kind(given["kind"]), amount=given["amount"])
    return HttpResponse(status=204)
