"""Jobs, who may see them, and their plans."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Company, Member, User
from accounts.tenancy import CompanyOwned
from interviews.models.library import Question


class Job(CompanyOwned):
    """What a company hires for."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        OPEN = "open", "Open"
        PAUSED = "paused", "Paused"
        CLOSED = "closed", "Closed"

    class Seniority(models.TextChoices):
        ANY = "", "Not said"
        ENTRY = "entry", "Entry"
        MID = "mid", "Experienced"
        SENIOR = "senior", "Senior"
        LEAD = "lead", "Leading others"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=120)
    team = models.CharField(max_length=80, blank=True)
    location = models.CharField(max_length=120, blank=True)
    seniority = models.CharField(max_length=6, choices=Seniority, default=Seniority.ANY, blank=True)
    description = models.TextField(max_length=20_000, blank=True)
    status = models.CharField(max_length=6, choices=Status, default=Status.DRAFT)
    language = models.CharField("language of interviews", max_length=5, choices=Company.Language, default=Company.Language.ENGLISH)
    # Until when candidates may be interviewed, unless their invitation says otherwise.
    deadline = models.DateTimeField(null=True, blank=True)
    # What the interviewer may answer candidates from: a list of {"question", "answer"}.
    faq = models.JSONField(default=list, blank=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    # While it is: invitations whose time runs out meanwhile are kept.
    paused_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=["draft", "open", "paused", "closed"]), name="job_status_known"),
            models.CheckConstraint(condition=Q(seniority__in=["", "entry", "mid", "senior", "lead"]), name="job_seniority_known"),
            models.CheckConstraint(condition=Q(language__in=["en", "de", "fr", "es"]), name="job_language_known"),
            models.CheckConstraint(condition=~Q(title=""), name="job_has_title"),
        ]
        indexes = [
            # queries.jobs: a company's jobs, newest first
            models.Index(fields=["company", "-created_at"], name="job_newest"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        return self.status == Job.Status.OPEN

    @property
    def is_past_deadline(self) -> bool:
        return self.deadline is not None and self.deadline <= timezone.now()


class JobMember(CompanyOwned):
    """A reviewer who was given a job. Whoever recruits sees all jobs without."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="given_to")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    given_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "member"], name="job_given_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Plan(CompanyOwned):
    """One version of a job's interview as data. Once it was used it never changes: an edit makes the next version.

    A job has one draft at most, which is what people edit; saving gives it its number. The newest saved version is what
    candidates are asked, and whoever has begun stays on theirs.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    # interviews.plans.content.PlanContent
    content = models.JSONField()
    saved_at = models.DateTimeField(null=True, blank=True)
    # From here on Postgres refuses to change it.
    used_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    # Counts the edits of a draft, so that two people's do not overwrite each other.
    edits = models.PositiveIntegerField(default=0)
    # Which model proposed it, or that rules did: {"provider", "model", "prompt"}; empty where a person began it.
    proposed_by = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="plan_number_once"),
            models.UniqueConstraint(fields=["job"], condition=Q(saved_at=None), name="plan_one_draft"),
            models.CheckConstraint(condition=Q(used_at=None) | Q(saved_at__isnull=False), name="plan_used_was_saved"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_draft(self) -> bool:
        return self.saved_at is None

    @property
    def is_used(self) -> bool:
        return self.used_at is not None


class PlanQuestion(CompanyOwned):
    """That a plan asks a question of a bank: what keeps the question from vanishing, and tells which plans use it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="asks")
    question = models.ForeignKey(Question, on_delete=models.RESTRICT, related_name="in_plans")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "question"], name="plan_asks_once")]

    def __str__(self) -> str:
        return str(self.pk)


class PlanTemplate(CompanyOwned):
    """A plan that a company keeps to begin others from. Ours are files in interviews/plans/."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    content = models.JSONField()
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "name"], name="plan_template_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="plan_template_has_name"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
