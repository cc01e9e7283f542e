"""Two candidates who are one person: choose the other, see both, choose what stays."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.http import RECRUITING, MemberRequest, member_page, require_page
from resumes import access
from resumes.forms import SearchForm, ids_in
from resumes.models import Candidate
from resumes.queries.candidates import like
from resumes.queries.merging import choices_between
from resumes.services.merging import CHOSEN, CandidateGone, merge_candidates
from resumes.signals import told_before_merging


@require_page
@member_page(*RECRUITING)
def merge(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    person = access.candidate_in_company(candidate_id)
    others = ids_in(request.GET.getlist("with"))
    if not others or others[0] == person.pk:
        search = SearchForm(request.GET).wanted.search
        return render(request, "resumes/merge_whom.html", {"candidate": person, "search": search, "found": like(person, search)})
    other = access.candidate_in_company(others[0])
    if request.method == "POST":
        return _merge(request, person, other)
    context = {"kept": person, "gone": other, "pair": (person, other), "choices": choices_between(person, other)}
    return render(request, "resumes/merge.html", context | {"comes_too": told_before_merging(person.pk, other.pk)})


def _merge(request: MemberRequest, kept: Candidate, gone: Candidate) -> HttpResponse:
    from_gone = [name for name in CHOSEN if request.POST.get(name) == "gone"]
    slug = request.member.company.slug
    try:
        merge_candidates(kept=kept, gone=gone, from_gone=from_gone, by=request.actor)
    except CandidateGone:
        messages.error(request, "One of the two was erased or merged by somebody else just now, so nothing was done.")
        return redirect("resumes:candidates", slug)
    messages.success(request, "The two are one candidate now. Links to the other one lead here.")
    return redirect("resumes:candidate", slug, kept.pk)
