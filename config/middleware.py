"""What every request passes through, whoever asks."""

import uuid
from collections.abc import Callable
from wsgiref.headers import Headers

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from config import errors
from config.logging import request_id

Respond = Callable[[HttpRequest], HttpResponse]


def RequestId(respond: Respond) -> Respond:
    """Give the request an id that its log lines, its tasks and the person who reports a problem share."""

    def middleware(request: HttpRequest) -> HttpResponse:
        name = request.META["REQUEST_ID"] = uuid.uuid4().hex[:12]
        token = request_id.set(name)
        try:
            response = respond(request)
        finally:
            request_id.reset(token)
        response["X-Request-ID"] = name
        return response

    return middleware


def NotAllowedPage(respond: Respond) -> Respond:
    """Django answers a wrong method with nothing at all, which a browser shows as a fault of its own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return errors.not_allowed(request, response["Allow"])
        return response

    return middleware


def PermissionsPolicy(respond: Respond) -> Respond:
    """Let our own pages ask for the microphone, and for the camera of whoever switches it on, and nobody for anything else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        response["Permissions-Policy"] = (
            "microphone=(self), camera=(self), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), "
            "publickey-credentials-create=(self), interest-cohort=(), browsing-topics=()"
        )
        return response

    return middleware


def guard_static_file(headers: Headers, path: str, url: str) -> None:
    """A file that is opened by itself, such as an SVG, may load and run nothing."""
    headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    headers["X-Content-Type-Options"] = "nosniff"
