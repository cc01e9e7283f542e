from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.tenancy import CompanyOwned
from resumes.models.resumes import Resume


class Summary(CompanyOwned):
    """What an interviewer should know of a résumé before they speak with the person."""

    resume = models.OneToOneField(Resume, on_delete=models.CASCADE, related_name="summary")
    # resumes.summaries.fields.Kept.
    content = models.JSONField()
    # Provider, model and prompt; by rules where it says none.
    made_by = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.pk)
