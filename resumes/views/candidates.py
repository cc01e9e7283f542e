"""A company's candidates: the list, adding, uploading, one candidate's page, erasing."""

from pathlib import PurePath
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import RECRUITING, MemberRequest, form_of, member_page
from accounts.tasks import delay_on_commit
from resumes import access, tasks
from resumes.forms import CandidateForm, SearchForm, UploadForm
from resumes.models import Candidate, Resume
from resumes.problems import NOT_KEPT, SENTENCES
from resumes.queries.candidates import Shown, shown_resume
from resumes.queries.candidates import candidates as candidates_wanted
from resumes.reading.verdict import Problem
from resumes.services.candidates import AddressTaken, add_candidate, erase_candidate
from resumes.services.uploads import Empty, NotKept, Received, TooLarge, receive_resume, shown_name

CANDIDATES_PAGE = 50


@require_safe
@member_page(*RECRUITING)
def candidates(request: MemberRequest) -> HttpResponse:
    return _candidates(request, CandidateForm(), UploadForm())


def _candidates(request: MemberRequest, form: CandidateForm, upload_form: UploadForm, status: int = 200) -> HttpResponse:
    search = SearchForm(request.GET)
    wanted = search.wanted
    page = Paginator(candidates_wanted(wanted), CANDIDATES_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "upload_form": upload_form,
        "wanted": wanted,
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number)),
        "query": f"&{query.urlencode()}" if query else "",
        # As long as one of these is being read, the list asks again.
        "is_reading": any(vars(person)["resume_state"] in ("received", "read") for person in page),
    }
    template = "resumes/candidates.html#list" if request.headers.get("HX-Request") else "resumes/candidates.html"
    return render(request, template, context, status=status)


@form_of("resumes:candidates")
@member_page(*RECRUITING)
def add(request: MemberRequest) -> HttpResponse:
    form = CandidateForm(request.POST)
    if not form.is_valid():
        return _candidates(request, form, UploadForm(), status=422)
    company = request.member.company
    try:
        candidate = add_candidate(company=company, source=Candidate.Source.ADDED, by=request.actor, **form.cleaned_data)
    except AddressTaken as taken:
        messages.info(request, f"{taken.candidate.name} has this address already. Here they are.")
        return redirect("resumes:candidate", company.slug, taken.candidate.pk)
    messages.success(request, f"{candidate.name} was added.")
    return redirect("resumes:candidate", company.slug, candidate.pk)


@form_of("resumes:candidates")
@member_page(*RECRUITING)
def upload(request: MemberRequest) -> HttpResponse:
    """Each file is a candidate of its own, named by the file until the résumé has said who it is."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _candidates(request, CandidateForm(), form, status=422)
    taken = 0
    for file in form.cleaned_data["documents"]:
        name = shown_name(file.name)
        candidate = Candidate(
            company=request.member.company, name=PurePath(name).stem[:120] or name[:120], source=Candidate.Source.UPLOADED
        )
        candidate.save()
        problem = _receive(request, candidate, file, name)
        taken += not problem
        if problem:
            candidate.delete()
            messages.error(request, f"{name}: {problem}")
    if taken:
        messages.success(request, f"{taken} {'file was' if taken == 1 else 'files were'} received. Each is being read now.")
    return redirect("resumes:candidates", request.member.company.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page(*RECRUITING)
def candidate(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """The person, and their newest résumé beside what was understood. A file that is posted here is one more résumé."""
    person = access.candidate_in_company(candidate_id)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["documents"][0]
        problem = _receive(request, person, file, shown_name(file.name))
        if not problem:
            return redirect("resumes:candidate", request.member.company.slug, person.pk)
        form.add_error("documents", problem)
    resumes = list(person.resumes.order_by("-created_at"))
    shown = _newest(resumes)
    context = {"candidate": person, "resumes": resumes, "form": form, "shown": shown, "groups": shown.groups if shown else []}
    template = "resumes/candidate.html#resume" if request.headers.get("HX-Request") else "resumes/candidate.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page(*RECRUITING)
def erase(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    person = access.candidate_in_company(candidate_id)
    if request.method != "POST":
        return render(request, "resumes/erase.html", {"candidate": person})
    erase_candidate(candidate=person, by=request.actor)
    messages.success(request, "The candidate was erased, with every file and everything read in them.")
    return redirect("resumes:candidates", request.member.company.slug)


def _receive(request: MemberRequest, person: Candidate, file: UploadedFile, name: str) -> str:  # type: ignore[type-arg]
    """Take a file, and return what is wrong with it."""
    try:
        received: Received = receive_resume(candidate=person, file=file, name=name, by=request.actor)
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


def _newest(resumes: list[Resume]) -> Shown | None:
    return shown_resume(resumes[0], timezone.now().date()) if resumes else None
