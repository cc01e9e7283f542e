"""Edits of a plan, each a small form that is saved as it is sent: by htmx, or by itself."""

import re
from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect
from pydantic import ValidationError

from accounts.http import RECRUITING, MemberRequest, member_page, require_page
from accounts.tasks import delay_on_commit
from interviews import access, tasks
from interviews.forms.plans import EDITS, AddQuestionForm, EditForm, PhasesForm, WriteQuestionForm
from interviews.models import Job
from interviews.plans import edits
from interviews.plans.content import PlanContent
from interviews.plans.edits import Impossible
from interviews.plans.findings import competency_at, question_at
from interviews.proposing import planned_question
from interviews.queries import plans as queries
from interviews.services import plans as services
from interviews.services.plans import Seen
from interviews.views.plans import SEE_NEWEST, overtaken, plan_context, plan_page, to_plan

NOT_SAVED = "This was not saved."
FOLLOW_UPS = 2
SLOT = re.compile(r"fault-[a-z0-9-]{1,80}")
# What is said by whoever reads the page out; sighted people see it.
SAID = {
    "add-competency": "Competency added.",
    "remove-competency": "Competency removed, with its questions.",
    "spread-weights": "The weights add up to 100.",
    "add-question": "Question added.",
    "write-question": "Question added, and kept in your bank.",
    "brief": "Added. The interview will word it.",
    "remove-question": "Question removed.",
    "fix-questions": "Asked of everybody word for word from now on, and kept in your bank.",
    "renew-question": "The newer wording is asked.",
}


class Faulty(Exception):
    """What was sent cannot be taken. The message is for people."""


@require_page
@member_page(*RECRUITING)
def edit(request: MemberRequest, job_id: UUID) -> HttpResponse:
    job = access.job_for_member(request.member, job_id)
    if request.method != "POST":
        return to_plan(job)
    do = request.POST.get("do", "")
    try:
        is_structural = _doing(do)(request, job, Seen.parsed(request.POST.get("seen", "")))
    except services.ChangedMeanwhile:
        return _overtaken(request, job)
    except (Faulty, Impossible) as refused:
        return _refused(request, job, str(refused))
    if request.htmx:  # type: ignore[attr-defined]
        return _changed(request, job, is_structural, _said(request, do, job))
    return to_plan(job, _where(request, do))


Doing = Callable[[MemberRequest, Job, Seen], bool]


def _doing(do: str) -> Doing:
    others: dict[str, Doing] = {
        "phases": _phases,
        "add-question": _add_question,
        "write-question": _write_question,
        "fix-questions": _fix_questions,
        "renew-question": _renew_question,
    }
    if do in others:
        return others[do]
    if do not in EDITS:
        raise Faulty("Nobody knows this edit. Load the page anew.")
    return partial(_by_form, EDITS[do])


def _by_form(kind: type[EditForm], request: MemberRequest, job: Job, seen: Seen) -> bool:
    form = kind(request.POST)
    if not form.is_valid():
        raise Faulty(form.fault)
    _edit(request, job, seen, form.edit())
    return form.structural


def _phases(request: MemberRequest, job: Job, seen: Seen) -> bool:
    plan = queries.draft_of(job) or queries.current_plan(job)
    content = queries.content_of(plan) if plan else PlanContent()
    offered = {str(each.pk): each.text for each in queries.warm_ups(content.language)}
    warmup = content.phases.warmup
    form = PhasesForm(request.POST, warm_ups=offered | ({str(warmup.question): warmup.text} if warmup.question else {}))
    if not form.is_valid():
        raise Faulty(form.fault)
    _edit(request, job, seen, form.edit())
    return False


def _add_question(request: MemberRequest, job: Job, seen: Seen) -> bool:
    form = AddQuestionForm(request.POST)
    if not form.is_valid():
        raise Faulty("This question is not there any more.")
    question = access.question_for_member(form.cleaned_data["question"])
    planned = planned_question(question, form.cleaned_data["competency"])
    _edit(request, job, seen, partial(edits.add_question, question=planned))
    return True


def _write_question(request: MemberRequest, job: Job, seen: Seen) -> bool:
    form = WriteQuestionForm(request.POST)
    if not form.is_valid():
        raise Faulty(next(f"{form[name].label}: {errors[0]}" for name, errors in form.errors.items()))
    services.write_question_for_plan(job=job, seen=seen, follow_ups=FOLLOW_UPS, by=request.actor, **form.cleaned_data)
    delay_on_commit(tasks.make_vectors)
    return True


def _fix_questions(request: MemberRequest, job: Job, seen: Seen) -> bool:
    services.fix_questions(job=job, seen=seen, keys=tuple(request.POST.getlist("key")), by=request.actor)
    delay_on_commit(tasks.make_vectors)
    return True


def _renew_question(request: MemberRequest, job: Job, seen: Seen) -> bool:
    plan = queries.draft_of(job) or queries.current_plan(job)
    key = request.POST.get("key", "")
    planned = edits.question_of(queries.content_of(plan), key) if plan else None
    if planned is None or planned.question is None:
        raise Faulty("This question comes from no bank.")
    newest = queries.newest_version(access.question_for_member(planned.question))
    _edit(request, job, seen, partial(edits.renew_question, key=key, question=newest.pk, text=newest.text))
    return True


def _edit(request: MemberRequest, job: Job, seen: Seen, change: edits.Edit) -> None:
    try:
        services.edit_plan(job=job, seen=seen, edit=change, by=request.actor)
    except ValidationError as why:
        # The forms look at each value; what they let through and a plan refuses is told all the same.
        raise Faulty("A plan cannot say this.") from why


def _changed(request: MemberRequest, job: Job, is_structural: bool, said: str) -> HttpResponse:
    context = plan_context(job) | {"is_answer": True, "is_structural": is_structural, "said": said, "slot": _slot(request)}
    answer = render(request, "interviews/plan.html#changed", context)
    if is_structural:
        answer["HX-Retarget"], answer["HX-Reswap"] = "#competencies", "outerHTML"
    return answer


def _refused(request: MemberRequest, job: Job, why: str) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        return plan_page(request, job, title=NOT_SAVED, text=why, status=422)
    return render(request, "interviews/plan.html#refusal", {"slot": _slot(request), "fault": why}, status=422)


def _overtaken(request: MemberRequest, job: Job) -> HttpResponse:
    """The newest in the place of what they saw, and a sentence that says so."""
    if not request.htmx:  # type: ignore[attr-defined]
        return plan_page(request, job, title=overtaken(request, job), text=SEE_NEWEST, status=422)
    context = plan_context(job)
    if "sheet" not in context:
        return HttpResponseClientRedirect(reverse("interviews:plan", args=[job.company.slug, job.pk]))
    answer = render(
        request, "interviews/plan.html#plan", context | {"refused": overtaken(request, job), "refused_text": SEE_NEWEST}, status=422
    )
    answer["HX-Retarget"], answer["HX-Reswap"] = "#plan", "outerHTML"
    return answer


def _slot(request: MemberRequest) -> str:
    """The place beside the form where it is told what is wrong with what was sent."""
    slot = request.POST.get("slot", "")
    return slot if SLOT.fullmatch(slot) else "fault"


def _said(request: MemberRequest, do: str, job: Job) -> str:
    plan = queries.draft_of(job)
    if do not in ("move-question", "place-question", "move-competency") or plan is None:
        return SAID.get(do, "")
    content, key = queries.content_of(plan), request.POST.get("key", "")
    if do == "move-competency":
        keys = [each.key for each in content.competencies]
        return f"Now competency {keys.index(key) + 1} of {len(keys)}."
    question = edits.question_of(content, key)
    among = content.questions_of(question.competency)
    return f"Now question {among.index(question) + 1} of {len(among)} in {edits.competency_of(content, question.competency).name}."


def _where(request: MemberRequest, do: str) -> str:
    """The part of the page that a person without JavaScript was at."""
    key, competency = request.POST.get("key", ""), request.POST.get("competency", "")
    if do in ("settings", "phases"):
        return do
    if do in ("question", "move-question", "renew-question", "fix-questions"):
        return question_at(key)
    return competency_at(competency or key) if competency or key else "competencies"
