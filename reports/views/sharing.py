"""Links by which others read a report: made, copied, taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.http import RECRUITING, MemberRequest, form_of, member_page, require_page
from interviews.services.consents import has_taken_back
from reports import access
from reports.forms import ShareForm
from reports.queries.links import links_to
from reports.services.refused import AgreementIsGone
from reports.services.sharing import revoke_link, share_report


@require_page
@member_page(*RECRUITING)
def share(request: MemberRequest, interview_id: UUID) -> HttpResponse:
    interview = access.interview_for_member(request.member, interview_id)
    found = access.made_report(interview)
    form = ShareForm(request.POST or None)
    if form.is_valid():
        try:
            share_report(report=found, by=request.actor, **form.cleaned_data)
        except AgreementIsGone:
            messages.error(request, "The candidate has taken their agreement back. No link was made.")
        else:
            messages.success(request, "The link is ready to be copied.")
        return redirect("reports:share", request.member.company.slug, interview.pk)
    assert interview.invitation
    context = {"interview": interview, "candidate": interview.invitation.candidate, "job": interview.job, "report": found}
    state = {"agreement_is_gone": has_taken_back(interview.invitation)}
    status = 422 if request.method == "POST" else 200
    return render(request, "reports/share.html", context | state | {"form": form, "links": links_to(interview)}, status=status)


@form_of("reports:share", "interview_id")
@member_page(*RECRUITING)
def revoke(request: MemberRequest, interview_id: UUID, link_id: UUID) -> HttpResponse:
    interview = access.interview_for_member(request.member, interview_id)
    revoke_link(link=access.link_of_interview(interview, link_id), by=request.actor)
    messages.success(request, "The link opens nothing any more.")
    return redirect("reports:share", request.member.company.slug, interview.pk)
