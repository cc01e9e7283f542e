"""One candidate: their page, further résumés as a file or as text, editing, erasing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.base import ContentFile, File
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.gateway import can_ask_a_model
from accounts.http import RECRUITING, MemberRequest, form_of, member_page, require_page
from accounts.overtaken import changed_by
from accounts.tasks import delay_on_commit
from resumes import access, tasks
from resumes.forms import EditForm, TypedForm, UploadForm
from resumes.models import Candidate, Resume
from resumes.problems import NOT_KEPT, SENTENCES
from resumes.queries.candidates import shown_resume
from resumes.queries.history import history_of
from resumes.reading.verdict import Problem
from resumes.services.candidates import AddressTaken, ChangedMeanwhile, change_candidate, erase_candidate
from resumes.services.uploads import Empty, NotKept, TooLarge, receive_resume, shown_name
from resumes.signals import told_before_erasing


@require_page
@member_page(*RECRUITING)
def candidate(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """The person, and a résumé beside what was understood. A file that is posted here is one more résumé."""
    try:
        person = access.candidate_to_change(candidate_id) if request.method == "POST" else access.candidate_in_company(candidate_id)
    except access.CandidateMerged as merged:
        return redirect("resumes:candidate", request.member.company.slug, merged.into)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["documents"][0]
        problem = _receive(request, person, file, shown_name(file.name))
        if not problem:
            return redirect("resumes:candidate", request.member.company.slug, person.pk)
        form.add_error("documents", problem)
    return _page(request, person, form, TypedForm())


@form_of("resumes:candidates")
@member_page(*RECRUITING)
def type_resume(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """Text instead of a file, for those that are pictures only. It comes in as a file of text would."""
    person = access.candidate_to_change(candidate_id)
    form = TypedForm(request.POST)
    if not form.is_valid():
        return _page(request, person, UploadForm(), form)
    _receive(request, person, ContentFile(form.cleaned_data["text"].encode()), "Typed text.txt")
    return redirect("resumes:candidate", request.member.company.slug, person.pk)


@require_page
@member_page(*RECRUITING)
def edit(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    person = access.candidate_to_change(candidate_id) if request.method == "POST" else access.candidate_in_company(candidate_id)
    form = EditForm(request.POST or None, candidate=person)
    if form.is_valid():
        try:
            change_candidate(candidate=person, changes=form.changes, seen=form.seen, by=request.actor)
            messages.success(request, "Saved.")
            return redirect("resumes:candidate", request.member.company.slug, person.pk)
        except AddressTaken as taken:
            form.add_error("email", f"{taken.candidate.name} has this address already. If both are one person, merge them.")
        except ChangedMeanwhile as change:
            form = form.having_seen(change.candidate)
            theirs = [(form.fields[name].label, form[name].initial) for name in change.fields]
            return _edit_page(request, change.candidate, form, theirs)
    return _edit_page(request, person, form, [])


def _edit_page(request: MemberRequest, person: Candidate, form: EditForm, theirs: list[tuple[Any, Any]]) -> HttpResponse:
    """`theirs`: what somebody else saved in fields that this person changed too."""
    context = {"candidate": person, "form": form, "theirs": theirs}
    if theirs:
        context["by_whom"] = changed_by(request.member, person, "candidate.changed")
    return render(request, "resumes/edit.html", context, status=422 if form.is_bound else 200)


@require_page
@member_page(*RECRUITING)
def erase(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    if request.method != "POST":
        person = access.candidate_in_company(candidate_id)
        return render(request, "resumes/erase.html", {"candidate": person, "goes_too": told_before_erasing([person.pk])})
    # Not locked here: lists that name them are locked first.
    erase_candidate(candidate=access.candidate_in_company(candidate_id), by=request.actor)
    messages.success(request, "The candidate was erased, with every file and everything read in them.")
    return redirect("resumes:candidates", request.member.company.slug)


def _page(request: MemberRequest, person: Candidate, form: UploadForm, typed: TypedForm) -> HttpResponse:
    resumes = list(person.resumes.select_related("corrected_by", "given_by").order_by("-created_at"))
    chosen = _chosen(request, resumes)
    shown = shown_resume(chosen, timezone.now().date()) if chosen else None
    context = {
        "candidate": person,
        "resumes": resumes,
        "form": form,
        "typed": typed,
        "shown": shown,
        "groups": shown.groups if shown else [],
        # By rules, while a model could do better by now.
        "may_understand_again": bool(shown and shown.understood and shown.by_rules) and can_ask_a_model(request.member.company),
        # Of a part of the page nobody asks for these.
        "history": lambda: history_of(person),
    }
    template = "resumes/candidate.html#resume" if request.headers.get("HX-Request") else "resumes/candidate.html"
    return render(request, template, context, status=422 if form.is_bound or typed.is_bound else 200)


def _chosen(request: MemberRequest, resumes: list[Resume]) -> Resume | None:
    wanted = request.GET.get("resume")
    if not wanted:
        return resumes[0] if resumes else None
    found = next((resume for resume in resumes if str(resume.pk) == wanted), None)
    if found is None:
        raise Http404
    return found


def _receive(request: MemberRequest, person: Candidate, file: File, name: str) -> str:  # type: ignore[type-arg]
    """Take a file, and return what is wrong with it."""
    try:
        received = receive_resume(candidate=person, file=file, name=name, by=request.actor)
    except Empty:
        return SENTENCES[Problem.EMPTY]
    except TooLarge:
        return SENTENCES[Problem.TOO_LARGE]
    except NotKept:
        return NOT_KEPT
    if received.duplicate:
        messages.info(request, f"{name} is here already; nothing was read twice.")
    else:
        delay_on_commit(tasks.read_resume, str(received.resume.pk), str(person.company_id))
    return ""
