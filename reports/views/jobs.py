"""The people of a job: ranked, and side by side."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.http import ANY_ROLE, MemberRequest, member_page
from interviews.access import job_for_member
from reports import access
from reports.queries.comparing import FEWEST, MOST, comparison_of
from reports.queries.standings import PAGE, Versions, agreement_in, standings_of
from reports.services.viewing import note_comparison, note_standings


@require_safe
@member_page(*ANY_ROLE)
def standings(request: MemberRequest, job_id: UUID) -> HttpResponse:
    job = job_for_member(request.member, job_id)
    wanted = _versions(request)
    at = max(1, _number(request.GET.get("page", "")) or 1)
    found = standings_of(job, request.member, wanted, at)
    # Each group has pages of its own: of those that are not asked for, the first is shown.
    groups = [
        (
            group,
            Paginator(range(group.total), PAGE).get_page(at if (group.number, group.judged_by) == wanted else 1),
            f"&plan={group.number}&by={group.judged_by}",
        )
        for group in found.groups
    ]
    note_standings(job=job, reports=found.reports, by=request.actor)
    context = {
        "job": job,
        "tab": "reports",
        "standings": found,
        "groups": [(group, page, list(page.paginator.get_elided_page_range(page.number)), query) for group, page, query in groups],
        # What everybody gave says what those gave whom one has yet to rate.
        "agreement": None if found.unrated else agreement_in(job),
        "fewest": FEWEST,
        "most": MOST,
    }
    return render(request, "reports/standings.html", context)


@require_safe
@member_page(*ANY_ROLE)
def compare(request: MemberRequest, job_id: UUID) -> HttpResponse:
    job = job_for_member(request.member, job_id)
    picked = _picked(request)
    if not FEWEST <= len(picked) <= MOST:
        messages.error(
            request, f"Pick {FEWEST} to {MOST} people to compare; {len(picked) or 'nobody'} {'is' if len(picked) < 2 else 'are'} picked."
        )
        return redirect("reports:standings", request.member.company.slug, job.pk)
    interviews = access.interviews_of_job(job.pk, picked)
    comparison = comparison_of(interviews, request.member)
    note_comparison(job=job, reports=comparison.reports, by=request.actor)
    return render(request, "reports/compare.html", {"job": job, "comparison": comparison})


def _picked(request: MemberRequest) -> list[UUID]:
    found = []
    for each in request.GET.getlist("pick"):
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _versions(request: MemberRequest) -> Versions | None:
    """That was answered and, where it is another, that they were judged by."""
    plan = _number(request.GET.get("plan", ""))
    return None if plan is None else (plan, _number(request.GET.get("by", "")) or plan)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
