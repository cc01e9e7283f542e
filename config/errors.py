"""Pages for when something is amiss."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.logging import request_id

RETRY_AFTER_SECONDS = 15


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", _reference(), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", _reference(), status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403.html", _reference() | {"form_expired": True}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", _reference(), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", _reference(), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    # Without the request: its context processors would ask the very service that is away.
    response = render(None, "503.html", _reference() | {"retry_after": RETRY_AFTER_SECONDS}, status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _reference() -> dict[str, str]:
    return {"reference": request_id.get()}
