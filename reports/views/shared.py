"""A report as somebody reads it who came by a link, without an account."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import actor
from accounts.tenancy import company_scope
from interviews.guessing import TooManyMisses, count_try, forgive_try
from interviews.services.consents import has_taken_back
from reports import access
from reports.assessing.material import names_of
from reports.masking import as_said, covering
from reports.models import ReportLink
from reports.queries.report import shown_report
from reports.services.sharing import note_opening


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    address = actor(request).address or ""
    try:
        count_try(address)
        link = access.link_by_token(token)
    except TooManyMisses:
        answer = _closed(request, "too-often", 429)
        answer["Retry-After"] = "60"
        return answer
    except Http404:
        return _closed(request, "unknown", 404)
    forgive_try(address)
    if not link.is_open:
        return _closed(request, "revoked" if link.revoked_at else "expired", 410)
    with company_scope(link.company_id):
        return _report(request, link)


def _report(request: HttpRequest, link: ReportLink) -> HttpResponse:
    try:
        report = access.report_of_link(link)
    except Http404:
        return _closed(request, "unknown", 404)
    interview = report.interview
    assert interview.invitation
    if has_taken_back(interview.invitation):
        return _closed(request, "ended", 410)
    name = "" if link.without_names else interview.invitation.candidate.name
    shown = shown_report(report, interview, covering(names_of(interview)) if link.without_names else as_said)
    note_opening(link=link, address=actor(request).address)
    context = {"link": link, "shown": shown, "interview": interview, "job": interview.job, "company": interview.company, "name": name}
    answer = render(request, "reports/shared.html", context)
    # The address is the key: it goes to no other site, and into no index.
    answer["Referrer-Policy"], answer["X-Robots-Tag"] = "no-referrer", "noindex"
    return answer


def _closed(request: HttpRequest, why: str, status: int) -> HttpResponse:
    return render(request, "reports/shared_closed.html", {"why": why}, status=status)
