"""A company's own pages: settings, audit log."""

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import queries
from accounts.forms import TINTS, AuditFilterForm, SettingsForm
from accounts.http import MANAGERS, MemberRequest, form_of, member_page, require_page
from accounts.models import AuditEntry
from accounts.services import companies
from accounts.services.audit import record

AUDIT_PAGE = 50
EXPORT_AT_MOST = 100_000


@require_page
@member_page(*MANAGERS)
def settings(request: MemberRequest) -> HttpResponse:
    company = request.member.company
    form = SettingsForm(request.POST or None, request.FILES or None, initial={name: getattr(company, name) for name in companies.SETTINGS})
    if form.is_valid():
        # Only what was changed in this form: another tab may have saved the rest meanwhile.
        changes = {name: form.cleaned_data[name] for name in companies.SETTINGS if name in form.changed_data}
        companies.change_settings(
            company=company, changes=changes, logo=form.cleaned_data["logo"], remove_logo=form.cleaned_data["remove_logo"], by=request.actor
        )
        messages.success(request, "Saved.")
        return redirect("accounts:settings", company.slug)
    context = {"form": form, "brand": company.brand, "tints": TINTS}
    return render(request, "accounts/settings.html", context, status=422 if form.is_bound else 200)


@require_safe
@member_page(*MANAGERS)
def audit(request: MemberRequest) -> HttpResponse:
    form, wanted = _audit_filter(request)
    page = Paginator(queries.audit_log(wanted), AUDIT_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number)),
        "query": query.urlencode(),
        "pager_query": f"&{query.urlencode()}" if query else "",
    }
    template = "accounts/audit.html#entries" if request.htmx and not request.htmx.boosted else "accounts/audit.html"  # type: ignore[attr-defined]
    return render(request, template, context, status=422 if form.errors else 200)


@form_of("accounts:audit")
@member_page(*MANAGERS)
def audit_export(request: MemberRequest) -> HttpResponse:
    form, wanted = _audit_filter(request)
    if form.errors:
        return redirect("accounts:audit", request.member.company.slug)
    company = request.member.company
    record(by=request.actor, company=company, action="audit.exported", target=company, name=company.name)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{company.slug}-{timezone.now():%Y-%m-%d}.csv"'
    # Spreadsheets take the bytes for Latin-1 without this mark.
    response.write("\ufeff")
    # Quoted, each of them: where the list separator is a semicolon, one inside a cell would begin another.
    csv.writer(response, quoting=csv.QUOTE_ALL).writerows(_audit_rows(queries.audit_log(wanted)[:EXPORT_AT_MOST].iterator(chunk_size=2000)))
    return response


def _audit_filter(request: MemberRequest) -> tuple[AuditFilterForm, queries.AuditFilter]:
    form = AuditFilterForm(request.GET or None, actions=queries.audit_actions())
    if not form.is_valid():
        return form, queries.AuditFilter()
    zone, data = request.member.company.zone, form.cleaned_data
    return form, queries.AuditFilter(
        words=data["words"],
        action=data["action"],
        since=_day_start(data["since"], zone) if data["since"] else None,
        until=_day_start(data["until"] + timedelta(days=1), zone) if data["until"] else None,
    )


def _day_start(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _audit_rows(entries: Iterator[AuditEntry]) -> Iterator[list[Any]]:
    yield ["When (UTC)", "Who", "From", "Action", "Kind", "Id", "What", "Details"]
    for entry in entries:
        row = [entry.at.isoformat(), entry.actor_name, entry.address or "", entry.action, entry.target_kind, entry.target_id]
        yield [harmless(cell) for cell in [*row, entry.target_name, json.dumps(entry.details, sort_keys=True) if entry.details else ""]]


def harmless(cell: str) -> str:
    """A spreadsheet runs a cell that begins like a formula; a leading apostrophe makes it text."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
