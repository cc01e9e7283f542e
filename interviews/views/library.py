"""The library and the company's own questions: browsed, and searched by words or by meaning."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import RECRUITING, MemberRequest, member_page
from ai import lexical
from ai.results import BUILTIN, vectors_of
from interviews.forms.library import SearchForm
from interviews.meaning import BudgetUsedUp, CannotCompare, points_of
from interviews.models import Bank
from interviews.queries import library
from interviews.queries.library import Search
from interviews.queries.lookup import ModelReplaced, Point

PAGE = 20


class SearchRequest(MemberRequest):
    # Where the words lie, where that was asked for and could be said.
    point: Point | None
    # Why that could not be said, where the reason lasts until the month ends.
    is_budget_spent: bool


def _place_the_words(request: SearchRequest) -> None:
    """Before the company's transaction is open: whoever compares may take seconds."""
    search, request.point, request.is_budget_spent = SearchForm(request.GET).search, None, False
    if search.by_meaning and search.words and not search.retired:
        try:
            request.point = points_of([search.words], company=request.member.company)[0]
        except CannotCompare as why:
            request.is_budget_spent = isinstance(why, BudgetUsedUp)


@require_safe
@member_page(*RECRUITING, beforehand=_place_the_words)
def questions(request: SearchRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    banks, names, search = list(library.banks()), library.competencies(), form.search
    form.offer(banks)
    try:
        page, found = _page(search, request.point, request.GET.get("page"))
    except ModelReplaced:
        # Just now. The words find something too.
        request.point = None
        page, found = _page(search, None, request.GET.get("page"))
    context = {
        "form": form,
        "search": search,
        "counts": _counts(banks),
        "names": [{"value": name, "note": number} for name, number in names],
        "page": page,
        "found": found,
        "numbers": list(page.paginator.get_elided_page_range(page.number)),
        "is_near": request.point is not None,
        "cannot_compare": search.by_meaning and bool(search.words) and request.point is None,
        "is_budget_spent": request.is_budget_spent,
        "is_by_rules": request.point is not None and vectors_of(BUILTIN, lexical.NAME) == request.point.model.name,
        "chips": _chips(form, request.GET),
        "pager_query": _pager_query(request.GET),
    }
    is_part = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    template = "interviews/questions.html#results" if is_part else "interviews/questions.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _page(search: Search, point: Point | None, number: str | None) -> tuple[Page[Any], list[library.Shown]]:
    if point is None:
        page: Page[Any] = Paginator(library.questions_found(search), PAGE).get_page(number)
        return page, library.shown(list(page))
    page = Paginator(library.questions_for(search, point), PAGE).get_page(number)
    found = list(page)
    return page, library.shown([each.question for each in found], {each.question.pk: each.similarity for each in found})


def _counts(banks: Sequence[Bank]) -> dict[str, int]:
    open_banks = [bank for bank in banks if not bank.retired_at]
    return {
        "banks": len(open_banks),
        "questions": sum(bank.in_use for bank in open_banks),  # type: ignore[attr-defined]
        "own": sum(bank.in_use for bank in open_banks if bank.company_id),  # type: ignore[attr-defined]
    }


def _chips(form: SearchForm, query: QueryDict) -> list[dict[str, str]]:
    """What narrows the list, each with the address without it."""
    if not form.is_valid():
        return []
    chosen = [("competency", name, name) for name in form.competencies]
    for field in ("bank", "difficulty", "language", "type", "state"):
        if value := form.cleaned_data[field]:
            labels = dict(getattr(form.fields[field], "choices", ()) or getattr(form.fields[field].widget, "choices", ()))
            chosen.append((field, value, labels.get(value, "One bank")))
    return [{"name": name, "value": value, "label": label, "url": _without(query, name, value)} for name, value, label in chosen]


def _without(query: QueryDict, name: str, value: str) -> str:
    rest = query.copy()
    rest.setlist(name, [other for other in rest.getlist(name) if other.strip() != value])
    rest.pop("page", None)
    return f"?{rest.urlencode()}"


def _pager_query(query: QueryDict) -> str:
    rest = query.copy()
    rest.pop("page", None)
    return f"&{rest.urlencode()}" if rest else ""
