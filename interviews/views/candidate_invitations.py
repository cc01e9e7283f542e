"""All that a candidate was invited to: a part of their page, which resumes shows, and a page of its own without JavaScript."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import RECRUITING, MemberRequest, member_page
from interviews.queries.invitations import of_candidate
from resumes.access import CandidateMerged, candidate_in_company

ON_A_PAGE = 50


@require_safe
@member_page(*RECRUITING)
def invitations(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    try:
        candidate = candidate_in_company(candidate_id)
    except CandidateMerged as merged:
        return redirect("interviews:candidate-invitations", request.member.company.slug, merged.into)
    page = Paginator(of_candidate(candidate, timezone.now()), ON_A_PAGE).get_page(request.GET.get("page"))
    numbers, is_part = list(page.paginator.get_elided_page_range(page.number)), bool(request.headers.get("HX-Request"))
    context = {"candidate": candidate, "page": page, "numbers": numbers, "is_part": is_part}
    template = "interviews/candidate_invitations.html"
    return render(request, f"{template}#invitations" if is_part else template, context)
