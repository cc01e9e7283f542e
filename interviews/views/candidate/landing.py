"""The invitation itself: what will happen, and agreeing to it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.http import require_page
from accounts.tasks import deliver_on_commit
from interviews.consent import Words, words_for
from interviews.forms.candidate import ConsentForm, ReasonForm, ZoneForm, time_zone_name
from interviews.http import ZONE_BY_HAND, CandidateRequest, candidate_page, ended_meanwhile, was_in_the_room
from interviews.plans.duration import told_minutes
from interviews.queries.candidate import newest_adjustment, readers_of
from interviews.queries.keeping import keeping_of
from interviews.queries.slots import appointment_of
from interviews.services.consents import agree, newest, take_back
from interviews.services.locking import HasEnded
from interviews.way import Step, by_typing_alone


@require_safe
@candidate_page()
def landing(request: CandidateRequest) -> HttpResponse:
    if "zone" in request.GET:
        # The page asks how the deadline reads where the browser is; nothing is kept.
        request.invitation.time_zone = time_zone_name(request.GET["zone"]) or request.invitation.time_zone
        return render(request, "interviews/candidate/landing.html#deadline", _deadline(request))
    return _landing(request, ConsentForm())


def _landing(request: CandidateRequest, form: ConsentForm, *, changed: bool = False, status: int = 200) -> HttpResponse:
    content, given = request.content, newest(request.invitation)
    context = _deadline(request) | {
        "form": form,
        "changed": changed,
        "words": _words(request),
        "consent": given,
        "minutes": told_minutes(content, request.invitation.adjustments) if content else None,
        "competencies": content.competencies if content else (),
        "plan_language": content.language if content else "",
        "may_be_watched": content is not None and content.may_be_watched,
        "may_be_filmed": content is not None and content.may_be_filmed,
        # What they agreed to holds, also where the plan allows more by now.
        "by_typing": by_typing_alone(request.invitation, content) or (given is not None and not given.may_be_heard),
        "asks_for_resume": Step.RESUME in request.way.steps,
        "readers": readers_of(request.invitation),
        "keeping": keeping_of(request.invitation),
        "adjustment": newest_adjustment(request.invitation),
        "reached": f"interviews:{request.way.reached}",
    }
    return render(request, "interviews/candidate/landing.html", context, status=status)


def _deadline(request: CandidateRequest) -> dict[str, Any]:
    zone = request.invitation.zone_name
    is_by_hand = request.session.get(ZONE_BY_HAND, False)
    return {
        "zone": zone,
        "zone_by_hand": is_by_hand,
        "zone_form": ZoneForm(initial={"time_zone": zone}),
        "appointment": appointment_of(request.invitation, timezone.now()),
    }


@require_page
@candidate_page(after_end=True)
def consent(request: CandidateRequest) -> HttpResponse:
    """Agree by POST; by GET, read what was agreed to."""
    if request.method != "POST" or was_in_the_room(request.invitation):
        given = newest(request.invitation)
        if given is None:
            return redirect("interviews:landing", request.invitation.pk)
        context = {"consent": given, "is_over": was_in_the_room(request.invitation)}
        return render(request, "interviews/candidate/consent.html", context)
    form, words = ConsentForm(request.POST), _words(request)
    if not form.is_valid():
        return _landing(request, form, status=422)
    if form.cleaned_data["digest"] != words.digest:
        # What is kept must be what was shown.
        return _landing(request, ConsentForm(), changed=True, status=422)
    try:
        mail = agree(invitation=request.invitation, words=words, way=request.way, by=request.actor)
    except HasEnded:
        return ended_meanwhile(request)
    if mail:
        deliver_on_commit(mail)
    following = request.way.after(Step.LANDING) if mail else request.way.reached
    return redirect(f"interviews:{following}", request.invitation.pk)


@require_page
@candidate_page(after_end=True)
def take_consent_back(request: CandidateRequest) -> HttpResponse:
    if newest(request.invitation) is None:
        return redirect("interviews:landing", request.invitation.pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"form": form, "is_over": was_in_the_room(request.invitation), "has_begun": request.invitation.started_at}
        return render(request, "interviews/candidate/take_back.html", context, status=422 if form.is_bound else 200)
    reason, language = form.cleaned_data["reason"], get_language() or ""
    try:
        mails = take_back(invitation=request.invitation, language=language, reason=reason, by=request.actor)
    except HasEnded:
        return ended_meanwhile(request)
    for mail in mails:
        deliver_on_commit(mail)
    return redirect("interviews:landing", request.invitation.pk)


def _words(request: CandidateRequest) -> Words:
    by_typing = by_typing_alone(request.invitation, request.content)
    may_be_watched = request.content is not None and request.content.may_be_watched
    may_be_filmed = request.content is not None and request.content.may_be_filmed
    asks = Step.RESUME in request.way.steps
    return words_for(
        request.invitation,
        get_language() or "",
        by_typing=by_typing,
        may_be_watched=may_be_watched,
        asks_for_resume=asks,
        may_be_filmed=may_be_filmed,
    )
