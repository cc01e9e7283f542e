"""Files of questions: brought by our staff for the library, and by recruiters for their company's own banks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast
from uuid import UUID

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import MemberRequest, actor, member_page, require_page
from accounts.models import Company, Role
from accounts.services.audit import Actor, record
from accounts.tasks import delay_on_commit
from interviews import access, tasks
from interviews.forms.imports import CompanyImportForm, ExportForm, StaffImportForm
from interviews.models import QuestionImport
from interviews.queries import imports as queries
from interviews.services.exports import Format, Wanted, export
from interviews.services.imports import intake, progress
from interviews.services.imports.columns import LONGEST
from interviews.services.imports.template import template
from resumes.problems import NOT_KEPT

RECRUITING = (Role.OWNER, Role.ADMIN, Role.RECRUITER)
RIGHTS = ("interviews.add_question", "interviews.change_question")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody stands: at a company's pages or, without one, at our staff's."""

    company: Company | None
    by: Actor

    @property
    def layout(self) -> str:
        return "layouts/workspace.html" if self.company else "layouts/staff.html"

    @property
    def zone(self) -> str:
        return self.company.time_zone if self.company else settings.TIME_ZONE

    @property
    def limits(self) -> intake.Limits:
        return intake.limits_for(self.company.pk if self.company else None)

    def url(self, name: str, found: QuestionImport | None = None) -> str:
        arguments: dict[str, Any] = {"company": self.company.slug} if self.company else {}
        return reverse(
            f"interviews:{'' if self.company else 'staff-'}{name}", kwargs=arguments | ({"import_id": found.pk} if found else {})
        )

    @property
    def urls(self) -> dict[str, str]:
        return {
            "new": self.url("import-new"),
            "template": self.url("import-template"),
            "export": self.url("export"),
            "questions": self._questions,
        }

    @property
    def _questions(self) -> str:
        try:
            return self.url("questions")
        except NoReverseMatch:
            return reverse("accounts:today", args=[self.company.slug]) if self.company else reverse("admin:index")


def company_desk(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @member_page(*RECRUITING)
    @wraps(view)
    def page(request: MemberRequest, **arguments: Any) -> HttpResponse:
        return cast(HttpResponse, view(request, Desk(request.member.company, request.actor), **arguments))

    return page


def staff_desk(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def page(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        if not request.user.has_perms(RIGHTS):
            raise PermissionDenied
        return view(request, Desk(None, actor(request)), **arguments)

    return admin.site.admin_view(page)


@require_page
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    kind = CompanyImportForm if desk.company else StaffImportForm
    form = kind(request.POST or None, request.FILES or None, banks=list(queries.banks_to_write(desk.company)))
    if form.is_valid():
        try:
            return redirect(desk.url("import", _begun(desk, form.cleaned_data)))
        except intake.NotKept:
            form.add_error("file", NOT_KEPT)
    earlier = [(found, desk.url("import", found)) for found in queries.recent_imports(desk.company)]
    context = {"desk": desk, "urls": desk.urls, "form": form, "earlier": earlier, "longest": LONGEST}
    return render(request, "interviews/import_new.html", context, status=422 if form.is_bound else 200)


def _begun(desk: Desk, data: dict[str, Any]) -> QuestionImport:
    bank = access.bank_to_write(desk.company, UUID(data["bank"])) if data.get("bank") else None
    begun = intake.begin_import(
        file=data["file"],
        name=data["file"].name,
        size=data["file"].size,
        by=desk.by,
        company=desk.company,
        bank=bank,
        new_bank=data.get("new_bank", ""),
        makes_banks=data.get("makes_banks", False),
    )
    _send(tasks.check_import, begun)
    return begun


def _send(task: Any, found: QuestionImport) -> None:
    delay_on_commit(task, str(found.pk), str(found.company_id) if found.company_id else None)


@require_safe
def one(request: HttpRequest, desk: Desk, import_id: UUID) -> HttpResponse:
    found = access.import_of(desk.company, import_id)
    done, rows = (found.is_pending and progress.told(found.pk)) or (None, None)
    urls = desk.urls | {name: desk.url(f"import-{name}", found) for name in ("write", "forget", "faults")}
    context = {"desk": desk, "urls": urls, "found": found, "done": done, "rows": rows, "note": f"{done:,} of {rows:,}" if done else ""}
    name = "interviews/import.html"
    return render(request, f"{name}#import" if request.htmx else name, context)  # type: ignore[attr-defined]


@require_page
def write(request: HttpRequest, desk: Desk, import_id: UUID) -> HttpResponse:
    found = access.import_of(desk.company, import_id)
    if request.method != "POST":
        return redirect(desk.url("import", found))
    try:
        intake.order_writing(found=found, by=desk.by)
    except intake.NotNow:
        messages.error(request, "It is being written, was written already, or has faults. Nothing was begun.")
    else:
        _send(tasks.write_import, found)
    return redirect(desk.url("import", found))


@require_page
def forget(request: HttpRequest, desk: Desk, import_id: UUID) -> HttpResponse:
    found = access.import_of(desk.company, import_id)
    if request.method != "POST":
        return redirect(desk.url("import", found))
    try:
        intake.forget_import(found=found, by=desk.by)
    except intake.NotNow:
        messages.error(request, "It is being written just now. Wait for the end, then it can be forgotten.")
        return redirect(desk.url("import", found))
    messages.success(request, "The file is removed.")
    return redirect(desk.url("import-new"))


@require_safe
def faults(request: HttpRequest, desk: Desk, import_id: UUID) -> HttpResponseBase:
    found = access.import_of(desk.company, import_id)
    if not found.fault_list:
        raise Http404
    return Streamed(_pieces(found.fault_list), content_type="text/csv; charset=utf-8", headers=_named("faults.csv"))


def _pieces(stored: FieldFile) -> Iterator[bytes]:
    with stored.open("rb") as file:
        yield from file.chunks()


@require_safe
def template_file(request: HttpRequest, desk: Desk) -> HttpResponse:
    return HttpResponse(template(), content_type="text/csv; charset=utf-8", headers=_named("questions-template.csv"))


@require_page
def exporting(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    banks = list(queries.banks_to_export(desk.company))
    form = ExportForm(request.POST or None, banks=banks, everything="" if desk.company else "The whole library")
    if form.is_valid():
        bank = access.bank_to_write(desk.company, UUID(form.cleaned_data["bank"])) if form.cleaned_data["bank"] else None
        if desk.company and bank:
            record(by=desk.by, company=desk.company, action="questions.exported", target=bank, name=bank.name)
        wanted = Wanted(desk.company.pk if desk.company else None, bank.pk if bank else None)
        return file_of(wanted, Format(form.cleaned_data["form"]), bank.slug if bank else "library")
    context = {"desk": desk, "urls": desk.urls, "form": form, "banks": banks}
    return render(request, "interviews/export.html", context, status=422 if form.is_bound else 200)


def file_of(wanted: Wanted, form: Format, name: str) -> StreamingHttpResponse:
    """For whoever has said what is wanted: this page, and our staff's lists."""
    kind = "text/csv; charset=utf-8" if form == Format.CSV else "application/json"
    return Streamed(export(wanted, form), content_type=kind, headers=_named(f"questions-{name}-{timezone.now():%Y-%m-%d}.{form}"))


class Streamed(StreamingHttpResponse):
    """Under ASGI Django would put a plain iterator together before it sends the first piece."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        pieces: Iterator[bytes] = iter(self.streaming_content)  # type: ignore[arg-type]
        following = sync_to_async(lambda: next(pieces, None))
        while (piece := await following()) is not None:
            yield piece


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
