"""What a candidate's page tells of itself while they answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.tenancy import CompanyOwned
from interviews.models import Interview, Turn


class PageNote(CompanyOwned):
    """What a candidate's browser told of the page while they answered. A fact beside the report, and part of no score."""

    class Kind(models.TextChoices):
        LEFT = "left", "Left the page"
        PASTED = "pasted", "Pasted text"

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="page_notes")
    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="page_notes")
    kind = models.CharField(max_length=6, choices=Kind)
    # Seconds away, or characters pasted.
    amount = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=["left", "pasted"]), name="pagenote_kind_known")]

    def __str__(self) -> str:
        return str(self.pk)
