"""The link in the mail, and what can be set on every page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from accounts.http import actor
from accounts.tenancy import company_scope
from interviews import access
from interviews.forms.candidate import LanguageForm, ZoneForm, time_zone_name
from interviews.guessing import TooManyMisses, count_try, forgive_try
from interviews.http import ZONE_BY_HAND, CandidateRequest, came_by, candidate_page, open_session, unknown_link
from interviews.languages import language_asked
from interviews.live.addresses import of_invitation
from interviews.plans.content import PlanContent
from interviews.queries.plans import current_plan
from interviews.services.way import choose_language, note_arrival
from interviews.views import rooms
from interviews.way import way_of


@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Lead to where they were. Nothing is noted: programs that look through mail open links too."""
    address = actor(request).address or ""
    try:
        count_try(address)
    except TooManyMisses:
        # Whoever came by this link before comes back by it, whatever others behind their address do.
        if not came_by(request.session, token):
            return _too_often(request)
    try:
        invitation = access.invitation_by_link(token)
    except Http404:
        return unknown_link(request)
    forgive_try(address)
    open_session(request, invitation)
    if "time" in request.GET:
        # From the line in the mail that asks for it.
        return redirect("interviews:slot", invitation.pk)
    with company_scope(invitation.company_id):
        found = access.invitation_of_session(invitation.pk)
        plan = current_plan(found.job)
        reached = way_of(found, PlanContent.model_validate(plan.content) if plan else None).reached
        interview = access.interview_of_invitation(found)
        if interview:
            return redirect("interviews:end" if interview.is_over else "interviews:room", invitation.pk)
    return redirect(f"interviews:{reached}", invitation.pk)


def _too_often(request: HttpRequest) -> HttpResponse:
    with translation.override(language_asked(request)):
        answer = render(request, "interviews/candidate/too_often.html", status=429)
    answer["Retry-After"] = "60"
    return answer


@require_POST
@candidate_page()
def arrived(request: CandidateRequest) -> HttpResponse:
    """Sent by the page when somebody moves on it."""
    zone = time_zone_name(request.POST.get("time_zone", ""))
    zone = "" if request.session.get(ZONE_BY_HAND) else zone
    note_arrival(invitation=request.invitation, time_zone=zone, language=translation.get_language() or "")
    return HttpResponse(status=204)


@require_POST
@candidate_page()
def language(request: CandidateRequest) -> HttpResponse:
    interview = access.interview_of_invitation(request.invitation)
    if interview and (refused := rooms.refused_to_carry(request, interview, of_invitation(request.invitation.pk))):
        return refused
    form = LanguageForm(request.POST)
    if form.is_valid():
        choose_language(invitation=request.invitation, language=form.cleaned_data["language"])
    return _back(request)


@require_POST
@candidate_page()
def zone(request: CandidateRequest) -> HttpResponse:
    form = ZoneForm(request.POST)
    if form.is_valid():
        note_arrival(invitation=request.invitation, time_zone=form.cleaned_data["time_zone"])
        # On this device; another one says its own zone.
        request.session[ZONE_BY_HAND] = True
    return _back(request)


def _back(request: CandidateRequest) -> HttpResponse:
    """To the page on which it was chosen."""
    came_from = request.POST.get("next", "")
    own = f"/interview/{request.invitation.pk}/"
    safe = came_from.startswith(own) and url_has_allowed_host_and_scheme(came_from, allowed_hosts=None)
    return redirect(came_from if safe else own)
