from __future__ import annotations

import uuid
from zoneinfo import ZoneInfo

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.colour import Accent, accent_from

# What a company keeps that never chose, and what it may choose.
RECORDINGS_KEPT_DAYS, REPORTS_KEPT_MONTHS = 90, 12
KEPT_DAYS = [(days, f"{days} days") for days in (7, 14, 30, 60, 90, 180, 365)]
KEPT_MONTHS = [(months, f"{months} months") for months in (2, 3, 6, 12, 18, 24, 36)]


def logo_path(company: Company, filename: str) -> str:
    # The name comes from us: what a person called the file says nothing about what it is.
    return f"logos/{company.pk}/{uuid.uuid4()}.png"


class Company(models.Model):
    """The tenant."""

    class Language(models.TextChoices):
        ENGLISH = "en", "English"
        GERMAN = "de", "German"
        FRENCH = "fr", "French"
        SPANISH = "es", "Spanish"

    class Feedback(models.TextChoices):
        """Whether candidates are told what was strong in their answers, and what would have helped."""

        APPROVED = "approved", "Once somebody of us has read and approved it"
        AUTOMATIC = "automatic", "As soon as it is written"
        NONE = "none", "Never"

    class Mark(models.TextChoices):
        """How far a month's budget is used, in this order."""

        NONE = "", "Below the warning"
        WARNING = "warning", "Warning"
        SPENT = "spent", "Spent"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80, help_text="As candidates know it.")
    slug = models.CharField(
        "address",
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9](-?[a-z0-9])+$", "Use small letters, digits and single hyphens, at least two characters.")],
    )
    logo = models.ImageField(upload_to=logo_path, blank=True)
    accent = models.CharField(
        max_length=7,
        default="#0e5a50",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Write a colour as # and six digits, such as #0e5a50.")],
    )
    time_zone = models.CharField(max_length=50, default="UTC")
    language = models.CharField("language of interviews", max_length=5, choices=Language, default=Language.ENGLISH)
    contact_email = models.EmailField("who candidates can write to", blank=True)
    privacy_notice = models.TextField(blank=True, max_length=10_000)
    candidate_notice = models.TextField(blank=True, max_length=2_000)
    # Where an interview's plan gives any.
    feedback = models.CharField(max_length=9, choices=Feedback, default=Feedback.APPROVED)
    # Whoever agreed to less keeps less: interviews.queries.keeping.
    recordings_kept_days = models.PositiveSmallIntegerField(
        choices=KEPT_DAYS, default=RECORDINGS_KEPT_DAYS, db_default=RECORDINGS_KEPT_DAYS
    )
    reports_kept_months = models.PositiveSmallIntegerField(choices=KEPT_MONTHS, default=REPORTS_KEPT_MONTHS, db_default=REPORTS_KEPT_MONTHS)
    # In US dollars, as providers' prices are. None: no limit.
    monthly_budget = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    budget_warning_percent = models.PositiveSmallIntegerField(default=80)
    # The last mark that owners and admins were told of, and the month that it was passed in.
    told_mark = models.CharField(max_length=7, choices=Mark, default=Mark.NONE, blank=True, editable=False)
    told_month = models.DateField(null=True, editable=False)
    allowance = models.DecimalField(
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="What our own keys may cost in a month for this company, in US dollars. Left empty, there is no limit.",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name_plural = "companies"
        constraints = [
            models.CheckConstraint(condition=Q(language__in=["en", "de", "fr", "es"]), name="company_language_known"),
            models.CheckConstraint(condition=Q(feedback__in=["approved", "automatic", "none"]), name="company_feedback_known"),
            models.CheckConstraint(condition=Q(monthly_budget=None) | Q(monthly_budget__gt=0), name="company_budget_positive"),
            models.CheckConstraint(condition=Q(budget_warning_percent__range=(1, 100)), name="company_budget_warning_possible"),
            models.CheckConstraint(condition=Q(told_mark__in=["", "warning", "spent"]), name="company_told_mark_known"),
            models.CheckConstraint(
                condition=Q(recordings_kept_days__in=[days for days, _ in KEPT_DAYS]), name="company_recordings_kept_known"
            ),
            models.CheckConstraint(
                condition=Q(reports_kept_months__in=[months for months, _ in KEPT_MONTHS]), name="company_reports_kept_known"
            ),
            models.CheckConstraint(condition=Q(allowance=None) | Q(allowance__gte=0), name="company_allowance_possible"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """UTC where the name says nothing any more: zones are renamed and dropped, and rows stay."""
        try:
            return ZoneInfo(self.time_zone)
        except (KeyError, ValueError, OSError):
            return ZoneInfo("UTC")

    @property
    def brand(self) -> Accent:
        return accent_from(self.accent)

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:2]).upper()

    @property
    def logo_url(self) -> str:
        if not self.logo:
            return ""
        return reverse("accounts:logo", args=[self.pk, str(self.logo.name).rpartition("/")[2].removesuffix(".png")])
