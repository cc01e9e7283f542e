"""The candidates of a job: a table and a board that follow what happens, and what is done to several at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import ANY_ROLE, RECRUITING, MemberRequest, form_of, member_page
from accounts.tasks import delay_on_commit, deliver_on_commit
from interviews import access, tasks
from interviews.forms.inviting import DeadlineForm, TableForm
from interviews.models import Invitation, Job
from interviews.queries import invitations as queries
from interviews.services.invitations import TooManyMails, extend_invitation, resend_invitation, revoke_invitation
from interviews.services.refused import Refused
from interviews.services.reminders import remind_by_hand

PEOPLE_PAGE = 50
MOST_AT_ONCE = 200
NO_CONTENT = 204
TOLD, UNTOLD = "told", "cannot be told by mail, for want of an address"
HAD_MANY = "had as many mails within a day as an invitation may cause (try again tomorrow)"
MOST_NAMED = 20
OPENED_MEANS = "“Opened” comes with the first touch, key or scroll of a person: programs that look through mail open links, too."


@dataclass(frozen=True, slots=True)
class Chip:
    """Leads to those who are in a state, and says how many they are."""

    label: str
    number: int
    url: str
    is_current: bool


@require_safe
@member_page(*ANY_ROLE)
def candidates(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """The page asks again every few seconds, and says which state of things it shows; while that stands, there is no answer."""
    job = access.job_for_member(request.member, job_id)
    moment = timezone.now()
    recruits = request.member.role in RECRUITING
    standing = queries.standing_of(job, moment, sees_adjustments=recruits)
    if request.htmx and request.GET.get("seen") == standing.mark:  # type: ignore[attr-defined]
        return HttpResponse(status=NO_CONTENT)
    form = TableForm(request.GET)
    context = _found(request, job, form, standing) | {
        "job": job,
        "tab": "candidates",
        "may_recruit": recruits,
        "opened_means": OPENED_MEANS,
        "deadline_form": DeadlineForm(company=job.company),
    }
    if recruits and job.is_open and not request.htmx:  # type: ignore[attr-defined]
        context["told_closed"] = queries.told_that_it_is_closed(job, moment).count()
    context["is_answer"] = bool(request.htmx)  # type: ignore[attr-defined]
    template = "interviews/job_candidates.html#found" if request.htmx else "interviews/job_candidates.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _found(request: MemberRequest, job: Job, form: TableForm, standing: queries.Standing) -> dict[str, Any]:
    wanted, moment = replace(form.wanted, sees_addresses=request.member.role in RECRUITING), timezone.now()
    view = form.cleaned_data.get("view") or "table"
    kept = request.GET.copy()
    for name in ("page", "seen", "pick"):
        kept.pop(name, None)
    here = kept.copy()
    if request.GET.get("page"):
        here["page"] = request.GET["page"]
    context: dict[str, Any] = {
        "wanted": wanted,
        "view": view,
        # Who was picked before something about it was refused.
        "picked": request.GET.getlist("pick"),
        "standing": standing,
        "total": standing.total,
        "chips": _chips(wanted, kept, standing),
        "query": f"&{kept.urlencode()}" if kept else "",
        "here": f"&{here.urlencode()}" if here else "",
        "sorts": _sorts(wanted, kept),
    }
    if view == "board":
        return context | {"board": queries.board_of(job, standing, moment)}
    page = Paginator(queries.table_of(job, wanted, moment), PEOPLE_PAGE).get_page(request.GET.get("page"))
    return context | {"page": page, "numbers": list(page.paginator.get_elided_page_range(page.number))}


def _chips(wanted: queries.Wanted, kept: Any, standing: queries.Standing) -> list[Chip]:
    """All, and each state that anybody is in; a column of the board, where one has come from there."""
    named = [("", "All", standing.total)]
    known = {chip.key for chip in queries.CHIPS}
    columns = [column for column in queries.COLUMNS if column.key == wanted.state and column.key not in known]
    named += [(each.key, each.label, standing.of(each.states)) for each in (*queries.CHIPS, *columns)]
    found = []
    for key, label, number in named:
        if number or not key or key == wanted.state:
            link = kept.copy()
            link["state"] = key
            found.append(Chip(label, number, f"?{link.urlencode()}", key == wanted.state))
    return found


def _sorts(wanted: queries.Wanted, kept: Any) -> dict[str, dict[str, str]]:
    """For each column's heading: where it leads, and how it is sorted now."""
    found = {}
    for name in ("name", "invited", "deadline"):
        turned = f"-{name}" if wanted.order == name else name
        link = kept.copy()
        link["order"] = turned
        now = {name: "ascending", f"-{name}": "descending"}.get(wanted.order, "")
        found[name] = {"url": f"?{link.urlencode()}", "sorted": now}
    return found


@form_of("interviews:job", "job_id")
@member_page(*RECRUITING)
def act(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """Send a new link to, remind, set a later deadline for, or revoke those who were picked."""
    job = access.job_for_member(request.member, job_id)
    picked = list(Invitation.objects.select_related("company", "candidate").filter(job=job, pk__in=_picked(request)))
    does: dict[str, Callable[[MemberRequest, Job, Sequence[Invitation]], HttpResponse | None]] = {
        "resend": _resend,
        "remind": _remind,
        "extend": _extend,
        "revoke": _revoke,
    }
    answer = None
    if not picked:
        messages.error(request, "Nobody was picked. Tick one or more people first.")
    elif request.POST.get("do") in does:
        answer = does[request.POST["do"]](request, job, picked)
    return answer or redirect("interviews:job", request.member.company.slug, job.pk)


def _picked(request: MemberRequest) -> list[UUID]:
    found = []
    # The box for all is understood here where nothing runs in the browser.
    for each in request.POST.getlist("shown" if request.POST.get("all") else "pick")[:MOST_AT_ONCE]:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return found


def _resend(request: MemberRequest, job: Job, picked: Sequence[Invitation]) -> None:
    if not job.is_open:
        messages.error(request, f"Nobody was sent a new link: this job is {job.get_status_display().lower()}. Open it first.")
        return
    done = _grouped(picked, lambda invitation: _resent(request, invitation))
    _tell(request, len(done.pop(TOLD, ())), "sent a new link", done)


def _resent(request: MemberRequest, invitation: Invitation) -> str:
    try:
        deliver_on_commit(resend_invitation(invitation=invitation, by=request.actor).mail)
    except TooManyMails:
        return HAD_MANY
    except Refused:
        return "cannot be, as their time is up or they have no address"
    return TOLD


def _remind(request: MemberRequest, job: Job, picked: Sequence[Invitation]) -> None:
    if not job.is_open:
        messages.error(request, f"Nobody was reminded: this job is {job.get_status_display().lower()}. Open it first.")
        return
    done = remind_by_hand(invitations=picked, by=request.actor, now=timezone.now())
    delay_on_commit(tasks.sweep_reminders)
    left = {
        "got a reminder by hand within the last 24 hours": done.lately,
        "had finished, or cannot be reached before the deadline": done.not_at_all,
    }
    _tell(request, len(done.now), "reminded, by day where they are", left)


def _extend(request: MemberRequest, job: Job, picked: Sequence[Invitation]) -> HttpResponse | None:
    if not job.is_open:
        messages.error(request, f"Nobody was given a later deadline: this job is {job.get_status_display().lower()}. Open it first.")
        return None
    form = DeadlineForm(request.POST, company=job.company)
    if not form.is_valid():
        messages.error(request, f"Nothing was changed. {next(iter(form.errors.values()))[0]}")
        again = redirect("interviews:job", job.company.slug, job.pk)
        again["Location"] += f"?{urlencode([('pick', each.pk) for each in picked])}"
        return again
    done = _grouped(picked, lambda invitation: _extended(request, invitation, form.cleaned_data["deadline"]))
    told, untold = len(done.pop(TOLD, ())), len(done.get(UNTOLD, ()))
    _tell(request, told + untold, "given a later deadline" if untold else "given a later deadline and told so", done)
    return None


def _extended(request: MemberRequest, invitation: Invitation, deadline: datetime) -> str:
    """What is to be said of them. What is refused to one keeps nobody else from it."""
    try:
        mail = extend_invitation(invitation=invitation, deadline=deadline, by=request.actor)
    except TooManyMails:
        return HAD_MANY
    except Refused:
        return "had ended, or had this much time already"
    deliver_on_commit(mail)
    return UNTOLD if queries.why_not_sent(mail) else TOLD


def _revoke(request: MemberRequest, job: Job, picked: Sequence[Invitation]) -> HttpResponse | None:
    # As on the page of one: their interview is ended there, with a reason that they are told.
    running = [invitation for invitation in picked if invitation.started_at and not invitation.has_ended]
    rest = [invitation for invitation in picked if invitation not in running]
    if rest and not request.POST.get("sure"):
        context = {"job": job, "picked": rest, "running": running, "tab": "candidates"}
        return render(request, "interviews/revoke_many.html", context)
    done = _grouped(rest, lambda invitation: _revoked(request, invitation))
    left = {"still in their interview (end it on their page)": running} | done
    _tell(request, len(left.pop(TOLD, ())), "no longer invited; a mail and the link say so", left)
    return None


def _revoked(request: MemberRequest, invitation: Invitation) -> str:
    try:
        if mail := revoke_invitation(invitation=invitation, by=request.actor):
            deliver_on_commit(mail)
    except Refused:
        return "had ended already"
    return TOLD


def _grouped(picked: Sequence[Invitation], do: Callable[[Invitation], str]) -> dict[str, list[Invitation]]:
    """Do it for each, and gather them by what is to be said of them."""
    found: dict[str, list[Invitation]] = {}
    for invitation in picked:
        found.setdefault(do(invitation), []).append(invitation)
    return found


def _tell(request: MemberRequest, done: int, what: str, left: Mapping[str, Sequence[Invitation]]) -> None:
    """`left`: what else is to be said, and of whom."""
    people = f"{done} {'person is' if done == 1 else 'people are'} {what}." if done else "Nothing was changed."
    others = [f"{len(those)} {said}: {_named(those)}." for said, those in left.items() if those]
    (messages.success if done else messages.error)(request, " ".join([people, *others]))


def _named(people: Sequence[Invitation]) -> str:
    names = sorted(each.candidate.name for each in people)
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
