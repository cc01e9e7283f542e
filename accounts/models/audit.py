from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models.people import User
from accounts.tenancy import CompanyOwned


def action_label(action: str) -> str:
    """Return "member.role_changed" as "Member: role changed"."""
    return action.replace(".", ": ").replace("_", " ").capitalize()


class AuditEntry(CompanyOwned):
    """Who did what to what, when, from where. The database refuses to change or remove one."""

    at = models.DateTimeField(default=timezone.now, editable=False)
    actor = models.ForeignKey(User, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    # A person may be removed or renamed later; the entry says who they were.
    actor_name = models.CharField(max_length=254)
    action = models.CharField(max_length=60)
    target_kind = models.CharField(max_length=40)
    target_id = models.CharField(max_length=40)
    target_name = models.CharField(max_length=254, blank=True)
    details = models.JSONField(default=dict, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [
            # queries.audit_log: a company's newest entries, and one page after another
            models.Index(fields=["company", "-at", "-id"], name="audit_newest"),
            # queries.audit_log, filtered by action
            models.Index(fields=["company", "action", "-at"], name="audit_action"),
            # resumes.queries.history: what happened to one thing
            models.Index(fields=["company", "target_id", "-at"], name="audit_target"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_kind} {self.target_id}"

    @property
    def label(self) -> str:
        return action_label(self.action)

    @property
    def words(self) -> str:
        """The details as a person would say them."""
        told = dict(self.details)
        said = [f"from {told.pop('before')} to {told.pop('after')}"] if {"before", "after"} <= told.keys() else []
        for name, value in sorted(told.items()):
            values = ", ".join(str(each).replace("_", " ") for each in value) if isinstance(value, list) else str(value)
            said.append(f"{name}: {values}")
        return "; ".join(said)
