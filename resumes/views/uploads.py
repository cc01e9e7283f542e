"""Many files at once: by a plain form, or one after another with a row each that says how far it is."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.http import RECRUITING, MemberRequest, form_of, member_page
from accounts.tasks import delay_on_commit
from resumes import access, tasks
from resumes.forms import CandidateForm, UploadForm, ids_in
from resumes.problems import NOT_KEPT, SENTENCES
from resumes.queries.uploads import UploadRow
from resumes.reading.verdict import Unreadable
from resumes.services.intake import receive_candidate
from resumes.services.uploads import NotKept, Received, shown_name
from resumes.views.candidates import candidates_page


@form_of("resumes:candidates")
@member_page(*RECRUITING)
def upload(request: MemberRequest) -> HttpResponse:
    """Each file is a candidate of its own."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return candidates_page(request, CandidateForm(), form, status=422)
    rows = [_row_of(request, file) for file in form.cleaned_data["documents"]]
    for row in rows:
        if row.is_refused:
            messages.error(request, f"{row.name}: {row.sentence}")
        elif row.is_duplicate:
            messages.info(request, f"{row.name} is here already; nothing was read twice.")
    taken = sum(not row.is_refused and not row.is_duplicate for row in rows)
    if taken:
        messages.success(request, f"{taken} {'file was' if taken == 1 else 'files were'} received. Each is being read now.")
    return redirect("resumes:candidates", request.member.company.slug)


@form_of("resumes:candidates")
@member_page(*RECRUITING)
def upload_one(request: MemberRequest) -> HttpResponse:
    """One file, answered by its row."""
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        row = _row_of(request, form.cleaned_data["documents"][0])
    else:
        row = UploadRow(name="", refusal=" ".join(map(str, form.errors["documents"])))
    return render(request, "resumes/upload_rows.html", {"rows": [row]}, status=422 if row.resume is None else 200)


@require_safe
@member_page(*RECRUITING)
def upload_states(request: MemberRequest) -> HttpResponse:
    """The rows of files that wait, as they are now."""
    resumes = access.resumes_in_company(ids_in(request.GET.getlist("resume")))
    return render(request, "resumes/upload_rows.html", {"rows": [UploadRow(name=resume.name, resume=resume) for resume in resumes]})


def _row_of(request: MemberRequest, file: UploadedFile[bytes]) -> UploadRow:
    name = shown_name(str(file.name))
    try:
        received: Received = receive_candidate(company=request.member.company, file=file, name=name, by=request.actor)
    except Unreadable as why:
        return UploadRow(name=name, refusal=SENTENCES[why.problem])
    except NotKept:
        return UploadRow(name=name, refusal=NOT_KEPT)
    if not received.duplicate:
        delay_on_commit(tasks.read_resume, str(received.resume.pk), str(received.resume.company_id))
    return UploadRow(name=name, resume=received.resume, is_duplicate=received.duplicate)
