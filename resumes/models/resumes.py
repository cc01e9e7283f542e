from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.tenancy import CompanyOwned
from resumes.models.candidates import Candidate
from resumes.reading.verdict import Format, Problem


def resume_path(instance: Resume, filename: str) -> str:
    """By our own name: what somebody calls a file is no path."""
    return f"resumes/{instance.pk}"


class Resume(CompanyOwned):
    """A file that a candidate or a recruiter gave, and what was read in it."""

    class State(models.TextChoices):
        RECEIVED = "received", "Received"
        READ = "read", "Read"
        UNDERSTOOD = "understood", "Understood"
        READY = "ready", "Ready"
        # Another file, or typing, is asked for.
        REFUSED = "refused", "Cannot be read"

    class Wait(models.TextChoices):
        """For what a received file waits that is no fault of its own."""

        SCAN = "scan", "Waiting for the virus scan"
        STORE = "store", "Waiting for our file store"
        ROOM = "room", "Waiting for a less busy moment"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="resumes")
    # Empty when a virus was found in it: then it is not kept.
    file = models.FileField(upload_to=resume_path)
    # As its giver calls it: shown and offered when it is downloaded, never a path.
    name = models.CharField(max_length=150)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    problem = models.CharField(max_length=16, blank=True)
    waits_for = models.CharField(max_length=5, choices=Wait, blank=True)
    format = models.CharField(max_length=4, blank=True)
    pages = models.PositiveSmallIntegerField(default=0)
    # Which of our readers made the text, for finding out where a bad one came from.
    reader = models.CharField(max_length=20, blank=True)
    text = models.TextField(blank=True)
    # resumes.understanding.fields.Understood, in the words of the text; by which model, or by rules where it says none.
    understood = models.JSONField(null=True)
    understood_by = models.JSONField(default=dict)
    # The whole of it as a person put it right. What is understood anew never replaces it.
    corrected = models.JSONField(null=True)
    corrected_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    corrected_at = models.DateTimeField(null=True)
    # None: the candidate gave it.
    given_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # A worker has it until then; afterwards another may take it up.
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Until then somebody looks what its chunks are about.
    domains_due_at = models.DateTimeField(default=timezone.now)
    # When a worker last began to read it.
    begun_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "sha256"], name="resume_once"),
            models.CheckConstraint(
                condition=Q(state__in=["received", "read", "understood", "ready", "refused"]), name="resume_state_known"
            ),
            models.CheckConstraint(condition=Q(problem__in=["", *(known.value for known in Problem)]), name="resume_problem_known"),
            models.CheckConstraint(condition=Q(waits_for__in=["", "scan", "store", "room"]), name="resume_wait_known"),
            models.CheckConstraint(condition=Q(format__in=["", *(known.value for known in Format)]), name="resume_format_known"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(problem=""), name="resume_refused_for_a_reason"),
        ]
        indexes = [
            # services.reading: what is due and not done
            models.Index(fields=["due_at"], condition=Q(state__in=["received", "read", "understood"]), name="resume_due"),
            # services.reading: when each company's turn last was
            models.Index(fields=["company", "-begun_at"], condition=Q(begun_at__isnull=False), name="resume_begun"),
            # services.uploads: the same file again
            models.Index(fields=["company", "sha256"], name="resume_by_content"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_waiting(self) -> bool:
        return self.state in (Resume.State.RECEIVED, Resume.State.READ, Resume.State.UNDERSTOOD)
