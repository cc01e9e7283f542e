"""Doors for requests of our own staff."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from accounts.http import UserRequest


def staff_page(right: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open a page beside Django's admin to staff who have this right. Its address lies under /admin/, so it sees every company."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def page(request: UserRequest, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(right):
                raise PermissionDenied
            return view(request, **kwargs)

        return admin.site.admin_view(page)

    return decorate
