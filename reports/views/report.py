"""The report of one interview."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts.http import ANY_ROLE, MemberRequest, member_page
from reports import access
from reports.queries.people import people_of
from reports.queries.report import newest_report, progress_of, shown_report
from reports.services.viewing import note_view


@require_safe
@member_page(*ANY_ROLE)
def report(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview = access.interview_for_member(request.member, interview_id)
    assert interview.invitation
    found = newest_report(interview)
    context = {"interview": interview, "candidate": interview.invitation.candidate, "job": interview.job}
    if found is None:
        template = "reports/report_waiting.html#waiting" if request.htmx else "reports/report_waiting.html"  # type: ignore[attr-defined]
        return render(request, template, context | {"progress": progress_of(interview)})
    if request.htmx:  # type: ignore[attr-defined]
        # Somebody has waited for it.
        return HttpResponseClientRefresh()
    note_view(report=found, by=request.actor)
    people = people_of(interview, found, request.member)
    return render(request, "reports/report.html", context | {"shown": shown_report(found, interview), "people": people})
