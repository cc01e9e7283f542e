from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from accounts import queries
from accounts.models import Member


def workspace(request: HttpRequest) -> dict[str, Any]:
    """What the frame of a company's pages shows. What costs a query is lazy: an answer without the frame does not ask."""
    member: Member | None = getattr(request, "member", None)
    if member is None:
        return {}
    return {
        "member": member,
        "account_url": reverse("accounts:account"),
        "nav": SimpleLazyObject(lambda: _nav(request, member)),
        "companies": SimpleLazyObject(lambda: _companies(member)),
    }


def staff(request: HttpRequest) -> dict[str, Any]:
    """What the frame of our staff's own pages leads to: where this person may go."""
    return {"staff_nav": SimpleLazyObject(lambda: _staff_nav(request))} if getattr(request, "user", None) and request.user.is_staff else {}


def _staff_nav(request: HttpRequest) -> list[dict[str, Any]]:
    places = [(label, reverse(name)) for label, name, right in settings.STAFF_PLACES if request.user.has_perm(right)]
    return [{"label": label, "url": url, "current": request.path == url} for label, url in [("Admin", reverse("admin:index")), *places]]


def _nav(request: HttpRequest, member: Member) -> list[dict[str, Any]]:
    slug = member.company.slug
    places = [(label, reverse(name, args=[slug])) for label, name, roles in settings.WORKSPACE_PLACES if member.role in roles]
    home = places[0][1]
    return [
        {"label": label, "url": url, "current": request.path == url or (url != home and request.path.startswith(url))}
        for label, url in places
    ]


def _companies(member: Member) -> list[dict[str, Any]]:
    return [
        {
            "name": own.company.name,
            "url": reverse("accounts:today", args=[own.company.slug]),
            "current": own.company_id == member.company_id,
        }
        for own in queries.memberships_of(member.user)
    ]
