"""Who was quicker: for whoever saves what has been changed since they opened it. Often it was they themselves, in another tab."""

from datetime import datetime

from django.db.models import Model

from accounts.models import AuditEntry, Member, User


def by_whom(member: Member, user: User | None, at: datetime) -> str:
    """As the end of "This job was saved …"."""
    clock = f"{at.astimezone(member.company.zone):%H:%M}"
    if user is None:
        return f"at {clock} by somebody else"
    return f"at {clock} by you, in another tab" if user == member.user else f"at {clock} by {user.name or user.email}"


def last_change(target: Model, actions: str) -> AuditEntry | None:
    """`actions`: how their names begin, as in "plan."."""
    entries = AuditEntry.objects.filter(target_id=str(target.pk), action__startswith=actions)
    return entries.select_related("actor").order_by("-at", "-pk").first()


def changed_by(member: Member, target: Model, actions: str) -> str:
    """The same, for what the audit log tells alone."""
    entry = last_change(target, actions)
    return by_whom(member, entry.actor, entry.at) if entry else "by somebody else"
