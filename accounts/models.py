from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from accounts.colour import Accent, accent_from
from accounts.tenancy import CompanyOwned

INVITATION_LIVES = timedelta(days=7)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who logs in. Belongs to no company by itself: memberships say where they work."""

    email = models.EmailField("e-mail")
    name = models.CharField(max_length=120)
    is_staff = models.BooleanField("is one of us", default=False, help_text="May enter the admin.")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        words = (self.name or self.email).split()
        return "".join(word[0] for word in (words[0], words[-1])[: len(words)]).upper()


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
    # In US dollars, as providers' prices are. None: no limit.
    monthly_budget = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    budget_warning_percent = models.PositiveSmallIntegerField(default=80)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name_plural = "companies"
        constraints = [
            models.CheckConstraint(condition=Q(language__in=["en", "de", "fr", "es"]), name="company_language_known"),
            models.CheckConstraint(condition=Q(monthly_budget=None) | Q(monthly_budget__gt=0), name="company_budget_positive"),
            models.CheckConstraint(condition=Q(budget_warning_percent__range=(1, 100)), name="company_budget_warning_possible"),
        ]

    def __str__(self) -> str:
        return self.name

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


class Role(models.TextChoices):
    OWNER = "owner", "Owner"
    ADMIN = "admin", "Admin"
    RECRUITER = "recruiter", "Recruiter"
    REVIEWER = "reviewer", "Reviewer"


ROLE_KNOWN = Q(role__in=["owner", "admin", "recruiter", "reviewer"])


class Member(CompanyOwned):
    """A person in a company."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "user"], name="member_once_per_company"),
            models.CheckConstraint(condition=ROLE_KNOWN, name="member_role_known"),
        ]
        indexes = [
            # queries.team: a company's members in the order in which they joined
            models.Index(fields=["company", "joined_at"], name="member_team"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def may_manage(self) -> bool:
        """Team, settings and audit log."""
        return self.role in (Role.OWNER, Role.ADMIN)

    @property
    def is_owner(self) -> bool:
        return self.role == Role.OWNER


class MemberInvitation(CompanyOwned):
    """A link that makes whoever follows it, with the address that it was sent to, a member."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mail")
    role = models.CharField(max_length=10, choices=Role)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    mail = models.ForeignKey("OutboxMail", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                F("company"),
                Lower("email"),
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_open_once_per_email",
            ),
            models.CheckConstraint(condition=ROLE_KNOWN, name="invitation_role_known"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.revoked_at is None and not self.is_expired


def action_label(action: str) -> str:
    """Return "member.role_changed" as "Member: role changed"."""
    return action.replace(".", ": ").replace("_", " ").capitalize()


class AuditEntry(CompanyOwned):
    """Who did what to what, when, from where. The database refuses to change or remove one."""

    at = models.DateTimeField(default=timezone.now, editable=False)
    actor = models.ForeignKey(User, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    # A person may be removed or renamed later; the entry says who they were.
    actor_name = models.CharField(max_length=254)
    action = models.CharField(max_length=60)
    target_kind = models.CharField(max_length=40)
    target_id = models.CharField(max_length=40)
    target_name = models.CharField(max_length=254, blank=True)
    details = models.JSONField(default=dict, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [
            # queries.audit_log: a company's newest entries, and one page after another
            models.Index(fields=["company", "-at", "-id"], name="audit_newest"),
            # queries.audit_log, filtered by action
            models.Index(fields=["company", "action", "-at"], name="audit_action"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_kind} {self.target_id}"

    @property
    def label(self) -> str:
        return action_label(self.action)

    @property
    def words(self) -> str:
        """The details as a person would say them."""
        told = dict(self.details)
        said = [f"from {told.pop('before')} to {told.pop('after')}"] if {"before", "after"} <= told.keys() else []
        for name, value in sorted(told.items()):
            values = ", ".join(str(each).replace("_", " ") for each in value) if isinstance(value, list) else str(value)
            said.append(f"{name}: {values}")
        return "; ".join(said)


class OutboxMail(models.Model):
    """A mail that is due, written in the transaction that caused it. Mail of a person's own account has no company."""

    class State(models.TextChoices):
        QUEUED = "queued", "Queued"
        SENDING = "sending", "Sending"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey(Company, null=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120, help_text="Two mails of one company with one key are one mail.")
    kind = models.CharField(max_length=40)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    # What went wrong last, as a code; a mail server's own words may repeat the address.
    problem = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "key"], name="outbox_key_once", nulls_distinct=False),
            models.CheckConstraint(condition=Q(state__in=["queued", "sending", "sent", "failed"]), name="outbox_state_known"),
        ]
        indexes = [
            # tasks.sweep_outbox: what is due and not done
            models.Index(fields=["due_at"], condition=Q(state__in=["queued", "sending"]), name="outbox_due"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


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
    # Its index is modelcall_month.
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
            # queries.budget_of: what a company has spent since the month began, read from the index alone
            models.Index(fields=["company", "at"], include=["cost"], name="modelcall_month"),
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
    # None: the provider could not be asked.
    checked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "provider"], name="providerkey_once_per_provider"),
            models.CheckConstraint(condition=Q(provider__in=["openai", "anthropic", "groq"]), name="providerkey_provider_known"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
