from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models.people import User
from accounts.tenancy import CompanyOwned

INVITATION_LIVES = timedelta(days=7)


class Role(models.TextChoices):
    OWNER = "owner", "Owner"
    ADMIN = "admin", "Admin"
    RECRUITER = "recruiter", "Recruiter"
    REVIEWER = "reviewer", "Reviewer"


ROLE_KNOWN = Q(role__in=["owner", "admin", "recruiter", "reviewer"])


class Member(CompanyOwned):
    """A person in a company."""

    class Told(models.TextChoices):
        """Of which interviews they get a mail, once they are over and once there is a report."""

        OWN = "own", "About those whom I invited"
        ALL = "all", "About everybody"
        NONE = "none", "Never"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    told_of_ends = models.CharField(max_length=4, choices=Told, default=Told.OWN)
    told_of_reports = models.CharField(max_length=4, choices=Told, default=Told.OWN)
    told_of_mentions = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "user"], name="member_once_per_company"),
            models.CheckConstraint(condition=ROLE_KNOWN, name="member_role_known"),
            models.CheckConstraint(condition=Q(told_of_ends__in=["own", "all", "none"]), name="member_told_of_ends_known"),
            models.CheckConstraint(condition=Q(told_of_reports__in=["own", "all", "none"]), name="member_told_of_reports_known"),
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
    def may_recruit(self) -> bool:
        """All jobs, candidates and questions. Reviewers see the jobs that they were given."""
        return self.role != Role.REVIEWER

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
