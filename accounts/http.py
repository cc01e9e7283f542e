"""Doors for requests: who asks, for which company, in which role."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts import access
from accounts.models import Member, Role, User
from accounts.services.audit import Actor
from accounts.tenancy import company_scope

# A page with a form: shown, and sent.
require_page = require_http_methods(["GET", "HEAD", "POST"])
ANY_ROLE = tuple(Role)
MANAGERS = (Role.OWNER, Role.ADMIN)
RECRUITING = (*MANAGERS, Role.RECRUITER)


class UserRequest(HttpRequest):
    user: User


class MemberRequest(UserRequest):
    member: Member
    actor: Actor


def member_page(
    *roles: Role, beforehand: Callable[..., None] | None = None
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open a company's page to its members in these roles, inside that company's scope.

    Who is no member gets the same 404 as for a company that does not exist; a member in another role gets 403.
    `beforehand` is called for those who may come, before the scope and its transaction are open: for asking somebody else's
    server, which may take long.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @login_required
        @wraps(view)
        def page(request: MemberRequest, company: str, **kwargs: Any) -> HttpResponse:
            member = access.membership(request.user, company)
            if beforehand and member.role in roles:
                request.member = member
                beforehand(request, **kwargs)
                # They may have been removed meanwhile.
                member = access.membership(request.user, company)
            with company_scope(member.company):
                request.member = member
                request.actor = actor(request)
                if member.role not in roles:
                    raise PermissionDenied
                return view(request, **kwargs)

        return page

    return decorate


def form_of(page: str, *arguments: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Take a form by POST; who comes by address, after a log-in or a reload, is led to the page that the form stands on.

    `arguments`: the names of those that its address shares with the form's.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def taking(request: HttpRequest, company: str, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return redirect(page, company, *(kwargs[name] for name in arguments))
            return view(request, company=company, **kwargs)

        return taking

    return decorate


def actor(request: HttpRequest) -> Actor:
    user = request.user if request.user.is_authenticated else None
    # allauth's own reading of the address, so that rate limits and the audit log trust the same proxies.
    return Actor(user=user, address=get_adapter().get_client_ip(request))
