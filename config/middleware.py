"""What every request passes through, whoever asks."""

import logging
import uuid
from collections.abc import Callable

import redis
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from config import errors
from config.logging import request_id

log = logging.getLogger(__name__)
Respond = Callable[[HttpRequest], HttpResponse]


def RequestId(respond: Respond) -> Respond:
    """Give the request an id that its log lines, its tasks and the person who reports a problem share."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = request_id.set(uuid.uuid4().hex[:12])
        try:
            response = respond(request)
        finally:
            name = request_id.get()
            request_id.reset(token)
        response["X-Request-ID"] = name
        return response

    return middleware


class Unavailable:
    """Postgres or Redis away is not our bug: say so with 503 and when to come back."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, OperationalError | redis.ConnectionError | redis.TimeoutError):
            return None
        log.error("a service is away", exc_info=error)
        return errors.unavailable(request)


def PermissionsPolicy(respond: Respond) -> Respond:
    """Let our own pages ask for the microphone and nobody for anything else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        response["Permissions-Policy"] = (
            "microphone=(self), camera=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), "
            "publickey-credentials-create=(self), interest-cohort=(), browsing-topics=()"
        )
        return response

    return middleware
