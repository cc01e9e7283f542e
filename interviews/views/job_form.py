"""The form in which a job is written: its description pasted or read from a file, and what the interviewer may answer."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.faults import Fault
from accounts.http import MemberRequest
from accounts.overtaken import changed_by
from interviews.descriptions import NO_ROOM, SENTENCES, NoRoom, proposed_title, text_of
from interviews.forms.faq import FaqRow, check_rows, faq_from, rows_from, rows_of, starters
from interviews.forms.jobs import JobForm, ReviewerForm
from interviews.models import Job
from interviews.queries.jobs import reviewers_of, reviewers_without
from interviews.services import jobs as services
from resumes.reading.verdict import Unreadable
from resumes.services.uploads import shown_name

SAVE, PLAN, READ, ADD, REMOVE = "save", "plan", "read", "add", "remove-"
NO_FILE = "Choose a file first."
NOT_READ = "This file was not read yet, and a description is there. Press “Read the file”, which replaces it, or leave the file out."


@dataclass(frozen=True, slots=True)
class Document:
    """A file that came with the form, as it was read."""

    name: str
    text: str = ""
    problem: str = ""


class JobRequest(MemberRequest):
    document: Document | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form as it goes to the page."""

    form: JobForm
    rows: list[FaqRow]
    job: Job | None = None
    # What was read, and is not saved yet.
    said: str = ""
    # Why a file is no description.
    problem: str = ""
    # When and by whom it was saved after it was opened here.
    overtaken: str = ""

    @property
    def faults(self) -> list[Fault]:
        """Of the file and of the rows; those of the form stand in it."""
        found = [Fault("id_document", self.problem)] if self.problem else []
        return found + [Fault(f"faq-question-{number}", row.fault) for number, row in enumerate(self.rows) if row.fault]

    @property
    def is_answered(self) -> bool:
        """Somebody has written an answer, or what belongs to one."""
        return any(row.fault or not row.is_left_out for row in self.rows)


def read_document(request: JobRequest, **kwargs: object) -> None:
    """Before the company's transaction is open: a file may take fifteen seconds."""
    file, request.document = request.FILES.get("document"), None
    if file is None:
        return
    name = shown_name(file.name or "")
    try:
        request.document = Document(name, text=text_of(file))
    except Unreadable as why:
        request.document = Document(name, problem=SENTENCES[why.problem])
    except NoRoom:
        request.document = Document(name, problem=NO_ROOM)


def write(request: JobRequest, job: Job | None = None) -> HttpResponse:
    do = request.POST.get("do", SAVE)
    if request.method != "POST":
        return page(request, _opened(request, job))
    if do in (SAVE, PLAN):
        return _save(request, job)
    rows = rows_from(request.POST)
    if do == READ:
        return _read(request, rows, job)
    # Without JavaScript a row comes and goes by a round to here.
    gone = do.removeprefix(REMOVE)
    rows = [row for number, row in enumerate(rows) if str(number) != gone] + ([FaqRow()] if do == ADD else [])
    return page(request, Sheet(_typed(request, job), rows, job))


def page(request: JobRequest, sheet: Sheet, status: int = 200) -> HttpResponse:
    job = sheet.job
    context = {
        "sheet": sheet,
        "form": sheet.form,
        "rows": sheet.rows,
        "job": job,
        "tab": "settings",
        # What came by POST and is shown again is not saved.
        "is_changed": request.method == "POST",
    }
    if job is None:
        return render(request, _part(request, "interviews/job_new.html"), context, status=status)
    given = list(reviewers_of(job))
    context |= {"given": given, "reviewer_form": ReviewerForm(reviewers=list(reviewers_without(job)))}
    return render(request, _part(request, "interviews/job_settings.html"), context, status=status)


def _part(request: JobRequest, template: str) -> str:
    is_part = request.htmx and request.POST.get("do") == READ  # type: ignore[attr-defined]
    return "interviews/job_fields.html#described" if is_part else template


def _opened(request: JobRequest, job: Job | None) -> Sheet:
    company = request.member.company
    if job is None:
        return Sheet(JobForm(company=company, initial={"language": company.language}), starters(company.language))
    names = ("description", "title", "team", "location", "seniority", "language", "deadline")
    values = {name: getattr(job, name) for name in names} | {"seen": job.changed_at.isoformat()}
    return Sheet(JobForm(company=company, job=job, initial=values), rows_of(job), job)


def _typed(request: JobRequest, job: Job | None, **more: str) -> JobForm:
    """The form as it was sent, without a word about what it still lacks."""
    return JobForm(company=request.member.company, job=job, initial=request.POST.dict() | more)


def _read(request: JobRequest, rows: list[FaqRow], job: Job | None) -> HttpResponse:
    document = request.document
    if document is None or document.problem:
        problem = f"{document.name}: {document.problem}" if document else NO_FILE
        return page(request, Sheet(_typed(request, job), rows, job, problem=problem), status=422)
    title = request.POST.get("title", "").strip() or proposed_title(document.text)
    form = _typed(request, job, description=document.text, title=title)
    return page(request, Sheet(form, rows, job, said=f"Read from {document.name}. Nothing is saved until you save."))


def _save(request: JobRequest, job: Job | None) -> HttpResponse:
    form, rows = JobForm(_with_document(request), company=request.member.company, job=job), rows_from(request.POST)
    problem = _problem_of_document(request)
    # All are asked, so that all faults are seen at once.
    if not all([form.is_valid(), check_rows(rows), not problem]):
        return page(request, Sheet(form, rows, job, problem=problem), status=422)
    written = form.written(faq_from(rows))
    if job is None:
        return _create(request, written)
    try:
        earlier = services.change_job(job=job, written=written, seen=form.cleaned_data["seen"], by=request.actor)
    except services.ChangedMeanwhile as meanwhile:
        # Nothing typed is lost; saving once more says: mine.
        form = _typed(request, job, seen=meanwhile.job.changed_at.isoformat())
        return page(request, Sheet(form, rows, job, overtaken=changed_by(request.member, job, "job.changed")), status=422)
    messages.success(request, "Saved.")
    if earlier:
        messages.info(request, _about_those_invited(earlier))
    return redirect("interviews:job-settings", request.member.company.slug, job.pk)


def _about_those_invited(number: int) -> str:
    who = "One candidate was" if number == 1 else f"{number} candidates were"
    return f"{who} invited until an earlier moment, and that stays. To set a later deadline, choose them among this job’s candidates."


def _create(request: JobRequest, written: services.Written) -> HttpResponse:
    company = request.member.company
    try:
        made = services.create_job(company=company, written=written, by=request.actor)
    except services.MadeAlready as already:
        messages.info(request, f"You made “{already.job.title}” a moment ago. Here it is; nothing was made twice.")
        return redirect("interviews:job", company.slug, already.job.pk)
    messages.success(request, f"“{made.title}” is there, as a draft. Nobody has been written to.")
    if request.POST.get("do") == PLAN:
        return redirect(reverse("interviews:plan-start", args=[company.slug, made.pk]) + "?now=1")
    return redirect("interviews:job", company.slug, made.pk)


def _with_document(request: JobRequest) -> QueryDict:
    """A file whose text nobody has looked at yet is the description, where there is no other."""
    data = request.POST.copy()
    if request.document and not data.get("description", "").strip():
        data["description"] = request.document.text
    return data


def _problem_of_document(request: JobRequest) -> str:
    document = request.document
    if document is None:
        return ""
    if document.problem:
        return f"{document.name}: {document.problem}"
    return NOT_READ if request.POST.get("description", "").strip() else ""
