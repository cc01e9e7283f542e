"""Our staff read what interviews worded themselves, and decide."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import actor, require_page
from accounts.tasks import delay_on_commit
from interviews import tasks
from interviews.checks import check_wording
from interviews.forms.review import QueueFilterForm, RejectForm
from interviews.meaning import CannotCompare, points_of
from interviews.models import Proposal
from interviews.queries import review as queries
from interviews.queries.review import Neighbour
from interviews.services import proposals
from interviews.services.proposals import DecidedAlready
from interviews.services.questions import BankRetired, ChangedMeanwhile
from interviews.services.refused import Refused
from interviews.staff_access import library_text, proposal_for_staff

may_review = permission_required("interviews.change_proposal", raise_exception=True)
WHY_NOT: dict[type[Refused], str] = {
    proposals.NotInTheLibrary: "That question is retired, or no part of the library. Choose another.",
    proposals.ThereAlready: "This question has a follow-up of the same words already. Merge into that one, or word it otherwise.",
    proposals.NothingToUndo: "There is nothing to take back: it waits for review, or what came of it is no longer in the library.",
    ChangedMeanwhile: "Somebody edited this question just now. Please look again.",
    BankRetired: "This bank was retired. Choose another.",
}
REASONS = ("Like one that we have", "Tied to one person, company or place", "Asks about life and not about work", "Leading or unclear")


@require_safe
@may_review
def review(request: HttpRequest) -> HttpResponse:
    form = QueueFilterForm(request.GET, domains=queries.waiting_domains())
    queue = queries.review_queue(form.wanted, form.place)
    shown = queries.proposals_of([queue.at, *queue.following] if queue.at else [])
    near = neighbours(shown)
    context: dict[str, Any] = {
        "form": form,
        "queue": queue,
        "query": query_of(request),
        "done": _done(request),
        "can_compare": near is not None,
    }
    if shown:
        known = queries.library_competencies()
        context |= about(shown[0], queries.with_uses((near or {}).get(shown[0].pk, [])))
        context["following"] = [(each, _competency(each, known), next(iter((near or {}).get(each.pk, [])), None)) for each in shown[1:]]
    template = "interviews/staff/review.html"
    return render(request, f"{template}#desk" if request.htmx else template, context)  # type: ignore[attr-defined]


def about(proposal: Proposal, neighbours: list[Neighbour]) -> dict[str, Any]:
    after = proposal.after if proposal.after and not proposal.after.company_id else None
    after_now = queries.current_version(after) if after else None
    return {
        "proposal": proposal,
        "neighbours": neighbours,
        "checks": check_wording(proposal.text, proposal.language),
        "after": after,
        "after_now": after_now,
        "competency": _competency(proposal, queries.library_competencies()),
        # With both known, a follow-up can be taken as it is.
        "is_ready": bool(after_now and proposal.answer_in_short and proposal.kind == Proposal.Kind.FOLLOW_UP),
    }


def _competency(proposal: Proposal, known: set[str]) -> str:
    """As the library names it. What a company wrote itself stays with it, and so does what it calls a competency."""
    return proposal.competency if proposal.competency in known else ""


def neighbours(shown: list[Proposal]) -> dict[UUID, list[Neighbour]] | None:
    """Of each, the nearest in the library; None when nobody can compare now."""
    try:
        points = points_of([text for each in shown for text in queries.compared_texts(each)]) if shown else []
    except CannotCompare:
        return None
    pairs = zip(points[::2], points[1::2], strict=True)
    return {each.pk: queries.neighbours_of(*points, each.language) for each, points in zip(shown, pairs, strict=True)}


def _done(request: HttpRequest) -> Proposal | None:
    """What this person has just decided."""
    try:
        done = UUID(request.GET.get("done", ""))
    except ValueError:
        return None
    decided = Proposal.objects.filter(pk=done, decided_by=request.user.pk).exclude(state=Proposal.State.WAITING)
    return decided.select_related("question__bank").first()


@require_POST
@may_review
def merge(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    proposal = proposal_for_staff(proposal_id)
    into = library_text(request.POST.get("into", ""))
    try:
        return decide(request, proposal, lambda: proposals.merge_proposal(proposal=proposal, into=into, by=actor(request)))
    except Refused as refusal:
        messages.error(request, WHY_NOT[type(refusal)])
        return redirect(address(request, at=proposal.pk))


@require_page
@may_review
def reject(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    proposal = proposal_for_staff(proposal_id)
    form = RejectForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        return decide(request, proposal, lambda: proposals.reject_proposal(proposal=proposal, reason=reason, by=actor(request)))
    context = {"form": form, "proposal": proposal, "query": query_of(request), "reasons": REASONS}
    template = "interviews/staff/reject.html"
    return render(request, f"{template}#dialog" if request.htmx else template, context, status=422 if form.is_bound else 200)  # type: ignore[attr-defined]


@require_POST
@may_review
def reopen(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    proposal = proposal_for_staff(proposal_id)
    try:
        proposals.reopen_proposal(proposal=proposal, by=actor(request))
    except Refused as refusal:
        messages.error(request, WHY_NOT[type(refusal)])
    delay_on_commit(tasks.make_vectors)
    return redirect(address(request, at=proposal.pk))


def decide(request: HttpRequest, proposal: Proposal, act: Callable[[], object]) -> HttpResponse:
    """Do it and go on to the next; who comes second is told."""
    queue = queries.review_queue(QueueFilterForm(request.GET, domains=queries.waiting_domains()).wanted, proposal.pk)
    following = queue.after_deciding if queue.at == proposal.pk else queue.at
    try:
        act()
    except DecidedAlready as decided:
        messages.error(request, told(decided.proposal))
        return redirect(address(request, at=following))
    return redirect(address(request, at=following, done=proposal.pk))


def told(proposal: Proposal) -> str:
    who = proposal.decided_by.name if proposal.decided_by else "Somebody"
    return f"{who} {proposal.get_state_display().lower()} this one already: “{proposal.text}”. Nothing was changed."


def query_of(request: HttpRequest) -> str:
    """The filters, as the rest of an address."""
    return urlencode({name: request.GET[name] for name in ("kind", "domain", "language") if request.GET.get(name)})


def address(request: HttpRequest, **more: UUID | None) -> str:
    query = "&".join(filter(None, [query_of(request), urlencode({name: value for name, value in more.items() if value})]))
    return f"{reverse('interviews:staff-review')}?{query}"
