from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.tenancy import every_company


def StaffAdminScope(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let our own staff work across companies, under /admin/ and nowhere else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/admin/") and request.user.is_authenticated and request.user.is_staff:
            with every_company("staff admin"):
                return respond(request)
        return respond(request)

    return middleware
