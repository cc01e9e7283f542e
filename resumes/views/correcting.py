"""What was understood of a résumé: put right by a person, taken back, made anew."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.http import RECRUITING, MemberRequest, form_of, member_page, require_page
from accounts.overtaken import changed_by
from accounts.tasks import delay_on_commit
from resumes import access, tasks
from resumes.forms import Sheet
from resumes.models import Resume
from resumes.queries.candidates import shown_resume
from resumes.services.corrections import (
    ChangedMeanwhile,
    NotUnderstood,
    correct_understanding,
    take_back_correction,
    understand_again,
)
from resumes.understanding.fields import Understood

SAVE, ADD = "save", "add-"


@require_page
@member_page(*RECRUITING)
def correct(request: MemberRequest, resume_id: UUID) -> HttpResponse:
    resume = access.resume_to_change(resume_id) if request.method == "POST" else access.resume_in_company(resume_id)
    do = request.POST.get("do", SAVE)
    if request.method != "POST":
        return _page(request, resume, _sheet(resume))
    if do != SAVE:
        # Without JavaScript an entry is added by a round to here.
        return _page(request, resume, _sheet(resume, _with_one_more(request, do.removeprefix(ADD))), status=200)
    sheet = _sheet(resume, request.POST)
    if not sheet.is_valid():
        return _page(request, resume, sheet)
    try:
        correct_understanding(resume=resume, corrected=sheet.understood, seen=_seen(sheet), by=request.actor)
    except ChangedMeanwhile:
        data = request.POST.copy()
        data["seen"] = _when(resume)
        return _page(request, resume, _sheet(resume, data), overtaken=changed_by(request.member, resume, "resume.correct"))
    delay_on_commit(tasks.prepare_resume, str(resume.pk), str(resume.company_id))
    messages.success(request, "Saved.")
    return redirect(_address_of(request, resume))


@form_of("resumes:candidates")
@member_page(*RECRUITING)
def as_read(request: MemberRequest, resume_id: UUID) -> HttpResponse:
    resume = access.resume_to_change(resume_id)
    take_back_correction(resume=resume, by=request.actor)
    delay_on_commit(tasks.prepare_resume, str(resume.pk), str(resume.company_id))
    messages.success(request, "What was read holds again.")
    return redirect(_address_of(request, resume))


@form_of("resumes:candidates")
@member_page(*RECRUITING)
def again(request: MemberRequest, resume_id: UUID) -> HttpResponse:
    resume = access.resume_to_change(resume_id)
    try:
        understand_again(resume=resume, by=request.actor)
    except NotUnderstood:
        messages.info(request, "It is being read already. This takes a few seconds.")
    else:
        delay_on_commit(tasks.understand_resume, str(resume.pk), str(resume.company_id))
    return redirect(_address_of(request, resume))


def _sheet(resume: Resume, data: QueryDict | None = None) -> Sheet:
    values = resume.understood if resume.corrected is None else resume.corrected
    return Sheet(Understood.model_validate(values or {}), _when(resume), data)


def _with_one_more(request: MemberRequest, kind: str) -> QueryDict:
    data, name = request.POST.copy(), f"{kind}-TOTAL_FORMS"
    count = str(data.get(name, ""))
    data[name] = str(int(count) + 1) if count.isdecimal() else "1"
    return data


def _page(request: MemberRequest, resume: Resume, sheet: Sheet, *, status: int = 422, overtaken: str = "") -> HttpResponse:
    """`overtaken`: when and by whom, if somebody was quicker."""
    context = {
        "resume": resume,
        "candidate": resume.candidate,
        "sheet": sheet,
        "shown": shown_resume(resume, timezone.now().date()),
        "overtaken": overtaken,
        "has_faults": status == 422 and sheet.form.is_bound and not overtaken,
    }
    return render(request, "resumes/correct.html", context, status=status if sheet.form.is_bound else 200)


def _when(resume: Resume) -> str:
    return resume.corrected_at.isoformat() if resume.corrected_at else ""


def _seen(sheet: Sheet) -> datetime | None:
    try:
        return parse_datetime(sheet.form.cleaned_data["seen"])
    except ValueError:
        return None


def _address_of(request: MemberRequest, resume: Resume) -> str:
    return reverse("resumes:candidate", args=[request.member.company.slug, resume.candidate_id]) + f"?resume={resume.pk}"
