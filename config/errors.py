"""Pages for when something is amiss."""

import sys
from typing import Any

import redis
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.debug import SafeExceptionReporterFilter

from config.logging import request_id
from resumes.storage import StoreAway

RETRY_AFTER_SECONDS = 15
RATE_LIMITED_SECONDS = 60
# Postgres, Redis or the store of files away is not our bug.
AWAY = (OperationalError, InterfaceError, redis.ConnectionError, redis.TimeoutError, StoreAway)


class SecretsStayHidden(SafeExceptionReporterFilter):
    """On the pages that show a developer what broke, too: real keys are pasted into development servers as well."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """By their names, too: what a view marks is not marked yet when something breaks before it."""
        return self._without_secrets(super().get_post_parameters(request))

    def get_cleansed_multivaluedict(self, request: HttpRequest, multivaluedict: Any) -> Any:
        return self._without_secrets(super().get_cleansed_multivaluedict(request, multivaluedict))

    def get_traceback_frame_variables(self, request: Any, tb_frame: Any) -> Any:
        return self._without_secrets(dict(super().get_traceback_frame_variables(request, tb_frame))).items()

    def _without_secrets(self, values: Any) -> dict[str, Any]:
        return {name: self.cleanse_setting(name, value) for name, value in values.items()}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return render(request, "400.html", _reference(), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", _reference(), status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    match = request.resolver_match
    if match and match.app_name == "interviews" and request.path.startswith("/interview/"):
        # Of candidates, who perhaps read no English. Imported here: the settings need this module before there are apps.
        from interviews.http import form_expired

        return form_expired(request, match.kwargs["invitation_id"])  # type: ignore[arg-type]
    return render(request, "403.html", _reference() | {"form_expired": True}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", _reference(), status=404)


def too_large(request: HttpRequest) -> HttpResponse:
    megabytes = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // 1024**2
    return render(request, "413.html", _reference() | {"limit": f"{megabytes} MB"}, status=413)


def too_large_alone(most: int) -> HttpResponse:
    """For config.bodies, where there is no request yet."""
    return _alone("413.html", _reference() | {"limit": f"{most // 1024**2} MB"}, status=413)


def not_allowed(request: HttpRequest, allow: str) -> HttpResponse:
    response = render(request, "405.html", _reference(), status=405)
    response["Allow"] = allow
    return response


def too_many_requests(request: HttpRequest) -> HttpResponse:
    response = render(request, "429.html", _reference() | {"retry_after": RATE_LIMITED_SECONDS}, status=429)
    response["Retry-After"] = str(RATE_LIMITED_SECONDS)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    if isinstance(sys.exception(), AWAY):
        return unavailable(request)
    return _alone("500.html", _reference(), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    response = _alone("503.html", _reference() | {"retry_after": RETRY_AFTER_SECONDS}, status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _alone(template: str, context: dict[str, Any], status: int) -> HttpResponse:
    """Render without the request: its context processors would ask the very service that is away."""
    return HttpResponse(render_to_string(template, context), status=status)


def _reference() -> dict[str, Any]:
    return {"reference": request_id.get()}
