"""Who belongs to a company, and in which role. Each of these locks the company first and then looks at who acts: they may
have been removed or demoted while they waited."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from accounts.links import hash_of, new_token
from accounts.models import INVITATION_LIVES, Company, Member, MemberInvitation, OutboxMail, Role, User
from accounts.services.audit import Actor, record
from accounts.services.outbox import queue_mail
from accounts.tenancy import company_scope

MAILS_A_DAY = 200
MAILS_A_DAY_TO_ONE_PERSON = 5


class Refused(Exception):
    """It was not done; the class says why."""


class AlreadyMember(Refused):
    pass


class AlreadyInvited(Refused):
    pass


class OnlyOwnersMakeOwners(Refused):
    pass


class LastOwner(Refused):
    """A company without an owner could not be helped by anybody in it."""


class InvitationClosed(Refused):
    """Accepted, revoked or expired."""


class AnotherAddress(Refused):
    """The invitation went to another address than the one that this person has proved to be theirs."""


class NoLongerMember(Refused):
    """Whoever acts, or is acted upon, was removed in the meantime."""


class TooManyMails(Refused):
    """Invitations leave from our domain; nobody may flood others with them."""


@dataclass(frozen=True, slots=True)
class SentInvitation:
    invitation: MemberInvitation
    mail: OutboxMail


def invite_member(*, company: Company, email: str, role: Role, inviter: Member, by: Actor) -> SentInvitation:
    email = email.strip().lower()
    with company_scope(company):
        inviter = _acting(inviter)
        _require_right_to_give(role, inviter)
        if Member.objects.filter(user__email__iexact=email).exists():
            raise AlreadyMember
        _require_room_for_mail(email)
        _close_expired(email)
        token = new_token()
        try:
            with transaction.atomic():
                invitation = MemberInvitation.objects.create(
                    company=company,
                    email=email,
                    role=role,
                    token_hash=hash_of(token),
                    invited_by=inviter.user,
                    expires_at=timezone.now() + INVITATION_LIVES,
                )
        except IntegrityError:
            raise AlreadyInvited from None
        record(by=by, company=company, action="invitation.sent", target=invitation, name=email, role=role)
        return _mailed(invitation, inviter, token)


def resend_invitation(*, invitation: MemberInvitation, inviter: Member, by: Actor) -> SentInvitation:
    """Send a new link; the one before stops working, so that only the newest mail opens the door."""
    with company_scope(invitation.company_id):
        inviter = _acting(inviter)
        invitation = MemberInvitation.objects.get(pk=invitation.pk)
        if invitation.accepted_at or invitation.revoked_at:
            raise InvitationClosed
        _require_right_to_give(Role(invitation.role), inviter)
        _require_room_for_mail(invitation.email)
        token = new_token()
        invitation.token_hash = hash_of(token)
        invitation.invited_by = inviter.user
        invitation.sent_at = timezone.now()
        invitation.expires_at = timezone.now() + INVITATION_LIVES
        invitation.save(update_fields=["token_hash", "invited_by", "sent_at", "expires_at"])
        record(by=by, company=inviter.company, action="invitation.resent", target=invitation, name=invitation.email)
        return _mailed(invitation, inviter, token)


def revoke_invitation(*, invitation: MemberInvitation, revoker: Member, by: Actor) -> None:
    with company_scope(invitation.company_id):
        _require_right_to_give(Role(invitation.role), _acting(revoker))
        if not _revoke(MemberInvitation.objects.filter(pk=invitation.pk), by):
            raise InvitationClosed


def accept_invitation(*, invitation: MemberInvitation, user: User, proved_emails: set[str], by: Actor) -> Member:
    """`proved_emails`: the addresses that this person has confirmed, in small letters."""
    if invitation.email.lower() not in proved_emails:
        raise AnotherAddress
    with company_scope(invitation.company_id):
        _lock(invitation.company_id)
        if Member.objects.filter(user=user).exists():
            raise AlreadyMember
        accepted = MemberInvitation.objects.filter(
            pk=invitation.pk,
            token_hash=invitation.token_hash,
            accepted_at=None,
            revoked_at=None,
            expires_at__gt=timezone.now(),
        ).update(accepted_at=timezone.now())
        if not accepted:
            raise InvitationClosed
        member = Member.objects.create(company_id=invitation.company_id, user=user, role=invitation.role)
        record(by=by, company=invitation.company, action="member.joined", target=member, name=user.email, role=member.role)
        return member


def change_role(*, member: Member, role: Role, changer: Member, by: Actor) -> None:
    with company_scope(member.company_id):
        changer = _acting(changer)
        member = _still_there(member)
        _require_right_to_give(role, changer)
        _require_right_to_give(Role(member.role), changer)
        if member.role == role:
            return
        if member.is_owner:
            _require_other_owner(member)
        before, member.role = member.role, role
        member.save(update_fields=["role"])
        record(
            by=by, company=member.company, action="member.role_changed", target=member, name=member.user.email, before=before, after=role
        )
        _take_back_invitations(member.user, role, by)


def choose_mail(*, member: Member, told_of_reports: Member.Told, told_of_ends: Member.Told, told_of_mentions: bool) -> None:
    """One's own choice, which is nobody else's business: it is in no log."""
    with company_scope(member.company_id):
        chosen = {"told_of_reports": told_of_reports, "told_of_ends": told_of_ends, "told_of_mentions": told_of_mentions}
        Member.objects.filter(pk=member.pk).update(**chosen)


def remove_member(*, member: Member, remover: Member, by: Actor) -> OutboxMail | None:
    """Remove somebody, or oneself: leaving is removing oneself. Who was removed by another gets a mail that says so."""
    with company_scope(member.company_id):
        remover = _acting(remover)
        member = _still_there(member)
        leaves = member.pk == remover.pk
        if not leaves:
            _require_right_to_give(Role(member.role), remover)
        if member.is_owner:
            _require_other_owner(member)
        action = "member.left" if leaves else "member.removed"
        record(by=by, company=member.company, action=action, target=member, name=member.user.email, role=member.role)
        _take_back_invitations(member.user, None, by)
        key = f"removed:{member.pk}"
        member.delete()
        if leaves:
            return None
        context = {"remover": remover.user.name}
        return queue_mail(kind="member_removed", to=member.user.email, company=remover.company, key=key, context=context)


def _lock(company_id: UUID) -> None:
    # The company's row is the lock: two owners who remove each other at once must not both succeed.
    Company.objects.select_for_update().get(pk=company_id)


def _acting(member: Member) -> Member:
    _lock(member.company_id)
    return _still_there(member)


def _still_there(member: Member) -> Member:
    found = Member.objects.select_related("user", "company").filter(pk=member.pk).first()
    if found is None:
        raise NoLongerMember
    return found


def _require_right_to_give(role: Role, giver: Member) -> None:
    if role == Role.OWNER and not giver.is_owner:
        raise OnlyOwnersMakeOwners


def _require_other_owner(member: Member) -> None:
    if not Member.objects.filter(role=Role.OWNER).exclude(pk=member.pk).exists():
        raise LastOwner


def _require_room_for_mail(email: str) -> None:
    today = OutboxMail.objects.filter(company_id__isnull=False, kind="member_invitation", created_at__gt=timezone.now() - timedelta(days=1))
    if today.filter(to=email).count() >= MAILS_A_DAY_TO_ONE_PERSON or today.count() >= MAILS_A_DAY:
        raise TooManyMails


def _take_back_invitations(user: User, role: Role | None, by: Actor) -> None:
    """Revoke what this person sent and, in their new role or in none, may no longer give: it must be no way back in."""
    sent = MemberInvitation.objects.filter(invited_by=user)
    match role:
        case Role.OWNER:
            return
        case Role.ADMIN:
            _revoke(sent.filter(role=Role.OWNER), by)
        case _:
            _revoke(sent, by)


def _revoke(invitations: QuerySet[MemberInvitation], by: Actor) -> int:
    open_ones = list(invitations.filter(accepted_at=None, revoked_at=None).select_related("company"))
    for invitation in open_ones:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        record(by=by, company=invitation.company, action="invitation.revoked", target=invitation, name=invitation.email)
    return len(open_ones)


def _close_expired(email: str) -> None:
    MemberInvitation.objects.annotate(address=Lower("email")).filter(
        address=email, accepted_at=None, revoked_at=None, expires_at__lte=timezone.now()
    ).update(revoked_at=timezone.now())


def _mailed(invitation: MemberInvitation, inviter: Member, token: str) -> SentInvitation:
    invitation.mail = queue_mail(
        kind="member_invitation",
        to=invitation.email,
        company=inviter.company,
        key=f"invitation:{invitation.token_hash}",
        context={
            "inviter": inviter.user.name,
            "role": Role(invitation.role),
            "expires_at": invitation.expires_at,
            "action_url": settings.SITE_URL + reverse("accounts:join", args=[token]),
            "action_label": "See the invitation",
        },
    )
    invitation.save(update_fields=["mail"])
    return SentInvitation(invitation, invitation.mail)
