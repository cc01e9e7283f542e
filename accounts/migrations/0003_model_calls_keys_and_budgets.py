"""What the models cost, who pays with a key of their own, and how much it may be."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from accounts.policies import lock


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_locks")]

    operations = [
        migrations.AddField("company", "monthly_budget", models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True)),
        migrations.AddField("company", "budget_warning_percent", models.PositiveSmallIntegerField(default=80)),
        migrations.AddConstraint(
            "company", models.CheckConstraint(condition=Q(monthly_budget=None) | Q(monthly_budget__gt=0), name="company_budget_positive")
        ),
        migrations.AddConstraint(
            "company", models.CheckConstraint(condition=Q(budget_warning_percent__range=(1, 100)), name="company_budget_warning_possible")
        ),
        migrations.CreateModel(
            name="ModelCall",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("interview", models.UUIDField(null=True)),
                ("task", models.CharField(max_length=60)),
                ("prompt_version", models.PositiveIntegerField(default=0)),
                ("ability", models.CharField(max_length=12)),
                ("provider", models.CharField(max_length=20)),
                ("model", models.CharField(max_length=100)),
                ("own_key", models.BooleanField(verbose_name="with the company's own key")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("failed", "Failed"), ("unsent", "Never sent"), ("lost", "Lost")],
                        default="open",
                        max_length=6,
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=30)),
                ("input_tokens", models.PositiveIntegerField(default=0)),
                ("output_tokens", models.PositiveIntegerField(default=0)),
                ("audio_seconds", models.FloatField(default=0)),
                ("characters", models.PositiveIntegerField(default=0)),
                ("is_estimated", models.BooleanField(default=False, verbose_name="counted by us")),
                ("cost", models.DecimalField(decimal_places=8, max_digits=14, null=True)),
                ("latency_ms", models.PositiveIntegerField(null=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.company",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["company", "at"], include=("cost",), name="modelcall_month"),
                    models.Index(condition=Q(state="open"), fields=["at"], name="modelcall_open"),
                    models.Index(fields=["-at"], name="modelcall_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(state__in=["open", "done", "failed", "unsent", "lost"]), name="modelcall_state_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProviderKey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("provider", models.CharField(choices=[("openai", "OpenAI"), ("anthropic", "Anthropic"), ("groq", "Groq")], max_length=20)),
                ("secret", models.TextField(help_text="As accounts.secrets encrypts it.")),
                ("ending", models.CharField(max_length=4)),
                ("chosen_models", models.JSONField(blank=True, default=dict)),
                ("checked_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "company",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.company"),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "provider"), name="providerkey_once_per_provider"),
                    models.CheckConstraint(condition=Q(provider__in=["openai", "anthropic", "groq"]), name="providerkey_provider_known"),
                ],
            },
        ),
        # The platform's own attempts have no company, and are seen only while no company is chosen.
        lock("accounts_modelcall", owns="company_id IS NOT DISTINCT FROM (SELECT current_company())"),
        lock("accounts_providerkey"),
    ]
