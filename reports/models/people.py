"""What people do with a report: they rate, set another score beside the AI's, talk about it, decide, and answer the candidate.

Whatever somebody said stays as they said it: a change is a new row, and the newest one counts.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Member, User
from accounts.tenancy import CompanyOwned
from interviews.models import Interview
from reports.models.findings import Report


class Said(CompanyOwned):
    """By a person, who may leave or be renamed later: the row says who they were."""

    # Never changed, not even when the person's account goes.
    by = models.ForeignKey(User, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class Opening(CompanyOwned):
    """Somebody saw the scores of a report: in the report itself, or wherever else they stand."""

    class Kind(models.TextChoices):
        REPORT = "report", "Opened the report"
        # In a list, beside others, or in what was taken along: enough to rate no longer blind, and not to decide.
        SCORES = "scores", "Was shown its scores"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="openings")
    user = models.ForeignKey(User, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.REPORT)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "user", "kind"], name="opening_once"),
            models.CheckConstraint(condition=Q(kind__in=["report", "scores"]), name="opening_kind_known"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Review(Said):
    """What one person says of an interview's competencies, all at a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="reviews")
    number = models.PositiveSmallIntegerField()
    # Given before they could see any score.
    is_blind = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interview", "by", "number"], name="review_once"),
            models.CheckConstraint(condition=~Q(by_name=""), name="review_by_a_person"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ReviewRating(CompanyOwned):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="ratings")
    competency = models.CharField(max_length=60)
    # None: they cannot say.
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(max_length=1_000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "competency"], name="review_rating_once"),
            models.CheckConstraint(condition=Q(level=None) | Q(level__range=(1, 5)), name="review_rating_level_possible"),
            models.CheckConstraint(condition=Q(level=None) | ~Q(reason=""), name="review_rating_has_reason"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Override(Said):
    """Another score than the AI's, beside it and never over it."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="overrides")
    # Empty: the whole.
    competency = models.CharField(max_length=60, blank=True)
    number = models.PositiveSmallIntegerField()
    # Of the report beside which it was set. None: this was not kept yet.
    version = models.PositiveSmallIntegerField(null=True, blank=True)
    # None: taken back.
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(max_length=1_000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interview", "competency", "number"], name="override_once"),
            models.CheckConstraint(condition=Q(level=None) | Q(level__range=(1, 5)), name="override_level_possible"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(by_name=""), name="override_by_a_person"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Decision(Said):
    """What a person decided, and why. Nothing else ever writes one."""

    class Kind(models.TextChoices):
        ADVANCE = "advance", "Next round"
        HOLD = "hold", "On hold"
        REJECT = "reject", "Not this time"

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="decisions")
    # The one that they had opened.
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=7, choices=Kind)
    reason = models.TextField(max_length=2_000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interview", "number"], name="decision_once"),
            models.CheckConstraint(condition=Q(kind__in=["advance", "hold", "reject"]), name="decision_kind_known"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(by_name="") & Q(by__isnull=False), name="decision_by_a_person"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Comment(Said):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField(max_length=2_000, blank=True)
    # By whoever wrote it; its words go with it.
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(removed_at=None) & ~Q(text="") | Q(removed_at__isnull=False, text=""), name="comment_says")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Mention(CompanyOwned):
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "member"], name="mention_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Feedback(CompanyOwned):
    """What a candidate is told of their answers: strengths and advice, without a score."""

    class State(models.TextChoices):
        WAITING = "waiting", "Being written"
        DRAFTED = "drafted", "Waits for a person"
        GIVEN = "given", "The candidate can read it"
        WITHHELD = "withheld", "Not given"

    interview = models.OneToOneField(Interview, on_delete=models.CASCADE, related_name="feedback")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    # reports.feedback.fields.FeedbackContent
    content = models.JSONField(default=dict)
    # Who worded it: provider, model and prompt; by rules where it says none.
    made_by = models.JSONField(default=dict)
    made_at = models.DateTimeField(null=True, blank=True)
    # None: by the company's setting, without a look.
    settled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", due_at__isnull=False, settled_at=None)
                | Q(state="drafted", due_at=None, settled_at=None, made_at__isnull=False)
                | Q(state__in=["given", "withheld"], due_at=None, settled_at__isnull=False),
                name="feedback_state_true",
            ),
        ]
        indexes = [
            # services.feedback: what is due
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="feedback_due"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ReviewRequest(CompanyOwned):
    """A candidate asks that a person look at their interview, and a person answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="review_requests")
    words = models.TextField(max_length=2_000, blank=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    # Somebody looks at it. Whoever took it last; anybody who may answer can.
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    taken_name = models.CharField(max_length=120, blank=True)
    answer = models.TextField(max_length=2_000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answered_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interview"], condition=Q(answered_at=None), name="review_request_open_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="") & ~Q(answered_name="")),
                name="review_request_answered_by_a_person",
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None, taken_name="") | (Q(taken_at__isnull=False) & ~Q(taken_name="")),
                name="review_request_taken_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        return self.answered_at is None

    @property
    def is_in_hand(self) -> bool:
        return self.is_open and self.taken_at is not None
