"""A company's candidates: the list, adding by hand, and what is done with many at once."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import RECRUITING, MemberRequest, form_of, member_page
from resumes import access
from resumes.forms import BulkForm, CandidateForm, SearchForm, UploadForm
from resumes.models import Candidate
from resumes.queries import candidates as queries
from resumes.services import candidates as services
from resumes.services.candidates import AddressTaken, add_candidate
from resumes.signals import told_before_erasing

CANDIDATES_PAGE = 50


@require_safe
@member_page(*RECRUITING)
def candidates(request: MemberRequest) -> HttpResponse:
    return candidates_page(request, CandidateForm(), UploadForm())


def candidates_page(request: MemberRequest, form: CandidateForm, upload_form: UploadForm, status: int = 200) -> HttpResponse:
    wanted = SearchForm(request.GET).wanted
    page = Paginator(queries.candidates(wanted), CANDIDATES_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "upload_form": upload_form,
        "wanted": wanted,
        "tags": queries.known_tags,
        "sources": Candidate.Source.choices,
        "states": queries.STATE_NAMES.items(),
        "orders": queries.ORDER_NAMES.items(),
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number)),
        "query": f"&{query.urlencode()}" if query else "",
        # Where one comes back to after something was done with those that were chosen.
        "here": request.GET.urlencode(),
        # As long as one of these is being read, the list asks again.
        "is_reading": any(vars(person)["resume_state"] in ("received", "read", "understood") for person in page),
    }
    template = "resumes/candidates.html#list" if request.headers.get("HX-Request") else "resumes/candidates.html"
    return render(request, template, context, status=status)


@form_of("resumes:candidates")
@member_page(*RECRUITING)
def add(request: MemberRequest) -> HttpResponse:
    form = CandidateForm(request.POST)
    if not form.is_valid():
        return candidates_page(request, form, UploadForm(), status=422)
    company = request.member.company
    try:
        candidate = add_candidate(company=company, source=Candidate.Source.ADDED, by=request.actor, **form.cleaned_data)
    except AddressTaken as taken:
        messages.info(request, f"{taken.candidate.name} has this address already. Here they are.")
        return redirect("resumes:candidate", company.slug, taken.candidate.pk)
    messages.success(request, f"{candidate.name} was added.")
    return redirect("resumes:candidate", company.slug, candidate.pk)


@form_of("resumes:candidates")
@member_page(*RECRUITING)
def bulk(request: MemberRequest) -> HttpResponse:
    """What is done with those that were chosen in the list. Erasing asks first, and says whom and how many."""
    form, back = BulkForm(request.POST), _back(request)
    people = access.candidates_in_company(form.chosen)
    if not form.is_valid() or not people:
        messages.error(request, form.sentence or "Choose somebody in the list first.")
        return redirect(back)
    do, tag = form.cleaned_data["do"], "".join(form.cleaned_data["tag"])
    if do == BulkForm.ERASE and "sure" not in request.POST:
        context = {"people": people, "goes_too": told_before_erasing([person.pk for person in people])}
        return render(request, "resumes/erase_many.html", context | {"back": back, "here": request.POST.get("here", "")})
    if do == BulkForm.ERASE:
        count = services.erase_candidates(company=request.member.company, candidates=people, by=request.actor)
        messages.success(request, f"{_many(count)} erased, with every file and everything read in them.")
    elif do == BulkForm.TAG:
        messages.success(request, f"{_many(services.tag_candidates(candidates=people, tag=tag, by=request.actor))} given the tag “{tag}”.")
    else:
        count = services.untag_candidates(candidates=people, tag=tag, by=request.actor)
        messages.success(request, f"The tag “{tag}” was taken from {count} candidate{'' if count == 1 else 's'}.")
    return redirect(back)


def _many(count: int) -> str:
    return "1 candidate was" if count == 1 else f"{count} candidates were"


def _back(request: MemberRequest) -> str:
    """To the list as it was, and nowhere else."""
    query = QueryDict(request.POST.get("here", "")).urlencode()
    return reverse("resumes:candidates", args=[request.member.company.slug]) + (f"?{query}" if query else "")
