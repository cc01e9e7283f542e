from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.tenancy import CompanyOwned


class Candidate(CompanyOwned):
    """Somebody who may work for one company. Whoever applies to two companies is two candidates, who never meet."""

    class Source(models.TextChoices):
        ADDED = "added", "Added by hand"
        UPLOADED = "uploaded", "From an uploaded résumé"
        INVITED = "invited", "Invited"
        IMPORTED = "imported", "Imported"
        API = "api", "By the API"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    # Of an uploaded résumé it may not be known yet.
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    links = ArrayField(models.URLField(max_length=300), default=list, blank=True)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    notes = models.TextField(blank=True, max_length=5_000)
    source = models.CharField(max_length=8, choices=Source, default=Source.ADDED)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("company", Lower("email"), condition=~Q(email=""), name="candidate_email_once"),
            models.CheckConstraint(
                condition=Q(source__in=["added", "uploaded", "invited", "imported", "api"]), name="candidate_source_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="candidate_has_name"),
        ]
        indexes = [
            # queries.candidates: newest first
            models.Index(fields=["company", "-created_at"], name="candidate_newest"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
