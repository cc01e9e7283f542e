from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.tenancy import every_company


def StaffAdminScope(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let our own staff work across companies, under /admin/ and nowhere else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/admin/") and request.user.is_authenticated and request.user.is_staff:
            with every_company("staff admin"):
                return respond(request)
        return respond(request)

    return middleware


SEEN_EVERY_SECONDS = 300


def SeenNowAndThen(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Note when a session was last seen; every few minutes is exact enough, and a write on every page would not be free."""

    def middleware(request: HttpRequest) -> HttpResponse:
        now = int(timezone.now().timestamp())
        if request.user.is_authenticated and now - request.session.get("seen", 0) > SEEN_EVERY_SECONDS:
            request.session["seen"] = now
            UserSession.objects.create_from_request(request)
        return respond(request)

    return middleware


def PrivatePages(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Keep answers out of every cache unless they say otherwise: after logging out, "back" must show nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware
