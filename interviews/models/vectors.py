"""Where texts lie among all texts, for lookups by meaning."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from pgvector.django import HnswIndex, VectorField

from accounts.tenancy import SharedOrOwned
from ai.results import DIMENSIONS
from interviews.models.library import Bank, FollowUp, IdealAnswer, Question


class VectorModel(models.Model):
    """A model that makes vectors. Lookup uses the one that serves; the next one is filled beside it until it is complete."""

    name = models.CharField(max_length=120, unique=True)
    serves = models.BooleanField(default=False)
    since = models.DateTimeField(default=timezone.now)
    # Vectors that were made before are made anew, one by one: lookups go on with them until then.
    anew_from = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["serves"], condition=Q(serves=True), name="vectormodel_one_serves")]

    def __str__(self) -> str:
        return self.name


class Vector(SharedOrOwned):
    """Where a text lies among all texts, as one model sees it.

    Beside it stands what lookups filter by, so that they read one table. Triggers fill it, from the question or follow-up
    and whenever these change: no write can forget it.
    """

    model = models.ForeignKey(VectorModel, on_delete=models.CASCADE, related_name="+")
    # Of what it was made: when the text's own hash differs, the vector is old.
    content_hash = models.CharField(max_length=32)
    vector = VectorField(dimensions=DIMENSIONS)
    made_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    # In use, and the current version.
    is_live = models.BooleanField(default=False, editable=False)
    bank = models.ForeignKey(Bank, on_delete=models.CASCADE, related_name="+", editable=False, db_index=False)
    competency = models.CharField(max_length=80, editable=False)
    difficulty = models.CharField(max_length=6, editable=False)
    kind = models.CharField(max_length=12, editable=False)
    domain = models.CharField(max_length=60, editable=False)
    language = models.CharField(max_length=5, editable=False)

    class Meta:
        abstract = True


def near(name: str, condition: Q) -> HnswIndex:
    return HnswIndex(name=name, fields=["vector"], opclasses=["vector_cosine_ops"], m=16, ef_construction=96, condition=condition)


def indexes_for_lookup(table: str) -> list[models.Index]:
    """For queries.nearest: two that find neighbours, beyond what a comparison one by one can do in time, and one that counts."""
    filters = ["company", "model", "language", "domain", "bank", "competency", "difficulty", "kind"]
    return [
        near(f"{table}_near_library", Q(is_live=True, company__isnull=True)),
        near(f"{table}_near_own", Q(is_live=True, company__isnull=False)),
        models.Index(name=f"{table}_filters", condition=Q(is_live=True), fields=filters),
    ]


class QuestionVector(Vector):
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="vectors")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "model"], name="questionvector_once")]
        indexes = indexes_for_lookup("questionvector")


class FollowUpVector(Vector):
    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="vectors")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+", editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follow_up", "model"], name="followupvector_once")]
        indexes = indexes_for_lookup("followupvector")


class IdealAnswerVector(Vector):
    ideal_answer = models.ForeignKey(IdealAnswer, on_delete=models.CASCADE, related_name="vectors")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+", editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ideal_answer", "model"], name="idealanswervector_once")]
