"""Members of a company, and invitations to become one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts import access, queries, tasks
from accounts.forms import InviteForm, MailForm, RoleForm
from accounts.http import ANY_ROLE, MANAGERS, MemberRequest, form_of, member_page, require_page
from accounts.models import Member, MemberInvitation, Role
from accounts.services import members

TEAM_PAGE = 50
WHY_NOT: dict[type[members.Refused], str] = {
    members.AlreadyMember: "This person is a member already.",
    members.AlreadyInvited: "An invitation to this address is waiting. Send it again below, or revoke it first.",
    members.OnlyOwnersMakeOwners: "Only an owner may make, change or remove an owner.",
    members.LastOwner: "This is the only owner. Make somebody else an owner first.",
    members.InvitationClosed: "This invitation was accepted or revoked in the meantime. Nothing was sent.",
    members.NoLongerMember: "This person was removed in the meantime.",
    members.TooManyMails: "That is as much mail as may go there in a day. Try again tomorrow.",
}


@require_safe
@member_page(*ANY_ROLE)
def team(request: MemberRequest) -> HttpResponse:
    return _team(request, InviteForm(may_give_owner=request.member.is_owner))


def _team(request: MemberRequest, form: InviteForm, status: int = 200) -> HttpResponse:
    page = Paginator(queries.team(), TEAM_PAGE).get_page(request.GET.get("page"))
    waiting = queries.waiting_invitations() if request.member.may_manage else MemberInvitation.objects.none()
    invitations = Paginator(waiting, TEAM_PAGE).get_page(request.GET.get("waiting"))
    context = {
        "form": form,
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number)),
        "invitations": invitations,
        "invitation_numbers": list(invitations.paginator.get_elided_page_range(invitations.number)),
        "roles": [role for role in Role if role != Role.OWNER or request.member.is_owner],
    }
    return render(request, "accounts/team.html", context, status=status)


@form_of("accounts:team")
@member_page(*MANAGERS)
def invite(request: MemberRequest) -> HttpResponse:
    form = InviteForm(request.POST, may_give_owner=request.member.is_owner)
    if not form.is_valid():
        return _team(request, form, status=422)
    email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
    try:
        sent = members.invite_member(company=request.member.company, email=email, role=role, inviter=request.member, by=request.actor)
    except members.Refused as refusal:
        form.add_error("email", WHY_NOT[type(refusal)])
        return _team(request, form, status=422)
    tasks.deliver_on_commit(sent.mail)
    messages.success(request, f"The invitation to {sent.invitation.email} is on its way.")
    return redirect("accounts:team", request.member.company.slug)


@form_of("accounts:team")
@member_page(*MANAGERS)
def resend(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    invitation = access.invitation_in_company(invitation_id)

    def send() -> None:
        sent = members.resend_invitation(invitation=invitation, inviter=request.member, by=request.actor)
        tasks.deliver_on_commit(sent.mail)

    return _back_to_team(request, send, f"A new link is on its way to {invitation.email}. The one before no longer works.")


@form_of("accounts:team")
@member_page(*MANAGERS)
def revoke(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    invitation = access.invitation_in_company(invitation_id)
    return _back_to_team(
        request,
        lambda: members.revoke_invitation(invitation=invitation, revoker=request.member, by=request.actor),
        f"The link sent to {invitation.email} no longer works.",
    )


@form_of("accounts:team")
@member_page(*MANAGERS)
def role(request: MemberRequest, member_id: UUID) -> HttpResponse:
    member = access.member_in_company(member_id)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _team(request, InviteForm(may_give_owner=request.member.is_owner), status=422)
    wanted = Role(form.cleaned_data["role"])
    return _back_to_team(
        request,
        lambda: members.change_role(member=member, role=wanted, changer=request.member, by=request.actor),
        f"{member.user.name} is now {wanted.label.lower()}.",
    )


@require_page
@member_page(*MANAGERS)
def remove(request: MemberRequest, member_id: UUID) -> HttpResponse:
    member = access.member_in_company(member_id)
    if request.method != "POST":
        return _ask(request, "accounts/remove.html", {"person": member})

    def take_out() -> None:
        mail = members.remove_member(member=member, remover=request.member, by=request.actor)
        if mail:
            tasks.deliver_on_commit(mail)

    return _back_to_team(request, take_out, f"{member.user.name} no longer has access.")


@require_page
@member_page(*ANY_ROLE)
def mail(request: MemberRequest) -> HttpResponse:
    """Which mails one gets oneself."""
    form = MailForm(request.POST if request.method == "POST" else None, member=request.member)
    if not form.is_valid():
        return render(request, "accounts/mail.html", {"form": form}, status=422 if form.is_bound else 200)
    members.choose_mail(
        member=request.member,
        told_of_reports=Member.Told(form.cleaned_data["told_of_reports"]),
        told_of_ends=Member.Told(form.cleaned_data["told_of_ends"]),
        told_of_mentions=form.cleaned_data["told_of_mentions"],
    )
    messages.success(request, "Saved. It holds for what happens from now on.")
    return redirect("accounts:mail", request.member.company.slug)


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
    except members.NoLongerMember:
        raise Http404 from None
    messages.success(request, f"You have left {company.name}.")
    return redirect("accounts:home")


def _ask(request: MemberRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Ask before doing it: in a dialog where HTMX fetches it, on a page of its own elsewhere."""
    return render(request, f"{template}#dialog" if request.htmx else template, context)  # type: ignore[attr-defined]


def _back_to_team(request: MemberRequest, act: Callable[[], None], done: str) -> HttpResponse:
    try:
        act()
    except members.Refused as refusal:
        messages.error(request, WHY_NOT[type(refusal)])
    else:
        messages.success(request, done)
    return redirect("accounts:team", request.member.company.slug)
