from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models.company import Company
from accounts.models.people import User
from accounts.tenancy import CompanyOwned


class ModelCall(models.Model):
    """One attempt at a provider, on the books before it leaves. The platform's own attempts have no company."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        UNSENT = "unsent", "Never sent"
        # Its process ended before it did, so nobody knows what it used.
        LOST = "lost", "Lost"

    # Goes along as X-Client-Request-Id, so that a provider's list can be laid beside this one.
    id = models.UUIDField(primary_key=True, editable=False)
    # Its index is modelcall_spent.
    company = models.ForeignKey(Company, null=True, db_index=False, on_delete=models.CASCADE, related_name="+")
    # No foreign key: interviews live above this app.
    interview = models.UUIDField(null=True)
    task = models.CharField(max_length=60)
    prompt_version = models.PositiveIntegerField(default=0)
    ability = models.CharField(max_length=12)
    provider = models.CharField(max_length=20)
    model = models.CharField(max_length=100)
    own_key = models.BooleanField("with the company's own key")
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    problem = models.CharField(max_length=30, blank=True)
    input_tokens = models.PositiveIntegerField(default=0)
    output_tokens = models.PositiveIntegerField(default=0)
    audio_seconds = models.FloatField(default=0)
    characters = models.PositiveIntegerField(default=0)
    is_estimated = models.BooleanField("counted by us", default=False)
    # In US dollars. None where the price is not known, or what was used.
    cost = models.DecimalField(max_digits=14, decimal_places=8, null=True)
    latency_ms = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["open", "done", "failed", "unsent", "lost"]), name="modelcall_state_known")
        ]
        indexes = [
            # queries.budget_of: what a company has spent since the month began, and whose keys, read from the index alone
            models.Index(fields=["company", "at"], include=["cost", "own_key"], name="modelcall_spent"),
            # services.model_calls.close_lost_calls
            models.Index(fields=["at"], condition=Q(state="open"), name="modelcall_open"),
            # the admin's list: every company's newest
            models.Index(fields=["-at"], name="modelcall_newest"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ProviderKey(CompanyOwned):
    """A company's own account at a provider. The key goes in, and only ever comes out towards that provider."""

    class Provider(models.TextChoices):
        OPENAI = "openai", "OpenAI"
        ANTHROPIC = "anthropic", "Anthropic"
        GROQ = "groq", "Groq"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.CharField(max_length=20, choices=Provider)
    secret = models.TextField(help_text="As accounts.secrets encrypts it.")
    # To recognise it by.
    ending = models.CharField(max_length=4)
    # Slot to model, where the company wants another than ours.
    chosen_models = models.JSONField(default=dict, blank=True)
    # None: the provider could not be asked, or refuses it.
    checked_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "provider"], name="providerkey_once_per_provider"),
            models.CheckConstraint(condition=Q(provider__in=["openai", "anthropic", "groq"]), name="providerkey_provider_known"),
            models.CheckConstraint(condition=Q(checked_at=None) | Q(refused_at=None), name="providerkey_not_both"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
