"""The page of a job's plan, its versions, and saving it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import ANY_ROLE, RECRUITING, MemberRequest, member_page, require_page
from accounts.overtaken import by_whom, last_change
from interviews import access
from interviews.models import Job
from interviews.plans.difference import side_by_side
from interviews.queries import plans as queries
from interviews.services import plans as services
from interviews.services.plans import Seen
from interviews.views.job_acts import open_and_invite
from interviews.views.plan_sheet import cards_of, choices, sheet_of

SEE_NEWEST = "What you did last was not taken over. This is the plan as it is now."


@require_safe
@member_page(*ANY_ROLE)
def plan(request: MemberRequest, job_id: UUID) -> HttpResponse:
    job = access.job_for_member(request.member, job_id)
    if request.member.role not in RECRUITING:
        return _read(request, job)
    if sheet_of(job) is None:
        return redirect("interviews:plan-start", job.company.slug, job.pk)
    return plan_page(request, job)


@require_page
@member_page(*RECRUITING)
def save(request: MemberRequest, job_id: UUID) -> HttpResponse:
    job = access.job_for_member(request.member, job_id)
    if request.method != "POST":
        return to_plan(job)
    try:
        saved = services.save_plan(job=job, seen=Seen.parsed(request.POST.get("seen", "")), by=request.actor)
    except services.ChangedMeanwhile:
        return plan_page(request, job, title=overtaken(request, job), text=SEE_NEWEST, status=422)
    except services.NotReady as refused:
        text = " ".join(f"{fault.title} {fault.text}".strip() for fault in refused.faults)
        return plan_page(request, job, title="Nothing was saved yet.", text=text, status=422)
    except services.NothingToSave:
        return to_plan(job)
    if request.POST.get("then") == "open":
        return open_and_invite(request, job, said=f"The plan is saved as version {saved.number}, and the job is open. Whom do you invite?")
    messages.success(request, f"Saved as version {saved.number}. Whoever begins from now on is asked this.")
    return to_plan(job)


@require_page
@member_page(*RECRUITING)
def discard(request: MemberRequest, job_id: UUID) -> HttpResponse:
    job = access.job_for_member(request.member, job_id)
    if request.method != "POST":
        return render(request, "interviews/plan_discard.html", _about(job) | {"sheet": sheet_of(job)})
    try:
        services.discard_draft(job=job, seen=Seen.parsed(request.POST.get("seen", "")), by=request.actor)
    except services.ChangedMeanwhile:
        return plan_page(request, job, title=overtaken(request, job), text=SEE_NEWEST, status=422)
    messages.success(request, "The draft is gone.")
    return to_plan(job)


@require_safe
@member_page(*ANY_ROLE)
def version(request: MemberRequest, job_id: UUID, number: int) -> HttpResponse:
    job = access.job_for_member(request.member, job_id)
    found = access.saved_plan(job, number)
    content = queries.content_of(found)
    context = {"plan": found, "content": content, "cards": cards_of(content), "is_current": found == queries.current_plan(job)}
    return render(request, "interviews/plan_version.html", _about(job) | context)


@require_safe
@member_page(*RECRUITING)
def changes(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """What the draft changes, side by side with the current version; or a version with the one before it."""
    job = access.job_for_member(request.member, job_id)
    plans = [*filter(None, [queries.draft_of(job)]), *queries.saved_plans(job)]
    number = request.GET.get("version", "")
    after = next((place for place, each in enumerate(plans) if number and str(each.number) == number and not each.is_draft), 0)
    pair = plans[after : after + 2]
    if len(pair) < 2:
        return to_plan(job)
    rows = side_by_side(queries.content_of(pair[1]), queries.content_of(pair[0]))
    context = {"newer": pair[0], "older": pair[1], "changed": [row for row in rows if row.is_changed]}
    context["same"] = [row for row in rows if not row.is_changed]
    return render(request, "interviews/plan_changes.html", _about(job) | context)


def plan_page(request: MemberRequest, job: Job, *, title: str = "", text: str = "", status: int = 200) -> HttpResponse:
    """`title` and `text`: what was refused just now."""
    return render(request, "interviews/plan.html", plan_context(job) | {"refused": title, "refused_text": text}, status=status)


def plan_context(job: Job) -> dict[str, Any]:
    sheet = sheet_of(job)
    if sheet is None:
        return _about(job)
    return _about(job) | choices(sheet) | {"sheet": sheet, "content": sheet.content, "versions": queries.versions_of(job)}


def overtaken(request: MemberRequest, job: Job) -> str:
    """Who was quicker, and when: edits stand with the plan, and what ends a draft in the log."""
    plan, entry = queries.draft_of(job) or queries.current_plan(job), last_change(job, "plan.")
    if plan and not (entry and entry.at > plan.changed_at):
        return f"This plan was changed {by_whom(request.member, plan.changed_by, plan.changed_at)}."
    return f"This plan was changed {by_whom(request.member, entry.actor, entry.at) if entry else 'by somebody else'}."


def to_plan(job: Job, part: str = "") -> HttpResponse:
    return redirect(reverse("interviews:plan", args=[job.company.slug, job.pk]) + (f"#{part}" if part else ""))


def _read(request: MemberRequest, job: Job) -> HttpResponse:
    """For reviewers: the version that counts, and nothing to change it with."""
    current = queries.current_plan(job)
    content = queries.content_of(current) if current else None
    context = {"plan": current, "content": content, "cards": cards_of(content) if content else (), "is_current": True}
    return render(request, "interviews/plan_version.html", _about(job) | context)


def _about(job: Job) -> dict[str, Any]:
    return {"job": job, "tab": "plan"}
