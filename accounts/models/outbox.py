from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models.company import Company


class OutboxMail(models.Model):
    """A mail that is due, written in the transaction that caused it. Mail of a person's own account has no company."""

    class State(models.TextChoices):
        QUEUED = "queued", "Queued"
        SENDING = "sending", "Sending"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        # It was no longer of use before it could go out.
        DROPPED = "dropped", "Not sent"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey(Company, null=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120, help_text="Two mails of one company with one key are one mail.")
    kind = models.CharField(max_length=40)
    to = models.EmailField()
    # Whose mailbox an answer goes to where the company has no address for candidates.
    reply_to = models.EmailField(blank=True, db_default="")
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    # An appointment that goes along as a file, in the format of calendars.
    calendar = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    # Nobody waits for it: it goes out only by day and on weekdays in this time zone. Empty: at any hour.
    by_day_in = models.CharField(max_length=64, blank=True, db_default="")
    # Afterwards it is of no use.
    until = models.DateTimeField(null=True, blank=True)
    # What went wrong last, as a code; a mail server's own words may repeat the address.
    problem = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "key"], name="outbox_key_once", nulls_distinct=False),
            models.CheckConstraint(condition=Q(state__in=["queued", "sending", "sent", "failed", "dropped"]), name="outbox_state_known"),
        ]
        indexes = [
            # tasks.sweep_outbox: what is due and not done
            models.Index(fields=["due_at"], condition=Q(state__in=["queued", "sending"]), name="outbox_due"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
