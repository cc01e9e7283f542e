"""What stands between a job and an interview: the invitation, and what the candidate said on the way."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Company, OutboxMail, User
from accounts.models.company import RECORDINGS_KEPT_DAYS, REPORTS_KEPT_MONTHS
from accounts.tenancy import CompanyOwned
from interviews.models.jobs import Job
from resumes.models import Candidate

# What was dropped before it could go out has not reached anybody either.
UNDELIVERED = (OutboxMail.State.FAILED, OutboxMail.State.DROPPED)


class Invitation(CompanyOwned):
    """A link that lets one candidate take one job's interview. What happened to it are moments; its state follows from them."""

    class State(models.TextChoices):
        """In the order in which the board shows them. Mail states hold until the link is opened."""

        QUEUED = "queued", "Queued"
        SENT = "sent", "Sent"
        FAILED = "failed", "Mail came back"
        OPENED = "opened", "Opened"
        STARTED = "started", "In interview"
        COMPLETED = "completed", "Completed"
        ENDED = "ended", "Ended early"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Ended by candidate"
        TAKEN_BACK = "taken-back", "Consent withdrawn"
        EXPIRED = "expired", "Expired"
        REVOKED = "revoked", "Revoked"

    class Step(models.TextChoices):
        """Where the candidate is on the way to the interview; the link leads back there."""

        LANDING = "landing", "Invitation"
        RESUME = "resume", "Résumé"
        CHECK = "check", "Sound check"
        PRACTICE = "practice", "Practice question"
        READY = "ready", "Ready"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="invitations")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="invitations")
    # Of the link's token, which is in no row. Sending again makes a new one; the older links end with it.
    token_hash = models.CharField(max_length=64, unique=True)
    # The how-manieth link it is: interviews.links makes the token from it, so that a later mail carries the same link.
    link_number = models.PositiveSmallIntegerField(default=1)
    subject = models.CharField(max_length=200)
    message = models.TextField(max_length=5_000)
    # The newest mail with the link.
    mail = models.ForeignKey(OutboxMail, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(default=timezone.now)
    deadline = models.DateTimeField()
    # How many hours before the deadline somebody wanted reminders; which are still to come say the rows of Reminder.
    reminds = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    # In which they read the page first, or chose by hand; empty: as the browser asks.
    language = models.CharField(max_length=5, choices=Company.Language, blank=True)
    # As the candidate's browser says; empty until it has.
    time_zone = models.CharField(max_length=50, blank=True)
    step = models.CharField(max_length=8, choices=Step, default=Step.LANDING)
    # What was agreed on: {"time_factor": 2, "typing_only": true, "no_time_limits": true}
    adjustments = models.JSONField(default=dict, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    # The company ended the interview.
    cut_short_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    # Begun, never finished, and the deadline passed. Of who never began, the deadline alone says it.
    expired_at = models.DateTimeField(null=True, blank=True)
    # Their job was closed then, and they are still to be told.
    farewell_at = models.DateTimeField(null=True, blank=True)
    # A letter asks them to choose a time, and there was one.
    asked_for_time_at = models.DateTimeField(null=True, blank=True)
    # They asked to have deleted what is kept of them; whoever recruits does it, or answers why not.
    erasure_asked_at = models.DateTimeField(null=True, blank=True)
    # The candidate's words, where they gave any.
    reason = models.TextField(max_length=1_000, blank=True)

    class Meta:
        constraints = [
            # Whoever comes second, of two who invite at the same moment, is told so.
            models.UniqueConstraint(
                fields=["job", "candidate"],
                condition=Q(revoked_at=None, declined_at=None, withdrawn_at=None, cut_short_at=None, expired_at=None),
                name="invitation_to_job_once",
            ),
            models.CheckConstraint(condition=Q(step__in=["landing", "resume", "check", "practice", "ready"]), name="invitation_step_known"),
            models.CheckConstraint(condition=Q(completed_at=None) | Q(started_at__isnull=False), name="invitation_completed_was_started"),
            models.CheckConstraint(condition=Q(cut_short_at=None) | Q(started_at__isnull=False), name="invitation_cut_short_was_started"),
            models.CheckConstraint(condition=Q(expired_at=None) | Q(started_at__isnull=False), name="invitation_expired_was_started"),
        ]
        indexes = [
            # queries.invitations: a job's board and table
            models.Index(fields=["job", "-created_at"], name="invitation_of_job"),
            # services.reminders: whose deadline comes
            models.Index(
                fields=["deadline"],
                condition=Q(completed_at=None, declined_at=None, withdrawn_at=None, revoked_at=None),
                name="invitation_open_until",
            ),
            # services.farewells: who is still to be told
            models.Index(fields=["farewell_at"], condition=Q(farewell_at__isnull=False), name="invitation_farewell"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def zone_name(self) -> str:
        """The candidate's, or the company's until it is known."""
        return self.time_zone or self.company.time_zone

    @property
    def has_ended(self) -> bool:
        """For whatever reason: nothing more will be said in it."""
        return self.ended_as != ""

    @property
    def ended_as(self) -> str:
        return self.ended_at(timezone.now())

    @property
    def state(self) -> Invitation.State:
        return self.state_at(timezone.now())

    def state_at(self, moment: datetime) -> Invitation.State:
        """The one answer to how it stands. queries.invitations.with_state gives the same in SQL."""
        if ended := self.ended_at(moment):
            return Invitation.State(ended)
        if self.started_at:
            return Invitation.State.STARTED
        if self.opened_at:
            return Invitation.State.OPENED
        mail = self.mail.state if self.mail else None
        if mail == OutboxMail.State.SENT:
            return Invitation.State.SENT
        return Invitation.State.FAILED if mail in UNDELIVERED else Invitation.State.QUEUED

    def is_locked_out_at(self, moment: datetime) -> bool:
        """A newer link ended the one that they had, and its mail did not arrive. queries.invitations.LOCKED_OUT says the same."""
        is_undelivered = self.link_number > 1 and self.mail is not None and self.mail.state in UNDELIVERED
        return is_undelivered and not self.holds_newest_link and self.state_at(moment) in (self.State.OPENED, self.State.STARTED)

    @property
    def holds_newest_link(self) -> bool:
        """They opened the link, or began, after it was sent last."""
        came_at = self.started_at or self.opened_at
        return came_at is not None and came_at >= self.sent_at

    def ended_at(self, moment: datetime) -> str:
        endings = (
            (self.revoked_at, Invitation.State.REVOKED),
            (self.declined_at, Invitation.State.DECLINED),
            (self.withdrawn_at and self.took_back, Invitation.State.TAKEN_BACK),
            (self.withdrawn_at, Invitation.State.WITHDRAWN),
            (self.completed_at, Invitation.State.COMPLETED),
            (self.cut_short_at, Invitation.State.ENDED),
        )
        if ended := next((state for at, state in endings if at), None):
            return ended
        if self.expired_at or (self.deadline <= moment and not self.started_at):
            return Invitation.State.EXPIRED
        return ""

    @property
    def broke_off(self) -> bool:
        """In the middle, and not by the candidate: nothing of it can be gone on with."""
        return bool(self.cut_short_at or self.expired_at)

    @property
    def took_back(self) -> bool:
        """Their agreement: nobody agrees anew to an invitation that ended with it."""
        return self.consents.filter(kind=Consent.Kind.TAKEN_BACK).exists()

    @property
    def zone(self) -> ZoneInfo:
        """The candidate's, as far as it is known. What a browser called its zone need not be one."""
        try:
            return ZoneInfo(self.time_zone) if self.time_zone else self.company.zone
        except (KeyError, ValueError, OSError):
            return self.company.zone


class Consent(CompanyOwned):
    """That a candidate agreed, or took it back: to exactly which words, and when. Rows are only ever added."""

    class Kind(models.TextChoices):
        AGREED = "agreed", "Agreed"
        TAKEN_BACK = "taken-back", "Taken back"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.AGREED)
    # Of our own text; the company's notices are in the words.
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=5, choices=Company.Language)
    words = models.TextField()
    # They say that somebody may read along.
    may_be_watched = models.BooleanField(default=False)
    # They say that the candidate's voice is recorded: of whoever agreed to less nothing is, whatever the plan allows later.
    may_be_heard = models.BooleanField(default=True)
    # They say that the candidate may switch a camera on.
    may_be_filmed = models.BooleanField(default=False)
    # They say for how long what is kept.
    recordings_kept_days = models.PositiveSmallIntegerField(default=RECORDINGS_KEPT_DAYS, db_default=RECORDINGS_KEPT_DAYS)
    reports_kept_months = models.PositiveSmallIntegerField(default=REPORTS_KEPT_MONTHS, db_default=REPORTS_KEPT_MONTHS)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=["agreed", "taken-back"]), name="consent_kind_known")]
        indexes = [
            # access: has this candidate agreed, newest first
            models.Index(fields=["invitation", "-at"], name="consent_newest"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def paragraphs(self) -> list[str]:
        return self.words.split("\n\n")


class AdjustmentRequest(CompanyOwned):
    """What a candidate needs to be interviewed fairly. Seen by whoever recruits, never by reviewers, and never part of a score."""

    class State(models.TextChoices):
        ASKED = "asked", "Asked"
        AGREED = "agreed", "Agreed"
        DECLINED = "declined", "Not possible"

    class Need(models.TextChoices):
        EXTRA_TIME = "extra-time", "More time"
        TYPING_ONLY = "typing-only", "Typing only"
        NO_TIME_LIMITS = "no-time-limits", "No time limits"
        OTHER = "other", "Something else"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="adjustment_requests")
    needs = ArrayField(models.CharField(max_length=14, choices=Need))
    words = models.TextField(max_length=2_000, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    answer = models.TextField(max_length=2_000, blank=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["asked", "agreed", "declined"]), name="adjustment_state_known"),
            models.CheckConstraint(condition=Q(state="asked") | Q(decided_at__isnull=False), name="adjustment_decision_has_time"),
            # One at a time: what is asked again while it waits is added to it.
            models.UniqueConstraint(fields=["invitation"], condition=Q(state="asked"), name="adjustment_one_waits"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def wishes(self) -> str:
        """The needs as a person says them: more time, typing only."""
        return ", ".join(str(self.Need(each).label) for each in self.needs).lower()


class Reminder(CompanyOwned):
    """A mail that goes out later, unless it is no longer needed by then."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="reminders")
    hours_before = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitation", "hours_before"], name="reminder_once")]
        indexes = [
            # services.reminders: what is due and not sent
            models.Index(fields=["due_at"], condition=Q(sent_at=None), name="reminder_due"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class InvitationList(CompanyOwned):
    """Many people, pasted or from a file, looked at before anything is sent, and then invited in the background."""

    class State(models.TextChoices):
        CHECKED = "checked", "Looked at"
        SENDING = "sending", "Being sent"
        DONE = "done", "Done"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="invitation_lists")
    name = models.CharField(max_length=150, blank=True)
    # A row each: {"row", "name", "email", "result", "why"}
    rows = models.JSONField(default=list)
    subject = models.CharField(max_length=200, blank=True)
    message = models.TextField(max_length=5_000, blank=True)
    deadline = models.DateTimeField(null=True, blank=True)
    reminders = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    state = models.CharField(max_length=7, choices=State, default=State.CHECKED)
    # How many of the rows are done, in their order.
    done = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    due_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=["checked", "sending", "done"]), name="invitation_list_state_known")]
        indexes = [
            # services.invitation_lists: what is due and not done
            models.Index(fields=["due_at"], condition=Q(state="sending"), name="invitation_list_due"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Slot(CompanyOwned):
    """A time that a candidate may choose, where a job is interviewed in slots."""

    # Whoever is early need not sit and wait.
    OPENS_BEFORE = timedelta(minutes=10)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField(default=1)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="slot_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(places__gt=0), name="slot_has_places"),
        ]
        indexes = [
            # queries.slots: a job's slots in order
            models.Index(fields=["job", "starts_at"], name="slot_of_job"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def opens_at(self) -> datetime:
        """From when on whoever chose it may begin."""
        return self.starts_at - self.OPENS_BEFORE


class Booking(CompanyOwned):
    """The slot that a candidate chose. Changes count up, so that calendars take the newest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="booking")
    # None: they have cancelled, or it was cancelled for them.
    slot = models.ForeignKey(Slot, null=True, on_delete=models.SET_NULL, related_name="bookings")
    sequence = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return str(self.pk)
