"""What was found in answers: assessments by the members of a panel, their ratings with the words that they stand on, and reports."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from accounts.models import User
from accounts.tenancy import CompanyOwned
from interviews.models import Interview, Plan, Turn

MOST_JUDGES = 5
# At least one quote, and of each its words and from where to where they stand.
_QUOTE = (
    '@.type() == "object" && @.text.type() == "string" && @.text != "" && @.start.type() == "number" && @.end.type() == "number"'
    " && @.start >= 0 && @.start < @.end && @.start.floor() == @.start && @.end.floor() == @.end"
)
SPANS = f'strict $ ? (@.type() == "array" && @.size() > 0 && !exists(@[*] ? (!({_QUOTE}) || ({_QUOTE}) is unknown)))'


def _has_spans() -> Func:
    return Func(F("quotes"), template=f"(jsonb_path_exists(%(expressions)s, '{SPANS}') IS TRUE)", output_field=models.BooleanField())


class Assessment(CompanyOwned):
    """One member of a panel on one answer, as it was worded when they read it."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        MADE = "made", "Made"
        # Tried often enough: not scored, until somebody asks for it anew.
        FAILED = "failed", "Failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="assessments")
    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="assessments")
    judge = models.PositiveSmallIntegerField()
    # Of the report that it was made for: a new version has every answer read anew, and the old one keeps what it stands on.
    version = models.PositiveSmallIntegerField(default=1)
    # Of the answer that was read: a corrected one is assessed anew, and this stays.
    answer_hash = models.CharField(max_length=64)
    # What was read. Empty: it was read before this was kept.
    answer = models.TextField(blank=True, default="")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # reports.assessing.fields.Remarks
    remarks = models.JSONField(default=dict)
    # Provider, model, prompt and view; by rules where it says none.
    made_by = models.JSONField(default=dict)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["turn", "answer_hash", "judge", "version"], name="assessment_once"),
            models.CheckConstraint(condition=Q(judge__range=(1, MOST_JUDGES)), name="assessment_judge_possible"),
            models.CheckConstraint(condition=Q(state__in=["waiting", "made", "failed"]), name="assessment_state_known"),
            models.CheckConstraint(
                condition=Q(state="waiting", due_at__isnull=False, made_at=None)
                | Q(state="made", due_at=None, made_at__isnull=False)
                | Q(state="failed", due_at=None, made_at=None),
                name="assessment_state_true",
            ),
        ]
        indexes = [
            # services.assessing: what is due
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="assessment_due"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Rating(CompanyOwned):
    """One competency in one answer, as one member of the panel saw it. No quote, no level."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="ratings")
    competency = models.CharField(max_length=60)
    # None: too little evidence.
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    why = models.TextField(max_length=300, blank=True)
    # reports.assessing.fields.Quote, each a verbatim span of the answer
    quotes = models.JSONField(default=list)
    rated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "competency"], name="rating_once"),
            models.CheckConstraint(condition=Q(level=None) | Q(level__range=(1, 5)), name="rating_level_possible"),
            models.CheckConstraint(condition=Q(level=None) | Q(_has_spans()), name="rating_has_quote"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Report(CompanyOwned):
    """What an interview showed, as it was known when this version was made. A made one never changes."""

    class State(models.TextChoices):
        WAITING = "waiting", "Being made"
        READY = "ready", "Ready"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="reports")
    version = models.PositiveSmallIntegerField(default=1)
    # By whose weights and anchors it is made, where these are not the interview's own: a later version of the plan.
    rubric = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.RESTRICT, related_name="+")
    # None: made because the interview ended.
    asked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    # reports.content.ReportContent
    content = models.JSONField(default=dict)
    # Who worded it: provider, model and prompt; by rules where it says none.
    made_by = models.JSONField(default=dict)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interview", "version"], name="report_version_once"),
            models.UniqueConstraint(fields=["interview"], condition=Q(state="waiting"), name="report_waits_once"),
            models.CheckConstraint(
                condition=Q(state="waiting", due_at__isnull=False, made_at=None) | Q(state="ready", due_at=None, made_at__isnull=False),
                name="report_state_true",
            ),
        ]
        indexes = [
            # services.reporting: what is due
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="report_due"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
