"""One person is invited; the message is seen as the candidate will see it, and tried out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from accounts.http import RECRUITING, MemberRequest, form_of, member_page, require_page
from accounts.models import Company
from accounts.services.outbox import TO_CANDIDATES, store_mail
from accounts.tasks import deliver_on_commit
from interviews import access
from interviews.forms.inviting import MessageForm, PersonForm, first_message
from interviews.letters.placeholders import NAMES
from interviews.letters.words import Text, words_in
from interviews.letters.writing import Letter, values_for, write_letter
from interviews.links import link_of
from interviews.models import Job
from interviews.queries.invitations import about_job
from interviews.queries.people import candidates_called
from interviews.services.invitations import (
    AlreadyInvited,
    BrokenOff,
    DeadlinePassed,
    JobNotOpen,
    NoAddress,
    Person,
    SaidNo,
    TooManyMails,
    invite_candidate,
)
from interviews.services.lists.checking import Result, rows_from
from interviews.services.refused import Refused
from resumes.access import candidate_in_company

WHY_NOT: dict[type[Refused], str] = {
    JobNotOpen: "This job is not open, so nobody can be invited to it. Open it first.",
    DeadlinePassed: "The deadline has passed. Choose a later one.",
    AlreadyInvited: "This person is invited to this job already.",
    SaidNo: "This person said no to this job before. If they are to be invited all the same, say so below.",
    BrokenOff: "This person’s interview for this job ended before its last question. If they are to be invited all the same, say so below.",
    NoAddress: "This candidate has no e-mail address. Write one on their page first.",
    TooManyMails: "This invitation has caused as many mails within a day as it may. Try again tomorrow.",
}
PLACEHOLDERS = [f"{{{name}}}" for name in NAMES]
SOMEBODY = "Amara Diallo"
A_TEST = "A test, sent to you alone. Its link leads nowhere."


def of_open_job(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page about a job that takes invitations; where it does not, one is led back and told why."""

    @member_page(*RECRUITING)
    @wraps(view)
    def page(request: MemberRequest, job_id: UUID, **arguments: Any) -> HttpResponse:
        job = access.job_for_member(request.member, job_id)
        # What somebody has written meanwhile is shown again, with the reason.
        if not job.is_open and request.method != "POST":
            messages.error(request, WHY_NOT[JobNotOpen])
            return redirect("interviews:job", request.member.company.slug, job.pk)
        return view(request, job, **arguments)

    return page


@require_page
@of_open_job
def invite(request: MemberRequest, job: Job) -> HttpResponse:
    company = request.member.company
    if request.method != "POST":
        form = PersonForm(company=company, initial=first_message(job) | _chosen(request))
        return _invite(request, job, form)
    form = PersonForm(request.POST, company=company, initial=first_message(job), minutes=about_job(job).minutes)
    if not form.is_valid():
        return _invite(request, job, form)
    given = form.cleaned_data
    person = Person(given["name"], given["email"], given["candidate"])
    try:
        sent = invite_candidate(job=job, person=person, message=form.message, by=request.actor, again=given["again"])
    except Refused as refusal:
        form.add_error("email" if isinstance(refusal, AlreadyInvited) else None, WHY_NOT[type(refusal)])
        return _invite(request, job, form, refusal)
    deliver_on_commit(sent.mail)
    messages.success(request, f"The invitation to {sent.invitation.candidate.name} is on its way.")
    return redirect("interviews:job", company.slug, job.pk)


def _invite(request: MemberRequest, job: Job, form: PersonForm, refusal: Refused | None = None) -> HttpResponse:
    search = request.GET.get("find", "").strip()[:100]
    context = {
        "job": job,
        "form": form,
        "about": about_job(job),
        "placeholders": PLACEHOLDERS,
        "search": search,
        "found": candidates_called(search) if search else [],
        "may_insist": isinstance(refusal, SaidNo),
        "standing_in_the_way": refusal.invitation if isinstance(refusal, AlreadyInvited) else None,
    }
    return render(request, "interviews/invite.html", context, status=422 if form.is_bound else 200)


def _chosen(request: MemberRequest) -> dict[str, Any]:
    try:
        candidate = candidate_in_company(UUID(request.GET.get("candidate", "")))
    except ValueError:
        return {}
    return {"name": candidate.name, "email": candidate.email, "candidate": candidate.pk}


@require_page
@xframe_options_sameorigin
# A mail carries its style in attributes; this answer alone may, inside a sandboxed frame.
@csp_replace({"style-src": ["'unsafe-inline'"], "frame-ancestors": ["'self'"]})
@member_page(*RECRUITING)
def preview(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """The mail itself, for the person who is written in the form or stands in the list."""
    job = access.job_for_member(request.member, job_id)
    given = request.POST if request.method == "POST" else first_message(job)
    form = MessageForm(given, company=request.member.company)
    is_valid = form.is_valid()
    if request.htmx:  # type: ignore[attr-defined]
        # When the reminders would come, by the deadline as it stands in the form now.
        context = {"form": form, "job": job, "company": job.company}
        return render(request, "interviews/parts/message_form.html#reminders", context)
    if not is_valid:
        return render(request, "interviews/preview_fault.html", {"form": form}, status=422 if request.method == "POST" else 200)
    return HttpResponse(_letter(form, job, _name_in(request, job)).html)


@form_of("interviews:invite", "job_id")
@member_page(*RECRUITING)
def try_out(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """Send the message to whoever writes it."""
    job = access.job_for_member(request.member, job_id)
    form = MessageForm(request.POST, company=request.member.company)
    if not form.is_valid():
        why = next(iter(form.errors.values()))[0]
        return _told(request, f"Nothing was sent. {why}", is_bad=True)
    letter = _letter(form, job, _name_in(request, job), A_TEST)
    key = f"test-invitation:{uuid4()}"
    to, kind = request.user.email, TO_CANDIDATES + "test"
    mail = store_mail(
        kind=kind, to=to, company=job.company, key=key, subject=f"[Test] {letter.subject}", text=letter.text, html=letter.html
    )
    deliver_on_commit(mail)
    return _told(request, f"A test is on its way to {to}.")


def _told(request: MemberRequest, sentence: str, is_bad: bool = False) -> HttpResponse:
    return render(request, "interviews/told.html", {"sentence": sentence, "is_bad": is_bad})


def _letter(form: MessageForm, job: Job, name: str, note: str = "") -> Letter:
    words, message = words_in(job.language), form.message
    company: Company = job.company
    about = about_job(job)
    values = values_for(name=name, about=about, deadline=message.deadline, zone=company.zone, words=words)
    text = Text(subject=message.text.subject, text=message.text.text)
    return write_letter(
        text=text,
        values=values,
        words=words,
        company=company,
        link=link_of("preview"),
        note=note,
        explains=True,
        by_appointment=about.by_appointment,
    )


def _id_in(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _name_in(request: MemberRequest, job: Job) -> str:
    """Of the person in the form, or of the ready one with this number in the list."""
    given = request.POST if request.method == "POST" else request.GET
    if list_id := given.get("list"):
        rows = rows_from(access.list_of_job(job, _id_in(list_id)).rows)
        ready = [row.name for row in rows if row.result == Result.READY]
        at = int(given.get("at", "1")) if given.get("at", "1").isdecimal() else 1
        return ready[min(max(at, 1), len(ready)) - 1] if ready else SOMEBODY
    return given.get("name", "").strip()[:120] or SOMEBODY
