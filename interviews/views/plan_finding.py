"""Questions of the banks for a competency of the plan: found by meaning, within the plan's page or on a page of its own."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import RECRUITING, MemberRequest, member_page
from accounts.tenancy import company_scope
from interviews import access
from interviews.forms.plans import FindForm
from interviews.meaning import CannotCompare, points_of
from interviews.models import Job, Kind, Question
from interviews.plans.content import Competency, PlanContent
from interviews.queries import library
from interviews.queries import plans as queries
from interviews.queries.library import Search
from interviews.queries.lookup import ModelReplaced, Point
from interviews.services.plans import seen_of
from interviews.views.plans import to_plan

SHOWN = 8


class FindRequest(MemberRequest):
    # Where the words lie, where that could be said.
    point: Point | None


def _place_the_words(request: FindRequest, job_id: UUID) -> None:
    """Before the company's transaction is open: whoever compares may take seconds."""
    request.point = None
    with company_scope(request.member.company):
        _, competency = _planned(access.job_for_member(request.member, job_id), request.GET.get("competency", ""))
    words = _words(request, competency)
    if words:
        with suppress(CannotCompare):
            request.point = points_of([words], company=request.member.company)[0]


@require_safe
@member_page(*RECRUITING, beforehand=_place_the_words)
def find(request: FindRequest, job_id: UUID) -> HttpResponse:
    job = access.job_for_member(request.member, job_id)
    plan = queries.draft_of(job) or queries.current_plan(job)
    content, competency = _planned(job, request.GET.get("competency", ""))
    if plan is None or competency is None:
        return to_plan(job)
    form = FindForm(request.GET)
    found = _found(request, form, content, competency) if form.is_valid() else []
    context = {
        "job": job,
        "tab": "plan",
        "form": form,
        "competency": competency,
        "found": found,
        "seen": str(seen_of(plan)),
        "words": form["q"].value() or "",
    }
    is_part = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    return render(request, "interviews/plan_find.html#found" if is_part else "interviews/plan_find.html", context)


def _planned(job: Job, key: str) -> tuple[PlanContent, Competency | None]:
    plan = queries.draft_of(job) or queries.current_plan(job)
    content = queries.content_of(plan) if plan else PlanContent()
    return content, next((each for each in content.competencies if each.key == key), None)


def _words(request: FindRequest, competency: Competency | None) -> str:
    """What was typed or, before that, what the competency is."""
    typed = request.GET.get("q", "").replace("\0", " ").strip()[:300]
    about = f"{competency.name} {competency.about} {competency.because}"[:300] if competency else ""
    return typed or about


def _found(request: FindRequest, form: FindForm, content: PlanContent, competency: Competency) -> list[Question]:
    data = form.cleaned_data
    typed = str(data["q"]).strip()
    difficulties = (data["difficulty"],) if data["difficulty"] else ()
    search = Search(words=typed, bank=data["bank"], difficulties=difficulties, language=content.language)
    taken = set(content.question_ids())
    if request.point:
        with suppress(ModelReplaced):
            near = library.questions_for(search, request.point)
            return [each.question for each in near if _fits(each.question, taken)][:SHOWN]
    # Nobody can compare now: the words alone, or what is filed under the competency's name.
    search = search if typed else Search(bank=data["bank"], difficulties=difficulties, language=content.language, words=competency.name)
    return [each for each in library.questions_found(search)[: SHOWN * 3] if _fits(each, taken)][:SHOWN]


def _fits(question: Question, taken: set[UUID]) -> bool:
    return question.pk not in taken and question.kind != Kind.WARM_UP
