"""What a plan begins from: a proposal, a template, another job's plan, or nothing. And the company's own templates."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.http import RECRUITING, MemberRequest, member_page, require_page
from accounts.tenancy import company_scope
from interviews import access
from interviews.forms.plans import BackForm, TemplateNameForm
from interviews.models import Job
from interviews.plans import starting
from interviews.plans.content import PlanContent
from interviews.proposing import Facts, Proposal, propose_plan
from interviews.queries import plans as queries
from interviews.services import plans as services
from interviews.services.plans import Seen, copied_content
from interviews.views.plan_sheet import sheet_of
from interviews.views.plans import SEE_NEWEST, overtaken, plan_page, to_plan

PROPOSAL, EMPTY = "proposal", "empty"
TEMPLATE, OWN, OTHER = "template:", "own:", "job:"


class StartRequest(MemberRequest):
    # What was proposed, where that was asked for.
    proposal: Proposal | None


class NothingThere(Exception):
    """What was chosen to begin from is gone."""


def _propose(request: StartRequest, job_id: UUID) -> None:
    """Before the company's transaction is open: a model may take most of a minute."""
    request.proposal = None
    if request.method != "POST" or request.POST.get("from") != PROPOSAL:
        return
    with company_scope(request.member.company):
        job = access.job_for_member(request.member, job_id)
    facts = Facts(job.title, job.description, job.seniority, job.language)
    request.proposal = propose_plan(facts, request.member.company)


@require_page
@member_page(*RECRUITING, beforehand=_propose)
def start(request: StartRequest, job_id: UUID) -> HttpResponse:
    job = access.job_for_member(request.member, job_id)
    if request.method != "POST":
        return _choices(request, job)
    begun_from = request.POST.get("from", "")
    try:
        content, proposed_by = _content(request, job, begun_from)
        seen = Seen.parsed(request.POST.get("seen", ""))
        services.begin_plan(job=job, content=content, seen=seen, by=request.actor, begun_from=begun_from, proposed_by=proposed_by)
    except NothingThere:
        return _choices(request, job, fault="What you chose is no longer there. Choose again.")
    except services.ChangedMeanwhile:
        return plan_page(request, job, title=overtaken(request, job), text=SEE_NEWEST, status=422)
    return to_plan(job)


@require_page
@member_page(*RECRUITING)
def keep(request: MemberRequest, job_id: UUID) -> HttpResponse:
    job, form = access.job_for_member(request.member, job_id), TemplateNameForm(request.POST)
    if request.method != "POST":
        return to_plan(job)
    if not form.is_valid():
        return plan_page(request, job, title="No template was made.", text="Give it a name of at most 80 letters.", status=422)
    try:
        made = services.keep_as_template(job=job, name=form.cleaned_data["name"], by=request.actor)
    except services.NameTaken:
        return plan_page(request, job, title="No template was made.", text="One of yours is called that already.", status=422)
    messages.success(request, f"Kept as the template “{made.name}”. Any job’s plan can begin from it.")
    return to_plan(job)


@require_page
@member_page(*RECRUITING)
def delete(request: MemberRequest, template_id: UUID) -> HttpResponse:
    """From the page where a plan of this job begins, and back there."""
    template, back = access.plan_template(template_id), BackForm(request.GET)
    job = access.job_for_member(request.member, back.cleaned_data["job"]) if back.is_valid() else None
    if request.method != "POST":
        return render(request, "interviews/plan_template_delete.html", {"template": template, "job": job})
    services.delete_template(template=template, by=request.actor)
    messages.success(request, f"The template “{template.name}” is gone. Plans that began from it stay.")
    if job is None:
        return redirect("accounts:today", request.member.company.slug)
    return redirect("interviews:plan-start", request.member.company.slug, job.pk)


def _choices(request: MemberRequest, job: Job, *, fault: str = "") -> HttpResponse:
    sheet = sheet_of(job)
    context = {
        "job": job,
        "tab": "plan",
        "fault": fault,
        # Asked for on the page before; a plan that is there already nobody loses by going back.
        "at_once": sheet is None and bool(job.description) and "now" in request.GET,
        "sheet": sheet,
        "seen": sheet.seen if sheet else str(services.NO_PLAN),
        "templates": starting.templates(),
        "own": queries.own_templates(),
        "others": queries.jobs_to_copy_from(job),
    }
    return render(request, "interviews/plan_start.html", context, status=422 if fault else 200)


def _content(request: StartRequest, job: Job, begun_from: str) -> tuple[PlanContent, dict[str, str | int]]:
    if request.proposal:
        return request.proposal.content, request.proposal.by
    if begun_from == EMPTY:
        return starting.empty(job.language), {}
    kind, _, which = begun_from.partition(":")
    begin = {"template": _from_template, "own": _from_own, "job": _from_job}.get(kind)
    if begin is None:
        raise NothingThere
    return begin(job, which), {}


def _from_template(job: Job, slug: str) -> PlanContent:
    template = starting.template_called(slug)
    if template is None:
        raise NothingThere
    return starting.content_from(template, job.language, queries.library_questions_of(template, job.language))


def _from_own(job: Job, template_id: str) -> PlanContent:
    template = next((each for each in queries.own_templates() if str(each.pk) == template_id), None)
    if template is None:
        raise NothingThere
    return copied_content(PlanContent.model_validate(template.content), job.language)


def _from_job(job: Job, other: str) -> PlanContent:
    plan = next((plan for each, plan in queries.jobs_to_copy_from(job) if str(each.pk) == other), None)
    if plan is None:
        raise NothingThere
    return copied_content(queries.content_of(plan), job.language)
