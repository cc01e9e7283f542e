import hashlib
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from accounts.models import INVITATION_LIVES, Company, Member, MemberInvitation, OutboxMail, Role, User
from accounts.services.audit import Actor, record
from accounts.services.outbox import queue_mail
from accounts.tenancy import company_scope


class AlreadyMember(Exception):
    pass


class AlreadyInvited(Exception):
    pass


class OnlyOwnersMakeOwners(Exception):
    pass


class LastOwner(Exception):
    """A company without an owner could not be helped by anybody in it."""


class InvitationClosed(Exception):
    """Accepted, revoked or expired."""


class AnotherAddress(Exception):
    """The invitation went to another address than the one that this person has proved to be theirs."""


@dataclass(frozen=True, slots=True)
class SentInvitation:
    invitation: MemberInvitation
    mail: OutboxMail


def invite_member(*, company: Company, email: str, role: Role, inviter: Member, by: Actor) -> SentInvitation:
    email = email.strip().lower()
    with company_scope(company):
        _require_right_to_give(role, inviter)
        if Member.objects.filter(user__email__iexact=email).exists():
            raise AlreadyMember
        _close_expired(email)
        token = secrets.token_urlsafe(32)
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
        invitation = MemberInvitation.objects.select_for_update().get(pk=invitation.pk)
        if invitation.accepted_at or invitation.revoked_at:
            raise InvitationClosed
        _require_right_to_give(Role(invitation.role), inviter)
        token = secrets.token_urlsafe(32)
        invitation.token_hash = hash_of(token)
        invitation.sent_at = timezone.now()
        invitation.expires_at = timezone.now() + INVITATION_LIVES
        invitation.save(update_fields=["token_hash", "sent_at", "expires_at"])
        record(by=by, company=inviter.company, action="invitation.resent", target=invitation, name=invitation.email)
        return _mailed(invitation, inviter, token)


def revoke_invitation(*, invitation: MemberInvitation, by: Actor) -> None:
    with company_scope(invitation.company_id):
        closed = MemberInvitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(revoked_at=timezone.now())
        if not closed:
            raise InvitationClosed
        record(by=by, company=invitation.company, action="invitation.revoked", target=invitation, name=invitation.email)


def accept_invitation(*, invitation: MemberInvitation, user: User, proved_emails: set[str], by: Actor) -> Member:
    """`proved_emails`: the addresses that this person has confirmed, in small letters."""
    if invitation.email.lower() not in proved_emails:
        raise AnotherAddress
    with company_scope(invitation.company_id):
        accepted = MemberInvitation.objects.filter(
            pk=invitation.pk,
            token_hash=invitation.token_hash,
            accepted_at=None,
            revoked_at=None,
            expires_at__gt=timezone.now(),
        ).update(accepted_at=timezone.now())
        if not accepted:
            raise InvitationClosed
        member, _ = Member.objects.get_or_create(company_id=invitation.company_id, user=user, defaults={"role": invitation.role})
        record(by=by, company=invitation.company, action="member.joined", target=member, name=user.email, role=member.role)
        return member


def change_role(*, member: Member, role: Role, changer: Member, by: Actor) -> None:
    with company_scope(member.company_id):
        member = _locked(member)
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


def remove_member(*, member: Member, remover: Member, by: Actor) -> None:
    """Remove somebody, or oneself: leaving is removing oneself."""
    with company_scope(member.company_id):
        member = _locked(member)
        if member.user_id != remover.user_id:
            _require_right_to_give(Role(member.role), remover)
        if member.is_owner:
            _require_other_owner(member)
        action = "member.left" if member.user_id == remover.user_id else "member.removed"
        record(by=by, company=member.company, action=action, target=member, name=member.user.email, role=member.role)
        member.delete()


def hash_of(token: str) -> str:
    """Links are kept as hashes: who reads the database cannot open a door with what they find."""
    return hashlib.sha256(token.encode()).hexdigest()


def _locked(member: Member) -> Member:
    # The company's row is the lock: two owners who remove each other at once must not both succeed.
    Company.objects.select_for_update().get(pk=member.company_id)
    return Member.objects.select_related("user", "company").get(pk=member.pk)


def _require_right_to_give(role: Role, giver: Member) -> None:
    if role == Role.OWNER and not giver.is_owner:
        raise OnlyOwnersMakeOwners


def _require_other_owner(member: Member) -> None:
    if not Member.objects.filter(role=Role.OWNER).exclude(pk=member.pk).exists():
        raise LastOwner


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
