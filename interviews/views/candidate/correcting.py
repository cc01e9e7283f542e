"""“This is not what I said”: of one answer, in the room and for a while after the end."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.http import require_page
from interviews.access import interview_of_invitation
from interviews.forms.room import MeantForm
from interviews.http import CandidateRequest, candidate_page
from interviews.models import Interview
from interviews.queries.corrections import correctable_turns, correctable_until
from interviews.services.correcting import CorrectedOften, NotCorrectable, correct_answer
from interviews.way import Step

WRONG = 422


@require_page
@candidate_page(Step.READY, after_end=True)
def correct(request: CandidateRequest, turn: int) -> HttpResponse:
    interview = interview_of_invitation(request.invitation)
    if interview is None:
        return redirect("interviews:ready", request.invitation.pk)
    asked = correctable_turns(interview).filter(number=turn).first()
    if asked is None and request.method != "POST":
        return _back(request, interview)
    form = MeantForm(request.POST if request.method == "POST" else None, initial={"text": asked.meant if asked else ""})
    if form.is_valid() and _is_kept(request, interview, turn, form):
        return HttpResponse(status=204) if _is_by_script(request) else _back(request, interview)
    if form.is_bound and _is_by_script(request):
        return JsonResponse({"error": next(iter(form.errors["text"]))}, status=WRONG)
    context = {"form": form, "asked": asked, "interview": interview, "until": correctable_until(interview)}
    return render(request, "interviews/candidate/correct.html", context, status=WRONG if form.is_bound else 200)


def _is_kept(request: CandidateRequest, interview: Interview, turn: int, form: MeantForm) -> bool:
    try:
        correct_answer(interview=interview, turn=turn, text=form.cleaned_data["text"], by=request.actor)
    except NotCorrectable:
        form.add_error("text", _("This answer can no longer be changed. It stays as it was kept."))
    except CorrectedOften:
        form.add_error("text", _("You have changed this answer many times. It stays as it was kept last."))
    return not form.errors


def _is_by_script(request: CandidateRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _back(request: CandidateRequest, interview: Interview) -> HttpResponse:
    return redirect("interviews:end" if interview.is_over else "interviews:room", request.invitation.pk)
