"""A company's jobs: the list, one job's pages."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import ANY_ROLE, RECRUITING, MemberRequest, member_page, require_page
from interviews import access
from interviews.forms.jobs import JobSearchForm
from interviews.queries.jobs import ORDERS, jobs_found
from interviews.views.job_form import JobRequest, read_document, write

JOBS_PAGE = 50


@require_safe
@member_page(*ANY_ROLE)
def jobs(request: MemberRequest) -> HttpResponse:
    form = JobSearchForm(request.GET)
    wanted = form.wanted
    page = Paginator(jobs_found(request.member, wanted), JOBS_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "wanted": wanted,
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number)),
        "query": _rest(request.GET, "page"),
        "orders": {order: f"?order={order}{_rest(request.GET, 'page', 'order')}" for order in ORDERS},
    }
    return render(request, "interviews/jobs.html", context)


@require_page
@member_page(*RECRUITING, beforehand=read_document)
def new(request: JobRequest) -> HttpResponse:
    return write(request)


@require_safe
@member_page(*ANY_ROLE)
def about(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """What the job is, to be read: reviewers change nothing in it."""
    return render(request, "interviews/job_about.html", {"job": access.job_for_member(request.member, job_id), "tab": "about"})


@require_page
@member_page(*RECRUITING, beforehand=read_document)
def settings(request: JobRequest, job_id: UUID) -> HttpResponse:
    return write(request, access.job_for_member(request.member, job_id))


def _rest(query: QueryDict, *but: str) -> str:
    """The rest of the query, to be put behind what changes in it."""
    kept = query.copy()
    for name in but:
        kept.pop(name, None)
    return f"&{kept.urlencode()}" if kept else ""
