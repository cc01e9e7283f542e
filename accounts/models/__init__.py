from accounts.models.audit import AuditEntry, action_label
from accounts.models.company import Company, logo_path
from accounts.models.outbox import OutboxMail
from accounts.models.people import User
from accounts.models.providers import ModelCall, ProviderKey
from accounts.models.team import INVITATION_LIVES, Member, MemberInvitation, Role

__all__ = [
    "INVITATION_LIVES",
    "AuditEntry",
    "Company",
    "Member",
    "MemberInvitation",
    "ModelCall",
    "OutboxMail",
    "ProviderKey",
    "Role",
    "User",
    "action_label",
    "logo_path",
]
