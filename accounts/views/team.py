"""Members of a company, and invitations to become one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import access, queries, tasks
from accounts.forms import InviteForm, RoleForm
from accounts.http import ANY_ROLE, MANAGERS, MemberRequest, member_page
from accounts.models import Role
from accounts.services import members

TEAM_PAGE = 50
require_page = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@member_page(*ANY_ROLE)
def team(request: MemberRequest) -> HttpResponse:
    return _team(request, InviteForm(may_give_owner=request.member.is_owner))


def _team(request: MemberRequest, form: InviteForm, status: int = 200) -> HttpResponse:
    page = Paginator(queries.team(), TEAM_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number)),
        "invitations": queries.waiting_invitations()[:100] if request.member.may_manage else [],
        "roles": [role for role in Role if role != Role.OWNER or request.member.is_owner],
    }
    return render(request, "accounts/team.html", context, status=status)


@require_POST
@member_page(*MANAGERS)
def invite(request: MemberRequest) -> HttpResponse:
    form = InviteForm(request.POST, may_give_owner=request.member.is_owner)
    if not form.is_valid():
        return _team(request, form, status=422)
    try:
        sent = members.invite_member(
            company=request.member.company,
            email=form.cleaned_data["email"],
            role=Role(form.cleaned_data["role"]),
            inviter=request.member,
            by=request.actor,
        )
    except members.AlreadyMember:
        form.add_error("email", "This person is a member already.")
        return _team(request, form, status=422)
    except members.AlreadyInvited:
        form.add_error("email", "An invitation to this address is waiting. Send it again below, or revoke it first.")
        return _team(request, form, status=422)
    _post(sent)
    messages.success(request, f"The invitation to {sent.invitation.email} is on its way.")
    return redirect("accounts:team", request.member.company.slug)


@require_POST
@member_page(*MANAGERS)
def resend(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    invitation = access.invitation_in_company(invitation_id)
    try:
        sent = members.resend_invitation(invitation=invitation, inviter=request.member, by=request.actor)
    except members.InvitationClosed:
        messages.error(request, "This invitation was accepted or revoked in the meantime. Nothing was sent.")
    except members.OnlyOwnersMakeOwners:
        messages.error(request, "Only an owner may invite another owner.")
    else:
        _post(sent)
        messages.success(request, f"A new link is on its way to {invitation.email}. The one before no longer works.")
    return redirect("accounts:team", request.member.company.slug)


@require_POST
@member_page(*MANAGERS)
def revoke(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    invitation = access.invitation_in_company(invitation_id)
    try:
        members.revoke_invitation(invitation=invitation, by=request.actor)
    except members.InvitationClosed:
        messages.error(request, "This invitation was accepted or revoked in the meantime.")
    else:
        messages.success(request, f"The link sent to {invitation.email} no longer works.")
    return redirect("accounts:team", request.member.company.slug)


@require_POST
@member_page(*MANAGERS)
def role(request: MemberRequest, member_id: UUID) -> HttpResponse:
    member = access.member_in_company(member_id)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _team(request, InviteForm(may_give_owner=request.member.is_owner), status=422)
    try:
        members.change_role(member=member, role=Role(form.cleaned_data["role"]), changer=request.member, by=request.actor)
    except members.LastOwner:
        messages.error(request, f"{member.user.name} is the only owner. Make somebody else an owner first.")
    except members.OnlyOwnersMakeOwners:
        messages.error(request, "Only an owner may make an owner, or change the role of one.")
    else:
        messages.success(request, f"{member.user.name} is now {Role(form.cleaned_data['role']).label.lower()}.")
    return redirect("accounts:team", request.member.company.slug)


@require_page
@member_page(*MANAGERS)
def remove(request: MemberRequest, member_id: UUID) -> HttpResponse:
    member = access.member_in_company(member_id)
    if request.method != "POST":
        return _ask(request, "accounts/remove.html", {"person": member})
    try:
        members.remove_member(member=member, remover=request.member, by=request.actor)
    except members.LastOwner:
        messages.error(request, f"{member.user.name} is the only owner. Make somebody else an owner first.")
    except members.OnlyOwnersMakeOwners:
        messages.error(request, "Only an owner may remove an owner.")
    else:
        messages.success(request, f"{member.user.name} no longer has access.")
    return redirect("accounts:team", request.member.company.slug)


@require_page
@member_page(*ANY_ROLE)
def leave(request: MemberRequest) -> HttpResponse:
    company = request.member.company
    if request.method != "POST":
        return _ask(request, "accounts/leave.html", {})
    try:
        members.remove_member(member=request.member, remover=request.member, by=request.actor)
    except members.LastOwner:
        messages.error(request, "You are the only owner. Make somebody else an owner first, then you can leave.")
        return redirect("accounts:team", company.slug)
    messages.success(request, f"You have left {company.name}.")
    return redirect("accounts:home")


def _ask(request: MemberRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Ask before doing it: in a dialog where HTMX fetches it, on a page of its own elsewhere."""
    return render(request, f"{template}#dialog" if request.htmx else template, context)  # type: ignore[attr-defined]


def _post(sent: members.SentInvitation) -> None:
    tasks.deliver_on_commit(sent.mail)
