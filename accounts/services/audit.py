from dataclasses import dataclass
from typing import Any

from django.db import models

from accounts.models import AuditEntry, Company, User


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and from where. Without a user it is the product itself."""

    user: User | None = None
    address: str | None = None
    # Who it is that has no account.
    called: str = "Colloquy"

    @property
    def name(self) -> str:
        return f"{self.user.name} <{self.user.email}>"[:254] if self.user else self.called


def record(*, by: Actor, company: Company, action: str, target: models.Model, name: str = "", **details: Any) -> None:
    AuditEntry.objects.create(
        company=company,
        actor=by.user,
        actor_name=by.name,
        action=action,
        target_kind=target._meta.model_name or "",
        target_id=str(target.pk),
        target_name=name[:254],
        details=details,
        address=by.address,
    )
