"""What the library learns from interviews, and how it is kept in order."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Company, User
from accounts.tenancy import CompanyOwned
from interviews.models.library import FollowUp, Question
from interviews.models.vectors import VectorModel


class Proposal(CompanyOwned):
    """A question or follow-up that a model worded in an interview because nothing in the banks was near enough.

    It stays with its company until our staff take it into the library. They see its wording and a summary without names; the
    answer that it came after stays with the company.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", "Question"
        FOLLOW_UP = "follow-up", "Follow-up"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for review"
        ACCEPTED = "accepted", "Accepted"
        MERGED = "merged", "Merged"
        REJECTED = "rejected", "Rejected"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=9, choices=Kind)
    text = models.TextField(max_length=600)
    # The question of the turn that it was worded in.
    after = models.ForeignKey(Question, null=True, on_delete=models.SET_NULL, related_name="+")
    competency = models.CharField(max_length=80)
    domain = models.CharField(max_length=60)
    language = models.CharField(max_length=5, choices=Company.Language, default=Company.Language.ENGLISH)
    answer_in_short = models.TextField(max_length=600, blank=True)
    # How near the nearest one was, and how near it should have been. Without them nothing was there to compare with.
    nearest = models.FloatField(null=True)
    near_enough = models.FloatField(null=True)
    interview = models.UUIDField()
    times_asked = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    # What it became, or was merged into.
    question = models.ForeignKey(Question, null=True, on_delete=models.SET_NULL, related_name="+")
    follow_up = models.ForeignKey(FollowUp, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "after", "text"], name="proposal_once", nulls_distinct=False),
            models.CheckConstraint(condition=Q(kind__in=["question", "follow-up"]), name="proposal_kind_known"),
            models.CheckConstraint(condition=Q(state__in=["waiting", "accepted", "merged", "rejected"]), name="proposal_state_known"),
            models.CheckConstraint(condition=Q(state="waiting") | Q(decided_at__isnull=False), name="proposal_decision_has_time"),
            models.CheckConstraint(condition=~Q(state="rejected") | ~Q(reason=""), name="proposal_rejected_for_a_reason"),
            models.CheckConstraint(condition=~Q(text=""), name="proposal_has_text"),
        ]
        indexes = [
            # queries.curation: the review queue, oldest first
            models.Index(fields=["created_at"], condition=Q(state="waiting"), name="proposal_waiting"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class QuestionUse(CompanyOwned):
    """A question was put to a candidate: how it went. From these comes a question's health."""

    question = models.ForeignKey(Question, on_delete=models.RESTRICT, related_name="uses")
    interview = models.UUIDField()
    asked_at = models.DateTimeField(default=timezone.now)
    was_skipped = models.BooleanField(default=False)
    # From the end of the question to the end of the answer.
    seconds = models.PositiveIntegerField(null=True)
    # Of this answer, 1 to 5. None: not scored.
    rating = models.FloatField(null=True)
    # Of the same candidate's other answers, 1 to 5: whom this question should tell apart.
    standing = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interview", "question"], name="questionuse_once"),
            models.CheckConstraint(condition=Q(rating=None) | Q(rating__range=(1, 5)), name="questionuse_rating_possible"),
            models.CheckConstraint(condition=Q(standing=None) | Q(standing__range=(1, 5)), name="questionuse_standing_possible"),
        ]
        indexes = [
            # queries.curation: the health of each question
            models.Index(fields=["question"], name="questionuse_of_question"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class NearPair(models.Model):
    """Two questions of the library that say nearly the same. Found in the background; our staff merge them or keep both.

    That both are kept was decided of two texts: it holds for their next versions too, and until one of the texts changes.
    """

    one = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    # None: of a model that serves no more. What was decided outlives it.
    model = models.ForeignKey(VectorModel, null=True, on_delete=models.SET_NULL, related_name="+")
    similarity = models.FloatField()
    # The texts that were compared.
    one_hash = models.CharField(max_length=32)
    other_hash = models.CharField(max_length=32)
    kept_both_at = models.DateTimeField(null=True)
    kept_both_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="nearpair_once"),
            # Each pair has one order.
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="nearpair_in_order"),
        ]
        indexes = [
            # queries.near: whether somebody kept both of two texts
            models.Index(fields=["one_hash", "other_hash"], condition=Q(kept_both_at__isnull=False), name="nearpair_kept"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Comparison(models.Model):
    """A question of the library was held against all others, by this model and with this text. Without one it is due."""

    question = models.OneToOneField(Question, primary_key=True, on_delete=models.CASCADE, related_name="+")
    model = models.ForeignKey(VectorModel, on_delete=models.CASCADE, related_name="+")
    content_hash = models.CharField(max_length=32)

    def __str__(self) -> str:
        return str(self.pk)
