"""Reports to be taken along. Each is noted in the log."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from accounts.http import RECRUITING, MemberRequest, member_page
from interviews.access import job_for_member
from interviews.services.exports import csv_lines
from reports import access
from reports.queries.beside import Beside, beside
from reports.queries.exports import data_of_job, data_of_report
from reports.queries.report import ShownReport, shown_report
from reports.queries.rows import rows_of_job, rows_of_report
from reports.queries.technical import notes_of
from reports.queries.versions import reports_of_job
from reports.services.viewing import note_export, note_export_of_job


@require_safe
@member_page(*RECRUITING)
def pdf(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    try:
        # It loads libraries of the system, which nothing else needs.
        from reports.pdf import pdf_of
    except (ImportError, OSError):
        messages.error(request, "This server lacks what prints PDF: its administrator has to install Pango. CSV and JSON work.")
        return redirect("reports:report", request.member.company.slug, interview_id)
    shown, said = _taken(request, interview_id, "pdf")
    context = {"shown": shown, "interview": shown.report.interview, "company": request.member.company, "name": _name(shown)}
    context |= {"decision": said.decision, "reviewers": said.reviewers(shown.content), "notes": list(notes_of(shown.report.interview))}
    context |= {"competencies": [(each, said.said_of(each.scored.key)) for each in shown.competencies]}
    made = pdf_of(render_to_string("reports/paper.html", context))
    return HttpResponse(made, content_type="application/pdf", headers=_named(_name(shown), "pdf"))


@require_safe
@member_page(*RECRUITING)
def csv(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    shown, said = _taken(request, interview_id, "csv")
    return _csv(rows_of_report(shown, said), _name(shown))


@require_safe
@member_page(*RECRUITING)
def json(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    shown, said = _taken(request, interview_id, "json")
    return _json(data_of_report(shown, said), _name(shown))


@require_safe
@member_page(*RECRUITING)
def job_csv(request: MemberRequest, job_id: UUID) -> HttpResponse:
    job = job_for_member(request.member, job_id)
    reports = reports_of_job(job)
    note_export_of_job(job=job, form="csv", reports=reports, by=request.actor)
    return _csv(rows_of_job(reports, beside([each.interview_id for each in reports])), job.title)


@require_safe
@member_page(*RECRUITING)
def job_json(request: MemberRequest, job_id: UUID) -> HttpResponse:
    job = job_for_member(request.member, job_id)
    reports = reports_of_job(job)
    note_export_of_job(job=job, form="json", reports=reports, by=request.actor)
    return _json({"job": job.title, "reports": data_of_job(reports, beside([each.interview_id for each in reports]))}, job.title)


def _taken(request: MemberRequest, interview_id: UUID, form: str) -> tuple[ShownReport, Beside]:
    interview = access.interview_for_member(request.member, interview_id)
    found = access.made_report(interview, request.GET.get("version", ""))
    found.interview = interview
    note_export(report=found, form=form, by=request.actor)
    said = beside([interview.pk])[interview.pk]
    return shown_report(found, interview, overrides=said.overrides, rated=said.rated), said


def _name(shown: ShownReport) -> str:
    assert shown.report.interview.invitation
    return shown.report.interview.invitation.candidate.name


def _csv(rows: Sequence[Sequence[str]], name: str) -> HttpResponse:
    # Spreadsheets take the bytes for Latin-1 without the first mark.
    return HttpResponse("\ufeff" + csv_lines(rows), content_type="text/csv; charset=utf-8", headers=_named(name, "csv"))


def _json(data: Any, name: str) -> HttpResponse:
    return JsonResponse(data, headers=_named(name, "json"), json_dumps_params={"ensure_ascii": False, "indent": 1})


def _named(name: str, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="report-{slugify(name) or "interview"}.{ending}"'}
