"""/metrics, for Prometheus: how long replies take. Numbers alone, but they tell how much is going on."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from interviews.live.latency import exposition
from interviews.services.waterfalls import observe_early


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For whoever has the token, and for our own staff in a browser."""
    if not (_has_token(request) or (request.user.is_authenticated and request.user.is_staff)):
        raise PermissionDenied
    observe_early()
    return HttpResponse(exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _has_token(request: HttpRequest) -> bool:
    said = request.headers.get("Authorization", "")
    return bool(settings.METRICS_TOKEN) and constant_time_compare(said, f"Bearer {settings.METRICS_TOKEN}")
