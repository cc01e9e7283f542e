"""Times that a job's candidates may choose."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.http import RECRUITING, MemberRequest, form_of, member_page, require_page
from accounts.tasks import delay_on_commit, deliver_on_commit
from interviews import access, tasks
from interviews.forms.slots import SeriesForm
from interviews.queries.slots import room_in, slots_of
from interviews.services.refused import Refused
from interviews.services.slots import NoSlots, Offered, SlotTaken, TooManySlots, add_slots, cancel_slot

SLOTS_PAGE = 50
REFUSED: dict[type[Refused], str] = {
    NoSlots: "No time of this series lies ahead that is not offered already. Look at days, times and length.",
    TooManySlots: "That is more than 500 times at once. Choose fewer days.",
}


@require_page
@member_page(*RECRUITING)
def slots(request: MemberRequest, job_id: UUID) -> HttpResponse:
    """The times that are offered; posted, a series of further ones."""
    job = access.job_for_member(request.member, job_id)
    form = SeriesForm(request.POST or None)
    if form.is_valid():
        try:
            offered = add_slots(job=job, series=form.series, by=request.actor)
        except Refused as refusal:
            form.add_error(None, REFUSED[type(refusal)])
        else:
            if offered.people:
                delay_on_commit(tasks.ask_for_times, str(job.pk), str(job.company_id))
            messages.success(request, _said(offered))
            return redirect("interviews:slots", request.member.company.slug, job.pk)
    now = timezone.now()
    page = Paginator(slots_of(job, now), SLOTS_PAGE).get_page(request.GET.get("page"))
    numbers = list(page.paginator.get_elided_page_range(page.number))
    context = {"job": job, "form": form, "page": page, "numbers": numbers, "room": room_in(job, now)}
    return render(request, "interviews/slots.html", context, status=422 if form.is_bound else 200)


def _said(offered: Offered) -> str:
    people = offered.people
    asked = f" A mail asks {people} {'person who is' if people == 1 else 'people who are'} invited already to choose." if people else ""
    return f"{offered.number} time{' is' if offered.number == 1 else 's are'} offered.{asked}"


@form_of("interviews:slots", "job_id")
@member_page(*RECRUITING)
def cancel(request: MemberRequest, job_id: UUID, slot_id: UUID) -> HttpResponse:
    slot = access.slot_of_job(access.job_for_member(request.member, job_id), slot_id)
    try:
        for mail in cancel_slot(slot=slot, by=request.actor):
            deliver_on_commit(mail)
    except SlotTaken:
        messages.error(request, "This time was cancelled already.")
    else:
        messages.success(request, "The time is cancelled. Whoever had chosen it gets a mail.")
    return redirect("interviews:slots", request.member.company.slug, job_id)
