from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Company, User
from accounts.tenancy import CompanyOwned
from interviews.models.library import Bank


def import_path(instance: QuestionImport, filename: str) -> str:
    """By our own name: what somebody calls a file is no path."""
    return f"imports/{instance.pk}"


class QuestionImport(CompanyOwned):
    """A file of questions: checked first, written when somebody says so, all of it or nothing. Our staff's own have no company."""

    class State(models.TextChoices):
        CHECKING = "checking", "Being checked"
        # Nothing is written yet.
        CHECKED = "checked", "Checked"
        WRITING = "writing", "Being written"
        DONE = "done", "Written"
        REFUSED = "refused", "Has faults"
        FAILED = "failed", "Stopped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey(Company, null=True, on_delete=models.CASCADE, related_name="+")  # type: ignore[assignment]
    # Where rows go that name no bank.
    bank = models.ForeignKey(Bank, null=True, on_delete=models.SET_NULL, related_name="+")
    file = models.FileField(upload_to=import_path)
    name = models.CharField(max_length=150)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.CHECKING)
    # How far it is, while it is being checked or written.
    rows = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    # What writing would do, and did.
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    faults = models.PositiveIntegerField(default=0)
    # The first of them: row, column, sentence.
    shown_faults = models.JSONField(default=list)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # A worker shows with it that it is alive.
    touched_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["checking", "checked", "writing", "done", "refused", "failed"]), name="questionimport_state_known"
            ),
        ]
        indexes = [
            # tasks: imports that somebody waits for
            models.Index(fields=["touched_at"], condition=Q(state__in=["checking", "writing"]), name="questionimport_due"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
