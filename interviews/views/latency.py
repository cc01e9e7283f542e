"""How long candidates wait for a reply, for our staff: over all companies, numbers alone."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from interviews.forms.latency import LatencyForm
from interviews.http import staff_page
from interviews.queries.latency import stages_taken


@staff_page("interviews.view_waterfall")
@require_safe
def latency(request: UserRequest) -> HttpResponse:
    form = LatencyForm(request.GET)
    hours = int(form.cleaned_data["hours"] or LatencyForm.DAY) if form.is_valid() else LatencyForm.DAY
    since = timezone.now() - timedelta(hours=hours)
    context = {
        "form": form,
        "tables": [
            ("Spoken answers", "spoken", stages_taken(since, spoken=True)),
            ("Typed answers", "typed", stages_taken(since, spoken=False)),
        ],
    }
    return render(request, "interviews/latency.html", context, status=422 if form.errors else 200)
