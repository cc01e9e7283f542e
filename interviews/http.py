"""Doors for requests of our own staff, and of candidates."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation

from accounts.http import UserRequest
from accounts.links import hash_of
from accounts.models import Company
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews import access
from interviews.languages import language_asked, language_of
from interviews.models import Invitation
from interviews.plans.content import PlanContent
from interviews.queries.plans import current_plan
from interviews.services.consents import has_agreed
from interviews.services.way import note_arrival
from interviews.way import State, Step, Way, ended_as, way_of

HELD = "invitation"
ENDED_IN_THE_ROOM = (State.COMPLETED, State.ENDED, State.EXPIRED, State.WITHDRAWN, State.TAKEN_BACK, State.DECLINED, State.REVOKED)
ZONE_BY_HAND = "zone_by_hand"
TYPES = "answers_by_typing"
# Of a session in which nobody is logged in: on a borrowed computer it must not stay open, and the link leads back at any time.
HELD_FOR = timedelta(days=1)


def staff_page(right: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open a page beside Django's admin to staff who have this right. Its address lies under /admin/, so it sees every company."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def page(request: UserRequest, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(right):
                raise PermissionDenied
            return view(request, **kwargs)

        return admin.site.admin_view(page)

    return decorate


class CandidateRequest(HttpRequest):
    invitation: Invitation
    # Of the plan that holds now; none while the job has no saved one.
    content: PlanContent | None
    way: Way
    actor: Actor


def open_session(request: HttpRequest, invitation: Invitation) -> None:
    """Let this browser act for one candidate, and for no other that it acted for before."""
    holding = {
        "invitation": str(invitation.pk),
        "company": str(invitation.company_id),
        # The hash of the link by which they came, and which of the invitation's links it is.
        "link": invitation.token_hash,
        "number": invitation.link_number,
    }
    if not request.user.is_authenticated:
        # A member's key was made anew when they logged in, and their open pages hang on it. So does the room of whoever opens the
        # link once more: what it asks meanwhile with a key that is gone would end the session of both.
        if request.session.get(HELD) != holding:
            request.session.cycle_key()
        request.session.set_expiry(HELD_FOR)
    request.session[HELD] = holding


def session_holds(session: SessionBase, invitation: Invitation) -> bool:
    """Whether this session may act for the candidate: it was opened by the link that holds now, and not by one before."""
    held = session.get(HELD) or {}
    return held.get("invitation") == str(invitation.pk) and held.get("number") == invitation.link_number


def came_by(session: SessionBase, token: str) -> bool:
    """Whether it was this link that opened the session, without asking whether it still holds."""
    return (session.get(HELD) or {}).get("link") == hash_of(token)


def company_held(session: SessionBase, invitation_id: UUID) -> UUID | None:
    """Whose invitation it is, if this browser may act for it; in that company's scope it can be looked for."""
    held = session.get(HELD) or {}
    return UUID(held["company"]) if held.get("invitation") == str(invitation_id) else None


def candidate_page(
    step: Step | None = None, *, after_end: bool = False, when_closed: bool = False
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open a page of an invitation to whoever came by its link, in its company's scope and in the candidate's language.

    Everybody else is told the same as with a link that does not exist. Whoever has not come as far as `step` is led to where
    they are; nobody passes the first without having agreed. `after_end`: also to those whose interview is over.
    `when_closed`: to whoever was invited, however it ended.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def page(request: CandidateRequest, invitation_id: UUID, **kwargs: Any) -> HttpResponse:
            company_id = company_held(request.session, invitation_id)
            if company_id is None:
                return unknown_link(request)
            with company_scope(company_id):
                if refusal := _refusal(request, invitation_id):
                    return refusal
                with translation.override(language_of(request, request.invitation)):
                    ended = ended_as(request.invitation)
                    if ended and not when_closed and not (after_end and was_in_the_room(request.invitation)):
                        return closed_page(request)
                    if request.method == "POST" and not (request.invitation.opened_at and request.invitation.language):
                        # Programs that look through mail open links, and press nothing.
                        note_arrival(invitation=request.invitation, language=translation.get_language() or "")
                    if step and not has_agreed(request.invitation):
                        return redirect("interviews:landing", invitation_id)
                    if step and not request.way.may_be_at(step):
                        return redirect(f"interviews:{request.way.reached}", invitation_id)
                    return view(request, **kwargs)

        return page

    return decorate


def was_in_the_room(invitation: Invitation) -> bool:
    """Their interview is over, and there is a page about it."""
    return ended_as(invitation) in ENDED_IN_THE_ROOM and invitation.started_at is not None


def _refusal(request: CandidateRequest, invitation_id: UUID) -> HttpResponse | None:
    """None: the request knows now whose it is."""
    try:
        invitation = access.invitation_of_session(invitation_id)
    except Http404:
        return gone(request, UUID(request.session[HELD]["company"]))
    if not session_holds(request.session, invitation):
        return replaced(request, invitation)
    plan = current_plan(invitation.job)
    request.invitation = invitation
    request.content = PlanContent.model_validate(plan.content) if plan else None
    request.way = way_of(invitation, request.content)
    # Without an address: the log is never erased, and a candidate may be.
    request.actor = Actor(called="The candidate")
    return None


def form_expired(request: CandidateRequest, invitation_id: UUID) -> HttpResponse:
    """For config.errors. Whoever did not come by the link reads the same about every address: nothing is looked up for them."""
    company_id = company_held(request.session, invitation_id)
    if company_id:
        with company_scope(company_id):
            if refusal := _refusal(request, invitation_id):
                return refusal
            with translation.override(language_of(request, request.invitation)):
                return _form_expired(request, invitation_id)
    with translation.override(language_asked(request)):
        return _form_expired(request, invitation_id)


def _form_expired(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    return render(request, "interviews/candidate/form_expired.html", {"invitation_id": invitation_id}, status=403)


def unknown_link(request: HttpRequest) -> HttpResponse:
    with translation.override(language_asked(request)):
        return render(request, "interviews/candidate/unknown.html", status=404)


def closed_page(request: CandidateRequest) -> HttpResponse:
    if request.method == "GET" and was_in_the_room(request.invitation):
        interview = access.interview_of_invitation(request.invitation)
        if interview and interview.is_over:
            return redirect("interviews:end", request.invitation.pk)
    kind = ended_as(request.invitation)
    template = {State.EXPIRED: "expired", State.REVOKED: "revoked"}.get(State(kind), "used")
    return render(request, f"interviews/candidate/{template}.html", {"ended_as": kind}, status=410)


def replaced(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """For whoever came by a link before the newest. It may have gone to somebody else: beyond the company nothing is said."""
    company = invitation.company
    with translation.override(language_of(request, invitation)):
        return render(request, "interviews/candidate/replaced.html", {"company": company, "brand": company.brand}, status=410)


def gone(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """For whoever came by the link before its job, or what the company has of them, was deleted."""
    company = Company.objects.filter(pk=company_id).first()
    if company is None:
        return unknown_link(request)
    with translation.override(language_asked(request)):
        return render(request, "interviews/candidate/revoked.html", {"company": company, "brand": company.brand}, status=410)


def ended_meanwhile(request: CandidateRequest) -> HttpResponse:
    """For a service that found the invitation closed, or begun, after the page was opened."""
    try:
        request.invitation = access.invitation_of_session(request.invitation.pk)
    except Http404:
        return gone(request, request.invitation.company_id)
    if not ended_as(request.invitation):
        return redirect("interviews:landing", request.invitation.pk)
    return closed_page(request)
