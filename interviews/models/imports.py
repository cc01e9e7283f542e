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


def faults_path(instance: QuestionImport, filename: str) -> str:
    return f"imports/{instance.pk}-faults.csv"


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
    # Where rows go that name no bank, or the name of a bank that writing makes for them.
    bank = models.ForeignKey(Bank, null=True, on_delete=models.SET_NULL, related_name="+")
    new_bank = models.CharField(max_length=80, blank=True)
    makes_banks = models.BooleanField(default=False)
    file = models.FileField(upload_to=import_path)
    name = models.CharField(max_length=150)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.CHECKING)
    rows = models.PositiveIntegerField(default=0)
    # What writing would do, and did.
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    faults = models.PositiveIntegerField(default=0)
    # The first of them: row, column, sentence.
    shown_faults = models.JSONField(default=list)
    # All of them, as CSV.
    fault_list = models.FileField(upload_to=faults_path, blank=True)
    # What to know before writing, in sentences; the banks it would make; some of what it would write.
    notices = models.JSONField(default=list)
    new_banks = models.JSONField(default=list)
    samples = models.JSONField(default=list)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # When work on it was last begun, and how often: what ends every worker is not taken up for ever.
    touched_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["checking", "checked", "writing", "done", "refused", "failed"]), name="questionimport_state_known"
            ),
        ]
        indexes = [
            # services.imports.running: imports that somebody waits for
            models.Index(fields=["touched_at"], condition=Q(state__in=["checking", "writing"]), name="questionimport_due"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_pending(self) -> bool:
        return self.state in (self.State.CHECKING, self.State.WRITING)

    @property
    def to_write(self) -> int:
        return self.new + self.changed
