"""A room by HTTP: as a plain page with forms, and by requests of its script where no socket gets through. A candidate's and a
trial's are the same, at other addresses.

A script says with each request of which connection it is (`epoch`), and is answered in JSON; a form of the plain page says
nothing of the kind, and is answered with the room.
"""

from dataclasses import asdict
from hashlib import blake2b
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from accounts.tasks import delay_on_commit
from interviews import tasks
from interviews.forms.room import ActForm, AnswerForm, CarriedForm, ComingForm, DraftForm, HeardForm, LookForm
from interviews.http import TYPES
from interviews.live import voice
from interviews.live.addresses import Addresses
from interviews.live.hearing import hearing_for
from interviews.live.painting import paint, shown
from interviews.live.wire import CREDIT, HEARTBEAT_SECONDS
from interviews.models import Interview
from interviews.queries.room import room_of
from interviews.services import conducting, connecting
from interviews.services.drafts import is_known, keep_draft, keep_unsent
from interviews.services.speech import note_heard

TAKEN, GONE, WRONG = 409, 410, 422
# Asks first, on a page of its own.
LEAVE = "leave"
# How soon a script looks again: while the interviewer thinks, and else.
SOON_MS, LATER_MS = 1_000, 3_000


def page(request: HttpRequest, interview: Interview, at: Addresses, form: AnswerForm | None = None, status: int = 200) -> HttpResponse:
    context = shown(interview) | {
        "form": form,
        "addresses": at,
        "page": uuid4(),
        "brand": interview.company.brand,
        "language": get_language(),
        "hearing": hearing_for(interview),
        "prefers_typing": request.session.get(TYPES, False),
    }
    return render(request, at.template, context, status=status)


def now(request: HttpRequest, interview: Interview, at: Addresses) -> HttpResponse:
    """The room as it is, for a script that shows another; nothing where it shows this one."""
    form = LookForm(request.GET)
    if not form.is_valid():
        return JsonResponse({}, status=WRONG)
    epoch = form.cleaned_data["epoch"]
    if interview.epoch != epoch:
        raise connecting.TakenOver
    conducting.note_presence(interview=interview, epoch=epoch)
    return painted(interview, has=form.cleaned_data["has"])


def answer(request: HttpRequest, interview: Interview, at: Addresses) -> HttpResponse:
    form, by_script = AnswerForm(request.POST), "epoch" in request.POST
    if not by_script:
        conducting.note_presence(interview=interview, epoch=None)
    if not form.is_valid():
        return JsonResponse({"kind": form.refused_as}, status=WRONG) if by_script else page(request, interview, at, form, WRONG)
    try:
        if conducting.keep_answer(interview=interview, **form.cleaned_data):
            go_on(interview)
    except conducting.NotYours:
        return JsonResponse({"kind": "not-yours"}, status=WRONG) if by_script else _answered_too_late(request, interview, at, form)
    return painted(interview) if by_script else redirect(at.room)


def _answered_too_late(request: HttpRequest, interview: Interview, at: Addresses, form: AnswerForm) -> HttpResponse:
    turn, text = form.cleaned_data["turn"], form.cleaned_data["text"]
    return _too_late(request, interview, at, text, is_kept=keep_unsent(interview=interview, turn=turn, text=text))


def _too_late(request: HttpRequest, interview: Interview, at: Addresses, text: str, *, is_kept: bool) -> HttpResponse:
    """Nothing that somebody wrote goes without a word."""
    context = {
        "text": text,
        "is_kept": is_kept,
        "addresses": at,
        "company": interview.company,
        "brand": interview.company.brand,
        "language": get_language(),
    }
    return render(request, "interviews/candidate/room_too_late.html", context, status=GONE if interview.is_over else WRONG)


def unsent(request: HttpRequest, interview: Interview, at: Addresses) -> HttpResponse:
    """What a script still has of a turn that is over: there already, kept now as not sent, or nowhere."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"kind": form.refused_as}, status=WRONG)
    late = {"interview": interview, "turn": form.cleaned_data["turn"], "text": form.cleaned_data["text"]}
    return JsonResponse({"kept": "before" if is_known(**late) else "now" if keep_unsent(**late) else ""})


def draft(request: HttpRequest, interview: Interview, at: Addresses) -> HttpResponse:
    """Kept while it is typed. Only scripts do that."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"kind": form.refused_as}, status=WRONG)
    return JsonResponse({"kept": keep_draft(interview=interview, **form.cleaned_data)})


def refused_to_carry(request: HttpRequest, interview: Interview, at: Addresses) -> HttpResponse | None:
    """A plain page sends along what stands in its field, whatever is pressed on it: kept as the draft of its turn, it is there
    again afterwards. None: nothing was refused."""
    if "epoch" in request.POST:
        return None
    conducting.note_presence(interview=interview, epoch=None)
    if "text" not in request.POST:
        return None
    form = CarriedForm(request.POST)
    if form.is_valid() and not keep_draft(interview=interview, **form.cleaned_data):
        late = {"interview": interview, "turn": form.cleaned_data["turn"], "text": form.cleaned_data["text"]}
        if not is_known(**late) and not keep_unsent(**late):
            return _too_late(request, interview, at, late["text"], is_kept=False)
    return page(request, interview, at, form, WRONG) if "text" in form.errors else None


def act(request: HttpRequest, interview: Interview, at: Addresses) -> HttpResponse:
    if refused := refused_to_carry(request, interview, at):
        return refused
    if interview.is_over:
        return redirect(at.room)
    if request.POST.get("do") == LEAVE:
        return redirect(at.leave)
    form = ActForm(request.POST)
    if form.is_valid() and conducting.act(interview=interview, **form.cleaned_data).commands:
        go_on(interview)
    return painted(interview) if "epoch" in request.POST else redirect(at.room)


def heard(request: HttpRequest, interview: Interview, at: Addresses) -> HttpResponse:
    """How far they have heard what was said. Only scripts know."""
    form = HeardForm(request.POST)
    if not form.is_valid():
        return JsonResponse({}, status=WRONG)
    note_heard(interview=interview, **form.cleaned_data)
    return HttpResponse(status=204)


def connect(request: HttpRequest, interview: Interview, at: Addresses) -> HttpResponse:
    epoch = connecting.connect(interview=interview, **who_comes(request))
    conducting.note_presence(interview=interview, epoch=epoch)
    there = [asdict(each) for each in voice.arrived(interview)]
    said = {"epoch": epoch, "seq": interview.events_told, "heartbeat": HEARTBEAT_SECONDS, "credit": CREDIT, "segments": there}
    return JsonResponse(said)


def who_comes(request: HttpRequest) -> dict[str, Any]:
    """Which page wants to connect, by its name, and whether it was in the room before: that one takes it from no other, only people
    do. That its own connection is another than it knows is not held against it: answers come late, and get lost."""
    form = ComingForm(request.POST)
    # What is no name is none.
    form.is_valid()
    return {"page": form.cleaned_data.get("page"), "is_back": bool(form.cleaned_data.get("back"))}


def go_on(interview: Interview) -> None:
    delay_on_commit(tasks.carry_on, str(interview.pk), str(interview.company_id))


def painted(interview: Interview, has: str = "") -> HttpResponse:
    interview.refresh_from_db()
    html = paint(interview)
    mark = blake2b(html.encode(), digest_size=8).hexdigest()
    if mark == has:
        return HttpResponse(status=204)
    again = SOON_MS if room_of(interview).is_thinking else LATER_MS
    return JsonResponse({"seq": interview.events_told, "mark": mark, "html": html, "again_ms": again})
