from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect

from reports.access import MustRateFirst


class RatingComesFirst:
    """Lead whoever rates blind to rating, from whatever page would have shown them a score. A page need not know of it."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, MustRateFirst):
            return None
        interview = exception.interview
        messages.info(request, "You see the report once you have rated the answers yourself.")
        to_rating = redirect("reports:rate", interview.company.slug, interview.pk)
        return HttpResponseClientRedirect(to_rating.url) if request.htmx else to_rating  # type: ignore[attr-defined]
