"""Pages before a company is chosen."""

import re
from dataclasses import asdict
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts import access, queries
from accounts.colour import accent_from
from accounts.forms import TINTS, AppearanceForm, CompanyForm, NameForm
from accounts.http import UserRequest, actor, require_page
from accounts.models import MemberInvitation
from accounts.services import companies, members, people


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page, or straight to where somebody works."""
    if not request.user.is_authenticated:
        return render(request, "accounts/home.html")
    own = queries.memberships_of(request.user)
    last = request.session.get("company")
    if not own and request.user.is_staff:
        return redirect("admin:index")
    if not own and last:
        messages.info(request, "You belong to no company now. Create one, or follow the link of an invitation.")
        return redirect("accounts:account")
    if not own:
        return redirect("accounts:new-company")
    chosen = next((member for member in own if member.company.slug == last), own[0])
    return redirect("accounts:today", chosen.company.slug)


@login_required
@require_page
def account(request: UserRequest) -> HttpResponse:
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if form.is_valid():
        people.rename(user=request.user, name=form.cleaned_data["name"])
        messages.success(request, "Saved.")
        return redirect("accounts:account")
    context = {"form": form, "memberships": queries.memberships_of(request.user)}
    return render(request, "accounts/account.html", context, status=422 if form.is_bound else 200)


@login_required
@require_page
def new_company(request: UserRequest) -> HttpResponse:
    form = CompanyForm(request.POST or None, initial=request.session.get("new_company"))
    if form.is_valid():
        request.session["new_company"] = form.cleaned_data
        return redirect("accounts:new-company-appearance")
    context = _step(1) | {"form": form, "memberships": queries.memberships_of(request.user)}
    return render(request, "accounts/new_company.html", context, status=422 if form.is_bound else 200)


@login_required
@require_page
def new_company_appearance(request: UserRequest) -> HttpResponse:
    begun = request.session.get("new_company")
    if begun is None:
        return redirect("accounts:new-company")
    form = AppearanceForm(request.POST or None, request.FILES or None, initial=request.session.get("new_company_look"))
    if form.is_valid():
        beginning = companies.Beginning(**begun, **form.cleaned_data)
        try:
            company = companies.create_company(owner=request.user, beginning=beginning, by=actor(request))
        except companies.TooManyCompanies:
            form.add_error(None, "That is as many companies as one person may create in a day.")
            return render(
                request, "accounts/new_company_appearance.html", _step(2) | {"form": form, "begun": begun, "tints": TINTS}, status=422
            )
        except companies.AddressTaken:
            request.session["new_company_look"] = {name: form.cleaned_data[name] for name in ("accent", "contact_email")}
            messages.error(
                request,
                f"The address “{begun['slug']}” was taken meanwhile. Choose another; a logo has to be chosen again, the rest is kept.",
            )
            return redirect("accounts:new-company")
        del request.session["new_company"]
        request.session.pop("new_company_look", None)
        messages.success(request, f"{company.name} is ready.")
        return redirect("accounts:today", company.slug)
    context = _step(2) | {"form": form, "begun": begun, "tints": TINTS}
    return render(request, "accounts/new_company_appearance.html", context, status=422 if form.is_bound else 200)


def _step(now: int) -> dict[str, Any]:
    names = ("Your company", "What candidates see")
    states = ["done" if number < now else "now" if number == now else "" for number in range(1, len(names) + 1)]
    steps = [{"label": name, "state": state} for name, state in zip(names, states, strict=True)]
    return {"heading": names[now - 1], "step": now, "total": len(names), "steps": steps}


@require_safe
def colours(request: HttpRequest) -> HttpResponse:
    """What becomes of a colour when it is made readable; the forms' preview asks."""
    chosen = request.GET.get("accent", "")
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", chosen):
        return HttpResponseBadRequest("accent must be # and six digits")
    made = accent_from(chosen)
    return JsonResponse(asdict(made) | {"adjusted": made.light != chosen.lower()})


@require_page
def join(request: HttpRequest, token: str) -> HttpResponse:
    try:
        invitation = access.invitation_by_token(token)
    except Http404:
        return render(request, "accounts/join_unknown.html", status=404)
    context: dict[str, Any] = {"invitation": invitation, "brand": invitation.company.brand, "token": token}
    if not invitation.is_open:
        return render(request, "accounts/join_closed.html", context, status=410)
    if not request.user.is_authenticated:
        # Whoever holds the link has read the mail: signing up with this address needs no second proof.
        get_adapter().stash_verified_email(request, invitation.email)
        return render(request, "accounts/join.html", context)
    context["proved"] = _proved_emails(request)
    context["is_theirs"] = invitation.email.lower() in context["proved"]
    if request.method != "POST":
        return render(request, "accounts/join.html", context)
    return _accept(request, invitation, context)


def _accept(request: HttpRequest, invitation: MemberInvitation, context: dict[str, Any]) -> HttpResponse:
    name, by = invitation.company.name, actor(request)
    try:
        members.accept_invitation(invitation=invitation, user=by.user, proved_emails=context["proved"], by=by)  # type: ignore[arg-type]
    except members.AnotherAddress:
        return render(request, "accounts/join.html", context, status=403)
    except members.InvitationClosed:
        return render(request, "accounts/join_closed.html", context, status=410)
    except members.AlreadyMember:
        messages.error(request, f"You are a member of {name} already. Your role stays as it is.")
    else:
        messages.success(request, f"Welcome to {name}.")
    return redirect("accounts:today", invitation.company.slug)


def _proved_emails(request: HttpRequest) -> set[str]:
    confirmed = EmailAddress.objects.filter(user=request.user, verified=True)
    return {address.lower() for address in confirmed.values_list("email", flat=True)}


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def logo(request: HttpRequest, company_id: UUID, version: UUID) -> HttpResponse | FileResponse:
    """A logo is for everybody: candidates and mail programs have no account. Its name changes when it does."""
    name = f"logos/{company_id}/{version}.png"
    if not default_storage.exists(name):
        raise Http404
    return FileResponse(default_storage.open(name), content_type="image/png")
