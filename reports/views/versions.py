"""Having a report made anew."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.http import RECRUITING, MemberRequest, member_page, require_page
from accounts.tasks import delay_on_commit
from reports import access, tasks
from reports.queries.changes import changes_since, later_rubric
from reports.services.refused import AgreementIsGone
from reports.services.versions import BeingMade, ask_for_version


@require_page
@member_page(*RECRUITING)
def new(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview = access.interview_for_member(request.member, interview_id)
    found = access.made_report(interview)
    later = later_rubric(found, interview)
    if request.method != "POST":
        assert interview.invitation
        context = {"interview": interview, "candidate": interview.invitation.candidate, "job": interview.job, "report": found}
        return render(request, "reports/new_version.html", context | {"changes": changes_since(found, interview), "later_rubric": later})
    judge_by = request.POST.get("judge_by", "")
    if judge_by and (later is None or judge_by != str(later.number)):
        messages.error(
            request, f"Version {judge_by[:9]} of the plan is not the newest any more. Look once more at what the report would be judged by."
        )
        return redirect("reports:new-version", request.member.company.slug, interview.pk)
    rubric = later if judge_by else found.rubric
    try:
        turns = ask_for_version(interview=interview, rubric=rubric, by=request.actor)
    except BeingMade:
        messages.info(request, "A new version is on its way already.")
    except AgreementIsGone:
        messages.error(request, "The candidate has taken their agreement back. Nothing of the interview is assessed any more.")
    else:
        for turn in turns:
            delay_on_commit(tasks.assess_turn, str(interview.pk), turn, str(interview.company_id))
        messages.success(request, "A new version is being made. This page tells when it is there.")
    return redirect("reports:report", request.member.company.slug, interview.pk)
