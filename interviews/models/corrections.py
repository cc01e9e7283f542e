"""What candidates say that they said, beside what was understood of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.tenancy import CompanyOwned
from interviews.models.interviews import Turn


class Correction(CompanyOwned):
    """One version of it, in the candidate's own hand. The newest counts (Turn.meant), and none is ever changed."""

    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="corrections")
    # From 1.
    number = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=20_000)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["turn", "number"], name="correction_once"),
            models.CheckConstraint(condition=~Q(text=""), name="correction_says"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
