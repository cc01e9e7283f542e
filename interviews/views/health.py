"""How the library's questions do in interviews, for our staff."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest, actor
from interviews import access
from interviews.forms.health import HealthFilterForm
from interviews.http import staff_page
from interviews.models import Question
from interviews.queries import health as queries
from interviews.queries.health import Sort
from interviews.services.questions import restore_questions, retire_questions

QUESTIONS_A_PAGE = 25
COLUMNS = ((Sort.ASKED, "Asked"), (Sort.SKIPPED, "Skipped"), (Sort.TIME, "Time"), (Sort.RATING, "Rating"), (Sort.SEPARATES, "Separates"))


@staff_page("interviews.view_question")
@require_safe
def health(request: UserRequest) -> HttpResponse:
    form = HealthFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    sort, falling = Sort(wanted.get("sort") or Sort.ASKED), wanted.get("order") != "rising"
    asked = queries.asked_questions(bank=wanted.get("bank"), current_alone=wanted.get("versions") == "current")
    paginator = Paginator(queries.in_order(asked, sort, falling=falling), QUESTIONS_A_PAGE)
    # Counted without the figures.
    paginator.count = queries.number_of(asked)
    page = paginator.get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "healths": queries.healths(asked, page),
        "numbers": list(page.paginator.get_elided_page_range(page.number)),
        "columns": [_column(column, label, query, sort, falling=falling) for column, label in COLUMNS],
        "pager_query": f"&{query.urlencode()}" if query else "",
        "back": request.GET.urlencode(),
        "never_asked": queries.never_asked(),
        "limits": {"mean": queries.MEAN_FROM, "separates": queries.SEPARATES_FROM},
    }
    template = "interviews/health.html#questions" if request.htmx else "interviews/health.html"  # type: ignore[attr-defined]
    return render(request, template, context, status=422 if form.errors else 200)


def _column(column: Sort, label: str, query: QueryDict, sort: Sort, *, falling: bool) -> dict[str, Any]:
    """A heading that sorts: the largest first, and the other way when it is asked again."""
    changed = query.copy()
    changed["sort"], changed["order"] = column, "rising" if column == sort and falling else "falling"
    is_sorted = ("descending" if falling else "ascending") if column == sort else ""
    return {"label": label, "url": f"?{changed.urlencode()}", "sorted": is_sorted, "num": column != Sort.SEPARATES}


@staff_page("interviews.change_question")
@require_POST
def retire(request: UserRequest, question_id: UUID) -> HttpResponse:
    question = access.library_question(question_id)
    retire_questions(questions=[question], by=actor(request))
    return _done(
        request, question, "Retired: “{}”. Interviews that are planned with it still ask it.", undo="interviews:staff-health-restore"
    )


@staff_page("interviews.change_question")
@require_POST
def restore(request: UserRequest, question_id: UUID) -> HttpResponse:
    question = access.library_question(question_id)
    restore_questions(questions=[question], by=actor(request))
    if request.POST.get("from") == "near":
        messages.success(request, "Back in use. The two come back here within a minute.")
        return redirect("interviews:staff-near")
    return _done(request, question, "Back in use: “{}”.")


def _done(request: HttpRequest, question: Question, told: str, undo: str = "") -> HttpResponse:
    text = told.format(Truncator(question.text).chars(80))
    if not request.htmx or request.htmx.target != f"row-{question.pk}":  # type: ignore[attr-defined]
        messages.success(request, text)
        return redirect(f"{reverse('interviews:staff-health')}?{QueryDict(request.POST.get('back', '')).urlencode()}")
    toast = {"text": text, "undo": reverse(undo, args=[question.pk]) if undo else ""}
    response = render(request, "interviews/health.html#row", {"health": queries.health_of(question), "back": request.POST.get("back", "")})
    response["HX-Trigger"] = json.dumps({"toast": toast})
    return response
