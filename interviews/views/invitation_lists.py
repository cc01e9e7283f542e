"""Many people are invited: brought, looked at, corrected and sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.http import RECRUITING, MemberRequest, form_of, member_page, require_page
from accounts.tasks import delay_on_commit
from interviews import access, tasks
from interviews.forms.inviting import ListForm, MessageForm, RowForm, first_message
from interviews.models import InvitationList, Job
from interviews.queries.invitations import about_job
from interviews.services.exports import csv_lines
from interviews.services.lists import sending
from interviews.services.lists.checking import LABELS, Result, Row, counted, rows_from
from interviews.services.refused import Refused
from interviews.views.inviting import PLACEHOLDERS, WHY_NOT, of_open_job

ROWS_PAGE = 50
State = InvitationList.State
REFUSED = WHY_NOT | {
    sending.NotNow: "This list is being sent, or was sent already. Nothing was changed.",
    sending.NobodyReady: "Nobody in this list is ready to be invited. Correct a row first.",
}


@require_page
@of_open_job
def new(request: MemberRequest, job: Job) -> HttpResponse:
    form = ListForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        found = sending.keep_list(job=job, name=form.cleaned_data["name"], entries=form.entries, by=request.actor)
        return redirect("interviews:invite-list", request.member.company.slug, job.pk, found.pk)
    context = {"job": job, "form": form, "about": about_job(job)}
    return render(request, "interviews/invite_many.html", context, status=422 if form.is_bound else 200)


@require_page
@member_page(*RECRUITING)
def one(request: MemberRequest, job_id: UUID, list_id: UUID) -> HttpResponse:
    """The list; posted, the message that it is to be sent with."""
    job = access.job_for_member(request.member, job_id)
    found = access.list_of_job(job, list_id)
    form = MessageForm(request.POST or None, company=job.company, initial=first_message(job), minutes=about_job(job).minutes)
    if not form.is_valid():
        return _one(request, job, found, form)
    try:
        ready = sending.order_sending(found=found, message=form.message, by=request.actor)
    except Refused as refusal:
        form.add_error(None, REFUSED[type(refusal)])
        return _one(request, job, found, form)
    delay_on_commit(tasks.send_list, str(found.pk), str(found.company_id))
    messages.success(request, f"{ready:,} invitations are on their way." if ready > 1 else "One invitation is on its way.")
    return redirect("interviews:invite-list", request.member.company.slug, job.pk, found.pk)


@form_of("interviews:invite-list", "job_id", "list_id")
@member_page(*RECRUITING)
def row(request: MemberRequest, job_id: UUID, list_id: UUID, number: int) -> HttpResponse:
    job = access.job_for_member(request.member, job_id)
    found = access.list_of_job(job, list_id)
    form = RowForm(request.POST)
    if form.is_valid():
        try:
            sending.change_row(found=found, number=number, change=_change(form.cleaned_data))
        except sending.NotNow:
            messages.error(request, REFUSED[sending.NotNow])
    if request.htmx:  # type: ignore[attr-defined]
        found.refresh_from_db()
        return render(request, "interviews/invite_list.html#people", _people(request, job, found))
    back = redirect("interviews:invite-list", request.member.company.slug, job.pk, found.pk)
    back["Location"] += f"?{request.GET.urlencode()}#people"
    return back


def _change(given: dict[str, Any]) -> Callable[[Row], Row]:
    match given["do"]:
        case "leave-out":
            return lambda row: replace(row, left_out=True)
        case "take-in":
            return lambda row: replace(row, left_out=False)
        case "again":
            return lambda row: replace(row, again=True)
        case "sure":
            return lambda row: replace(row, sure=True)
    name, email = " ".join(given["name"].split()), given["email"].strip()
    return lambda row: replace(row, name=name, email=email, sure=False, left_out=False)


@require_safe
@member_page(*RECRUITING)
def staying_out(request: MemberRequest, job_id: UUID, list_id: UUID) -> HttpResponse:
    """The rows that are not invited, with the reason."""
    found = access.list_of_job(access.job_for_member(request.member, job_id), list_id)
    out = [[str(row.row), row.name, row.email, row.label, row.why] for row in rows_from(found.rows) if row.result != Result.READY]
    lines = csv_lines([["Row", "Name", "E-mail", "Result", "Why"], *out])
    named = {"Content-Disposition": 'attachment; filename="not-invited.csv"'}
    # Spreadsheets take the bytes for Latin-1 without this mark.
    return HttpResponse("\ufeff" + lines, content_type="text/csv; charset=utf-8", headers=named)


@form_of("interviews:invite-list", "job_id", "list_id")
@member_page(*RECRUITING)
def forget(request: MemberRequest, job_id: UUID, list_id: UUID) -> HttpResponse:
    job = access.job_for_member(request.member, job_id)
    try:
        sending.forget_list(found=access.list_of_job(job, list_id), by=request.actor)
    except sending.NotNow:
        messages.error(request, "It is being sent just now. Wait for the end, then it can be removed.")
        return redirect("interviews:invite-list", request.member.company.slug, job.pk, list_id)
    messages.success(request, "The list is removed. Invitations that went out stay.")
    return redirect("interviews:job", request.member.company.slug, job.pk)


def _one(request: MemberRequest, job: Job, found: InvitationList, form: MessageForm) -> HttpResponse:
    context = _people(request, job, found) | {"form": form, "about": about_job(job), "placeholders": PLACEHOLDERS}
    template = "interviews/invite_list.html#people" if request.htmx else "interviews/invite_list.html"  # type: ignore[attr-defined]
    return render(request, template, context, status=422 if form.is_bound else 200)


def _people(request: MemberRequest, job: Job, found: InvitationList) -> dict[str, Any]:
    rows = rows_from(found.rows)
    numbers = counted(rows)
    wanted = request.GET.get("show", "")
    shown = [row for row in rows if row.result == wanted] if wanted in numbers else rows
    page = Paginator(shown, ROWS_PAGE).get_page(request.GET.get("page"))
    ready = numbers.get(Result.READY, 0)
    return {
        "job": job,
        "found": found,
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number)),
        "wanted": wanted,
        "query": f"&show={wanted}" if wanted else "",
        "chips": [(result, label, numbers[result]) for result, label in LABELS.items() if numbers.get(result)],
        "total": len(rows),
        "ready": ready,
        "out": len(rows) - ready - numbers.get(Result.BROKEN, 0),
        "to_correct": numbers.get(Result.BROKEN, 0),
        "is_open": found.state == State.CHECKED,
        "is_sending": found.state == State.SENDING,
        "note": f"{found.done:,} of {len(rows):,}",
    }
