"""The résumé: giving one, seeing what was understood of it, putting it right."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import require_page
from accounts.tasks import delay_on_commit
from interviews.forms.candidate import CorrectionForm, ResumeForm
from interviews.http import CandidateRequest, candidate_page, ended_meanwhile
from interviews.queries.candidate import newest_resume
from interviews.services.given_resumes import TooManyFiles, give_resume
from interviews.services.locking import HasEnded
from interviews.services.way import go_on
from interviews.way import Step
from resumes import tasks
from resumes.models import Resume
from resumes.problems import NOT_KEPT, SENTENCES
from resumes.reading.verdict import Problem
from resumes.services.corrections import ChangedMeanwhile, correct_understanding
from resumes.services.uploads import Empty, NotKept, TooLarge
from resumes.understanding.fields import Understood


@require_page
@candidate_page(Step.RESUME)
def resume(request: CandidateRequest) -> HttpResponse:
    """Their newest one, or none. A file that is posted here is the next."""
    form = ResumeForm(request.POST, request.FILES) if request.method == "POST" else ResumeForm()
    if form.is_valid():
        sentence = _receive(request, form)
        if not sentence:
            return redirect("interviews:resume", request.invitation.pk)
        form.add_error("document", sentence)
    found = newest_resume(request.invitation)
    context = {
        "form": form,
        "resume": found,
        "sentence": _(SENTENCES[Problem(found.problem)]) if found and found.problem else "",
        "is_waiting": found is not None and found.state in (Resume.State.RECEIVED, Resume.State.READ),
        "understood": understood_of(found),
    }
    template = "interviews/candidate/resume.html#reading" if request.headers.get("HX-Request") else "interviews/candidate/resume.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


def _receive(request: CandidateRequest, form: ResumeForm) -> str:
    """Take a file, and return what is wrong with it."""
    file, name = form.given
    try:
        received = give_resume(invitation=request.invitation, file=file, name=name, by=request.actor)
    except Empty:
        return _(SENTENCES[Problem.EMPTY])
    except TooLarge:
        return _(SENTENCES[Problem.TOO_LARGE])
    except NotKept:
        return _(NOT_KEPT)
    except TooManyFiles:
        return _("You have given as many files as fit here. The newest one counts; you can correct what was understood of it.")
    if not received.duplicate:
        delay_on_commit(tasks.read_resume, str(received.resume.pk), str(request.invitation.company_id))
    return ""


def understood_of(resume: Resume | None) -> Understood | None:
    values = (resume.corrected or resume.understood) if resume else None
    return Understood.model_validate(values) if values else None


@require_POST
@candidate_page(Step.RESUME)
def done(request: CandidateRequest) -> HttpResponse:
    """Go on, with a résumé or without."""
    try:
        following = go_on(invitation=request.invitation, way=request.way, done=Step.RESUME)
    except HasEnded:
        return ended_meanwhile(request)
    return redirect(f"interviews:{following}", request.invitation.pk)


@require_page
@candidate_page(Step.RESUME)
def correct(request: CandidateRequest) -> HttpResponse:
    found = newest_resume(request.invitation)
    understood = understood_of(found)
    if found is None or understood is None:
        return redirect("interviews:resume", request.invitation.pk)
    form = CorrectionForm(request.POST if request.method == "POST" else None, understood)
    if not form.is_valid() or "add" in request.POST:
        status = 422 if form.errors else 200
        return render(request, "interviews/candidate/resume_correct.html", {"form": form, "resume": found}, status=status)
    try:
        correct_understanding(resume=found, corrected=form.corrected(), seen=found.corrected_at, by=request.actor)
    except ChangedMeanwhile:
        form.add_error(None, _("Somebody else corrected it at this very moment. Please save once more."))
        return render(request, "interviews/candidate/resume_correct.html", {"form": form, "resume": found}, status=422)
    delay_on_commit(tasks.prepare_resume, str(found.pk), str(found.company_id))
    return redirect("interviews:resume", request.invitation.pk)
