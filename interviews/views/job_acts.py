"""What is done with a job as a whole: opened, paused, closed, copied, deleted, given to reviewers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access import member_in_company
from accounts.http import RECRUITING, MemberRequest, form_of, member_page, require_page
from accounts.tasks import delay_on_commit, deliver_on_commit
from interviews import access, tasks
from interviews.forms.jobs import ReviewerForm, StatusForm, TakeForm
from interviews.models import Job
from interviews.queries.jobs import asking_for_erasure, reviewers_without, standing_of
from interviews.services import jobs as services
from interviews.services.refused import Refused

WHY_NOT: dict[type[Refused], str] = {
    services.NotFromHere: "Somebody changed this job’s status meanwhile. Look at it and decide again.",
    services.NoPlan: "Save a version of the plan first: without one there is nothing to ask.",
    services.DeadlinePassed: "This job’s deadline has passed. Set a later one in its settings, then open it.",
    services.StillAwaited: "Candidates are still invited. Close the job first, which tells them; then you can delete it.",
    services.ErasureAsked: "This person asked to have everything deleted. Do that first: with the job, their request would be gone.",
    services.Started: "Somebody has begun an interview for this job, so it stays. You can close it.",
    services.NoReviewer: "This person recruits, and so sees every job already.",
}
DONE = {
    Job.Status.OPEN: "The job is open. Candidates can be invited and interviewed.",
    Job.Status.PAUSED: "The job is paused: nobody begins an interview until you open it again. Candidates’ places are kept.",
}


@form_of("interviews:jobs")
@member_page(*RECRUITING)
def status(request: MemberRequest, job_id: UUID) -> HttpResponse:
    job, form = access.job_for_member(request.member, job_id), StatusForm(request.POST)
    if form.is_valid():
        wanted = Job.Status(form.cleaned_data["status"])
        if wanted == Job.Status.OPEN and request.POST.get("then") == "invite":
            return open_and_invite(request, job, said="The job is open. Whom do you invite?")
        return _moved(request, job, wanted, DONE[wanted])
    return _to(request, job)


@require_page
@member_page(*RECRUITING)
def close(request: MemberRequest, job_id: UUID) -> HttpResponse:
    job = access.job_for_member(request.member, job_id)
    if request.method != "POST":
        return _ask(request, "interviews/job_close.html", job)
    delay_on_commit(tasks.tell_of_closing, str(job.pk), str(job.company_id))
    return _moved(request, job, Job.Status.CLOSED, "The job is closed. You can open it again at any time.")


@require_page
@member_page(*RECRUITING)
def delete(request: MemberRequest, job_id: UUID) -> HttpResponse:
    job = access.job_for_member(request.member, job_id)
    if request.method != "POST":
        return _ask(request, "interviews/job_delete.html", job)
    title = job.title
    try:
        services.delete_job(job=job, by=request.actor)
    except services.ErasureAsked as refusal:
        messages.error(request, WHY_NOT[type(refusal)])
        return redirect("interviews:invitation", request.member.company.slug, refusal.invitation.pk)
    except (services.Started, services.StillAwaited) as refusal:
        messages.error(request, WHY_NOT[type(refusal)])
        return _to(request, job)
    messages.success(request, f"“{title}” is deleted.")
    return redirect("interviews:jobs", request.member.company.slug)


@form_of("interviews:jobs")
@member_page(*RECRUITING)
def copy(request: MemberRequest, job_id: UUID) -> HttpResponse:
    made = services.copy_job(job=access.job_for_member(request.member, job_id), by=request.actor)
    messages.success(request, "This is the copy, a draft of its own. Give it a title and a deadline.")
    return redirect("interviews:job-settings", request.member.company.slug, made.pk)


@form_of("interviews:jobs")
@member_page(*RECRUITING)
def give(request: MemberRequest, job_id: UUID) -> HttpResponse:
    job = access.job_for_member(request.member, job_id)
    form = ReviewerForm(request.POST, reviewers=list(reviewers_without(job)))
    if form.is_valid():
        member = member_in_company(form.member_id)
        try:
            mail = services.give_job(job=job, member=member, by=request.actor)
        except services.NoReviewer as refusal:
            messages.error(request, WHY_NOT[type(refusal)])
        else:
            if mail:
                deliver_on_commit(mail)
            messages.success(request, f"{member.user.name or member.user.email} sees this job now.")
    else:
        messages.error(request, "Choose a reviewer who does not have this job yet.")
    return _to_settings(request, job)


@form_of("interviews:jobs")
@member_page(*RECRUITING)
def take(request: MemberRequest, job_id: UUID) -> HttpResponse:
    job, form = access.job_for_member(request.member, job_id), TakeForm(request.POST)
    if form.is_valid():
        member = member_in_company(form.cleaned_data["member"])
        services.take_job(job=job, member=member, by=request.actor)
        messages.success(request, f"{member.user.name or member.user.email} no longer sees this job.")
    return _to_settings(request, job)


def open_and_invite(request: MemberRequest, job: Job, *, said: str) -> HttpResponse:
    """What comes next once the plan is saved."""
    try:
        _move(request, job, Job.Status.OPEN)
    except Refused as refusal:
        messages.error(request, WHY_NOT[type(refusal)])
        return _to(request, job)
    messages.success(request, said)
    return redirect("interviews:invite-many", request.member.company.slug, job.pk)


def _moved(request: MemberRequest, job: Job, wanted: Job.Status, done: str) -> HttpResponse:
    try:
        _move(request, job, wanted)
    except Refused as refusal:
        messages.error(request, WHY_NOT[type(refusal)])
    else:
        messages.success(request, done)
    return _to(request, job)


def _move(request: MemberRequest, job: Job, wanted: Job.Status) -> None:
    for mail in services.move_job(job=job, status=wanted, by=request.actor):
        deliver_on_commit(mail)


def _ask(request: MemberRequest, template: str, job: Job) -> HttpResponse:
    """Ask before doing it: in a dialog where HTMX fetches it, on a page of its own elsewhere."""
    template = f"{template}#dialog" if request.htmx else template  # type: ignore[attr-defined]
    standing = standing_of(job)
    asking = list(asking_for_erasure(job))
    is_awaited = bool(standing.waiting) and job.status != Job.Status.CLOSED
    cannot = bool(standing.started or asking) or is_awaited
    return render(request, template, {"job": job, "standing": standing, "asking": asking, "cannot": cannot})


def _to(request: MemberRequest, job: Job) -> HttpResponse:
    return redirect("interviews:job", request.member.company.slug, job.pk)


def _to_settings(request: MemberRequest, job: Job) -> HttpResponse:
    return redirect("interviews:job-settings", request.member.company.slug, job.pk)
