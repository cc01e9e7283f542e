"""What the interviewer knows of a résumé: its text in pieces, and where each piece lies among all texts."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from pgvector.django import VectorField

from accounts.tenancy import CompanyOwned
from ai.results import DIMENSIONS
from resumes.models.resumes import Resume


class Chunk(CompanyOwned):
    """A piece of one entry of a résumé, without what is nobody's business in an interview.

    Its text never changes: another text is another chunk, and the same text keeps its vector and its domains.
    """

    class Kind(models.TextChoices):
        HEADLINE = "headline", "Headline"
        SUMMARY = "summary", "Profile"
        EXPERIENCE = "experience", "Experience"
        EDUCATION = "education", "Education"
        SKILLS = "skills", "Skills"
        PROJECTS = "projects", "Projects"
        OTHER = "other", "Other"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resume = models.ForeignKey(Resume, on_delete=models.CASCADE, related_name="chunks")
    kind = models.CharField(max_length=10, choices=Kind)
    # The part of the résumé it belongs to, as resumes.understanding.sections names it, and which entry of that part.
    section = models.CharField(max_length=14)
    entry = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    # Where that stands in the résumé; nowhere, where a person's correction says other words.
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    content_hash = models.CharField(max_length=64)
    # Of the question library, the nearest first; None where nobody has looked yet.
    domains = ArrayField(models.CharField(max_length=60), default=list)
    domain = models.CharField(max_length=60, blank=True)
    domains_at = models.DateTimeField(null=True)
    # Which model said so: {"provider", "model", "prompt"}; empty where they were found by meaning alone.
    domains_by = models.JSONField(default=dict)
    # Somebody makes its vector until then; afterwards another may.
    due_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resume", "content_hash"], name="chunk_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["headline", "summary", "experience", "education", "skills", "projects", "other"]),
                name="chunk_kind_known",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="chunk_has_text"),
            models.CheckConstraint(
                condition=Q(start=None, end=None) | Q(start__isnull=False, end__gt=models.F("start")), name="chunk_stands_somewhere"
            ),
        ]
        indexes = [
            # services.domains: what nobody has looked at
            models.Index(fields=["resume"], condition=Q(domains_at=None), name="chunk_without_domains"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ChunkVector(CompanyOwned):
    """Where a chunk lies among all texts, as one model sees it. Compared with vectors of the same model only."""

    chunk = models.ForeignKey(Chunk, on_delete=models.CASCADE, related_name="vectors")
    # As ai.results.vectors_of names it.
    model = models.CharField(max_length=120)
    vector = VectorField(dimensions=DIMENSIONS)
    made_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chunk", "model"], name="chunkvector_once")]

    def __str__(self) -> str:
        return str(self.pk)
