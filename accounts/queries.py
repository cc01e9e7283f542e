"""What the pages of a company list."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import AuditEntry, Company, Member, MemberInvitation, User
from accounts.tenancy import every_company, person_scope


def memberships_of(user: User) -> list[Member]:
    with person_scope(user):
        return list(Member.by_policy_alone.select_related("company").filter(user=user).order_by("company__name"))


def address_is_taken(slug: str) -> bool:
    """Whether any company has it; the constraint has the last word when it is saved."""
    with every_company("an address is one company's, and policies hide the others"):
        return Company.objects.filter(slug=slug).exists()


def team() -> QuerySet[Member]:
    return Member.objects.select_related("user").order_by("joined_at", "pk")


def waiting_invitations() -> QuerySet[MemberInvitation]:
    """Neither accepted nor revoked, each with its newest mail."""
    waiting = MemberInvitation.objects.filter(accepted_at=None, revoked_at=None)
    return waiting.select_related("invited_by", "mail").order_by("-sent_at", "pk")


@dataclass(frozen=True, slots=True)
class AuditFilter:
    words: str = ""
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None


def audit_log(wanted: AuditFilter) -> QuerySet[AuditEntry]:
    entries = AuditEntry.objects.order_by("-at", "-id")
    if wanted.action:
        entries = entries.filter(action=wanted.action)
    if wanted.since:
        entries = entries.filter(at__gte=wanted.since)
    if wanted.until:
        entries = entries.filter(at__lt=wanted.until)
    if wanted.words:
        entries = entries.filter(Q(actor_name__icontains=wanted.words) | Q(target_name__icontains=wanted.words))
    return entries


def audit_actions() -> list[str]:
    """The actions that occur in this company's log, for the filter."""
    return sorted(AuditEntry.objects.order_by().values_list("action", flat=True).distinct())
