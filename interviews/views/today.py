"""A company's first page: what needs a person today, and what to do first where there is nothing yet."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import ANY_ROLE, MemberRequest, member_page
from accounts.queries import team, waiting_invitations
from interviews.models import Invitation, Job
from interviews.queries import today as queries
from interviews.queries.jobs import jobs_of

JOBS_AT_MOST = 10


@require_safe
@member_page(*ANY_ROLE)
def today(request: MemberRequest) -> HttpResponse:
    # Where somebody is led who comes without an address.
    request.session["company"] = request.member.company.slug
    if not request.member.may_recruit:
        return render(request, "interviews/today_reviewer.html", _for_reviewer(request))
    if not Invitation.objects.exists():
        return render(request, "interviews/today_first.html", _first_steps(request))
    return render(request, "interviews/today.html", _needed(request))


def _first_steps(request: MemberRequest) -> dict[str, Any]:
    return {
        "job": jobs_of(request.member).exclude(status=Job.Status.CLOSED).order_by("-created_at", "pk").first(),
        "team_size": team().count(),
        "waiting": waiting_invitations().count() if request.member.may_manage else 0,
    }


def _needed(request: MemberRequest) -> dict[str, Any]:
    now, zone = timezone.now(), request.member.company.zone
    returned, late = queries.returned_mails(now), queries.soon_too_late(now)
    return {
        "now": now,
        "returned": returned,
        "late": late,
        "stuck": returned.count + late.count,
        "helps": queries.calls_for_help(),
        "adjustments": queries.waiting_adjustments(),
        "gone": queries.gone_lately(now),
        "live": queries.held_now(),
        "over": queries.lately_over(now),
        "steps": queries.steps_of_week(now, zone),
        "jobs": queries.open_jobs(request.member),
    }


def _for_reviewer(request: MemberRequest) -> dict[str, Any]:
    given = jobs_of(request.member).exclude(status=Job.Status.DRAFT).order_by("-created_at", "pk")
    return {"jobs": list(given[:JOBS_AT_MOST]), "more": max(0, given.count() - JOBS_AT_MOST)}
