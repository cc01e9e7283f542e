"""When the interview is, where a job is interviewed at times."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import require_page
from accounts.tasks import deliver_on_commit
from interviews import access
from interviews.forms.candidate import SlotForm, ZoneForm, time_zone_name
from interviews.http import ZONE_BY_HAND, CandidateRequest, candidate_page, ended_meanwhile
from interviews.queries.slots import Appointment, appointment_of, booking_of, free_slots
from interviews.services.locking import HasEnded
from interviews.services.slots import ChangedOften, SlotTaken, book_slot, calendar_of, cancel_booking

# Enough for most jobs on one page, and few enough for a list that is read aloud.
TIMES_PAGE = 60


@require_page
@candidate_page()
def slot(request: CandidateRequest) -> HttpResponse:
    """The time that was chosen, and those that are free. Posted, one of them is chosen."""
    appointment = appointment_of(request.invitation, timezone.now())
    if not appointment.is_asked_for:
        return redirect(f"interviews:{request.way.reached}", request.invitation.pk)
    form = SlotForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return _chosen(request, form)
        except HasEnded:
            return ended_meanwhile(request)
        except ChangedOften:
            form.add_error("slot", _("You have changed your time often today. Please choose again tomorrow, or write to the company."))
        except (SlotTaken, Http404):
            form.add_error("slot", _("This time is no longer free: somebody was quicker, or it was taken back. Please choose another one."))
    if "zone" in request.GET:
        # The page asks how times read where the browser is; nothing is kept.
        request.invitation.time_zone = time_zone_name(request.GET["zone"]) or request.invitation.time_zone
        return render(request, "interviews/candidate/slot.html#times", _times(request, form, appointment))
    return render(request, "interviews/candidate/slot.html", _times(request, form, appointment), status=422 if form.is_bound else 200)


def _chosen(request: CandidateRequest, form: SlotForm) -> HttpResponse:
    chosen = access.slot_of_job(request.invitation.job, form.cleaned_data["slot"])
    mail = book_slot(invitation=request.invitation, slot=chosen, by=request.actor)
    if mail:
        deliver_on_commit(mail)
    return redirect("interviews:slot", request.invitation.pk)


def _times(request: CandidateRequest, form: SlotForm, appointment: Appointment) -> dict[str, Any]:
    zone, free = request.invitation.zone_name, free_slots(request.invitation, timezone.now())
    if appointment.slot:
        free = free.exclude(pk=appointment.slot.pk)
    return {
        "form": form,
        "slot": appointment.slot,
        "page": Paginator(free, TIMES_PAGE).get_page(request.GET.get("page")),
        "zone": zone,
        "zone_by_hand": request.session.get(ZONE_BY_HAND, False),
        "zone_form": ZoneForm(initial={"time_zone": zone}),
        "reached": f"interviews:{request.way.reached}",
    }


@require_POST
@candidate_page()
def give_back(request: CandidateRequest) -> HttpResponse:
    try:
        deliver_on_commit(cancel_booking(invitation=request.invitation, by=request.actor))
    except HasEnded:
        return ended_meanwhile(request)
    except SlotTaken:
        # Pressed twice, or the company cancelled it meanwhile: the page says how it is.
        pass
    return redirect("interviews:slot", request.invitation.pk)


@require_safe
@candidate_page()
def entry(request: CandidateRequest) -> HttpResponse:
    """The same entry for calendars as in the mail: whoever takes both has one."""
    booking = booking_of(request.invitation)
    if booking is None or booking.slot is None:
        return redirect("interviews:slot", request.invitation.pk)
    calendar = calendar_of(booking=booking, slot=booking.slot, invitation=request.invitation)
    headers = {"Content-Disposition": 'attachment; filename="interview.ics"'}
    return HttpResponse(calendar, content_type="text/calendar; charset=utf-8", headers=headers)
