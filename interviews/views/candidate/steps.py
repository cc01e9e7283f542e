"""From the sound check to the door of the room."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import require_page
from accounts.tasks import delay_on_commit, deliver_on_commit
from interviews import tasks
from interviews.http import TYPES, CandidateRequest, candidate_page, ended_meanwhile
from interviews.listeners import BROWSER, listener_of
from interviews.plans.duration import told_minutes
from interviews.queries.candidate import newest_adjustment, practice_question
from interviews.queries.slots import appointment_of
from interviews.services import starting
from interviews.services.conducting import begin_interview
from interviews.services.consents import has_agreed_to_sound
from interviews.services.locking import HasEnded
from interviews.services.recordings.camera import has_agreed_to_camera
from interviews.services.way import go_on
from interviews.way import Step, by_typing_alone


@require_page
@candidate_page(Step.CHECK)
def check(request: CandidateRequest) -> HttpResponse:
    if request.method == "POST":
        # Of this device: another one may have a microphone that works.
        request.session[TYPES] = request.POST.get("answers") == "typing"
        return _on(request, Step.CHECK)
    by_typing = _can_only_type(request)
    may_be_filmed = request.content is not None and not by_typing and has_agreed_to_camera(request.invitation, request.content)
    by_browser = not by_typing and _by_browser(request)
    context = {"by_typing": by_typing, "may_be_filmed": may_be_filmed, "by_browser": by_browser, "language": _asked_in(request)}
    return render(request, "interviews/candidate/check.html", context)


@require_safe
@candidate_page()
def line(request: CandidateRequest) -> HttpResponse:
    """Answers quickly, for measuring how quickly."""
    return HttpResponse(status=204)


@require_page
@candidate_page(Step.PRACTICE)
def practice(request: CandidateRequest) -> HttpResponse:
    if request.method == "POST":
        return _on(request, Step.PRACTICE)
    language = _asked_in(request)
    question = practice_question(request.invitation, language, request.content)
    with translation.override(language):
        asked = (
            question.text
            if question
            else _("To begin with: what did you do last week that you liked doing, and what did you like about it?")
        )
    context = {"asked": asked, "asked_in": language, "by_typing": _types(request)}
    return render(request, "interviews/candidate/practice.html", context)


@require_safe
@candidate_page(Step.READY)
def ready(request: CandidateRequest) -> HttpResponse:
    context = {
        "minutes": told_minutes(request.content, request.invitation.adjustments) if request.content else None,
        "by_typing": _types(request),
        "retakes": request.content.retakes if request.content and not _types(request) else 0,
        # Of this device: on another one they choose anew.
        "has_chosen": TYPES in request.session,
        "adjustment": newest_adjustment(request.invitation),
        "appointment": appointment_of(request.invitation, timezone.now()),
    }
    return render(request, "interviews/candidate/ready.html", context)


@require_page
@candidate_page(Step.READY)
def start(request: CandidateRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("interviews:ready", request.invitation.pk)
    try:
        starting.require_start(invitation=request.invitation, content=request.content)
    except starting.NoTimeChosen:
        return redirect("interviews:slot", request.invitation.pk)
    except starting.TooEarly as why:
        return render(request, "interviews/candidate/too_early.html", {"slot": why.slot}, status=409)
    except starting.CannotStart as why:
        return _not_now(request, why)
    try:
        interview = begin_interview(invitation=request.invitation)
    except HasEnded:
        return ended_meanwhile(request)
    delay_on_commit(tasks.carry_on, str(interview.pk), str(interview.company_id))
    return redirect("interviews:room", request.invitation.pk)


def _not_now(request: CandidateRequest, why: starting.CannotStart) -> HttpResponse:
    try:
        mails = starting.keep_place(invitation=request.invitation, why=why)
    except HasEnded:
        return ended_meanwhile(request)
    for mail in mails:
        deliver_on_commit(mail)
    request.invitation.refresh_from_db(fields=["deadline"])
    context = {"is_paused": isinstance(why, starting.JobNotOpen), "company_was_told": isinstance(why, starting.NothingLeftToSpend)}
    return render(request, "interviews/candidate/not_now.html", context, status=503)


def _on(request: CandidateRequest, done: Step) -> HttpResponse:
    try:
        following = go_on(invitation=request.invitation, way=request.way, done=done)
    except HasEnded:
        return ended_meanwhile(request)
    return redirect(f"interviews:{following}", request.invitation.pk)


def _asked_in(request: CandidateRequest) -> str:
    """As the interview will ask, whatever language the page is read in."""
    return request.content.language if request.content else request.invitation.job.language


def _can_only_type(request: CandidateRequest) -> bool:
    """Nobody will listen, or they agreed that no sound is recorded."""
    return by_typing_alone(request.invitation, request.content) or not has_agreed_to_sound(request.invitation)


def _by_browser(request: CandidateRequest) -> bool:
    return request.content is not None and listener_of(request.invitation.company, request.content) == BROWSER


def _types(request: CandidateRequest) -> bool:
    return _can_only_type(request) or request.session.get(TYPES, False)
