"""One attempt at a job's interview: its events, from which everything follows, and what is read of them most."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Company, User
from accounts.tenancy import CompanyOwned
from interviews.engine.commands import Kept, Outcome, Purpose
from interviews.engine.state import Phase
from interviews.models.invitations import Invitation
from interviews.models.jobs import Job, Plan


class Interview(CompanyOwned):
    """The checkpoint of an interview. Whoever holds the row's lock conducts it; there is nothing else to hold."""

    WATCHED_FOR = timedelta(seconds=20)
    # Of an interview that is over, what a page still has is taken for so long. Then it stays as others have read it.
    TAKEN_AFTER_END = timedelta(hours=1)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="interviews")
    # None: a member tries the plan out, and nothing of it counts.
    invitation = models.OneToOneField(Invitation, null=True, blank=True, on_delete=models.CASCADE, related_name="interview")
    tried_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.RESTRICT, related_name="interviews")
    language = models.CharField(max_length=5, choices=Company.Language)
    # interviews.engine.state.State
    state = models.JSONField()
    # How many events the state comes from.
    events_told = models.PositiveIntegerField(default=0)
    phase = models.CharField(max_length=20, default=Phase.NOT_BEGUN)
    outcome = models.CharField(max_length=10, blank=True)
    began_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    # Words are wished for and nobody has brought them: until then somebody is at it, afterwards another may be.
    words_due_at = models.DateTimeField(null=True, blank=True)
    # Which connection is the newest: each raises it, and an older one can write nothing any more.
    epoch = models.PositiveIntegerField(default=0)
    # Which page it is of, by the name that the server gave it. None: nobody has been in the room, or a page without a name.
    held_by = models.UUIDField(null=True, blank=True, editable=False)
    # When what is kept or understood of their voice last changed.
    voice_at = models.DateTimeField(null=True, blank=True)
    # When the candidate's page was last heard of. None: a page without JavaScript, of which nobody can say whether it is there.
    seen_at = models.DateTimeField(null=True, blank=True)
    # How fast the interviewer speaks, in hundredths: whoever cannot follow asks for slower.
    speed = models.PositiveSmallIntegerField(default=100)
    # When somebody who recruits was last seen reading along.
    watched_at = models.DateTimeField(null=True, blank=True)
    # Why the company ended it, in a recruiter's words. The candidate is not shown them.
    ended_because = models.TextField(max_length=1_000, blank=True)
    # That it is over was written to those whom it concerns.
    end_told_at = models.DateTimeField(null=True, blank=True)
    # The candidate called for somebody of the company, and has not gone on since.
    help_asked_at = models.DateTimeField(null=True, blank=True)
    # When somebody must look whether something is due. live.clock: the interview's own time as of the last look, and since when
    # looks came in time.
    timer_at = models.DateTimeField(default=timezone.now)
    clock_at = models.DateTimeField(default=timezone.now)
    clock_ms = models.PositiveBigIntegerField(default=0)
    watched_from = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(phase__in=[phase.value for phase in Phase]), name="interview_phase_known"),
            models.CheckConstraint(condition=Q(outcome__in=["", *(outcome.value for outcome in Outcome)]), name="interview_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome="", finished_at=None) | (~Q(outcome="") & Q(finished_at__isnull=False)),
                name="interview_finished_has_outcome",
            ),
            models.CheckConstraint(
                condition=Q(invitation=None, tried_by__isnull=False) | Q(invitation__isnull=False, tried_by=None),
                name="interview_is_somebodys",
            ),
        ]
        indexes = [
            # services.conducting: words that are due and did not come
            models.Index(fields=["words_due_at"], condition=Q(finished_at=None, words_due_at__isnull=False), name="interview_words_due"),
            # services.endings: over, and nobody was told
            models.Index(fields=["finished_at"], condition=Q(end_told_at=None, finished_at__isnull=False), name="interview_end_untold"),
            # services.trials: trials to forget
            models.Index(fields=["began_at"], condition=Q(invitation=None), name="interview_trial"),
            # services.timers: what wants a look
            models.Index(fields=["timer_at"], condition=Q(finished_at=None), name="interview_timer"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_trial(self) -> bool:
        return self.invitation_id is None

    @property
    def is_over(self) -> bool:
        return self.finished_at is not None

    @property
    def takes_what_is_late(self) -> bool:
        """Whoever has ended it themselves was asked before."""
        if self.finished_at is None:
            return True
        return self.outcome != Outcome.WITHDRAWN and timezone.now() - self.finished_at < self.TAKEN_AFTER_END

    @property
    def is_watched(self) -> bool:
        """Somebody reads along, as far as is known: whoever does says so again every few seconds."""
        return not self.is_over and self.watched_at is not None and timezone.now() - self.watched_at < self.WATCHED_FOR


class InterviewEvent(CompanyOwned):
    """What the engine was told, in order. Only ever added: folding them gives the interview's state."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    values = models.JSONField()
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interview", "number"], name="interview_event_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Turn(CompanyOwned):
    """What was said to the candidate, and what they said to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="turns")
    number = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=20)
    purpose = models.CharField(max_length=20)
    competency = models.CharField(max_length=60, blank=True)
    # The plan's key of the question that it is about.
    question = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    # Which model worded it: {"provider", "model"}; empty where the words were prepared. {"question"}: the bank's that was looked up.
    # {"nearest", "near_enough"}: where no bank had it, how near the nearest was.
    worded_by = models.JSONField(default=dict, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    # How often it was asked to be said again.
    said_again = models.PositiveSmallIntegerField(default=0)
    # How many characters of it the candidate heard, as far as their page said so: what they talked over was not said.
    # None: nothing was interrupted, as far as anybody knows.
    heard_upto = models.PositiveIntegerField(null=True, blank=True)
    # When they asked for a moment, the last time.
    moment_at = models.DateTimeField(null=True, blank=True)
    # How often it was given back to them with what they had said: then their field begins anew.
    reopened = models.PositiveSmallIntegerField(default=0)
    # What is being typed, as far as it was kept.
    draft = models.TextField(blank=True)
    draft_at = models.DateTimeField(null=True, blank=True)
    # Which connection sent it, and as the how-manieth: what was typed earlier and comes later replaces nothing.
    draft_epoch = models.PositiveIntegerField(default=0)
    draft_rev = models.PositiveIntegerField(default=0)
    answer = models.TextField(blank=True)
    # Of an answer that was spoken before it was typed: what was typed of it.
    typed = models.TextField(blank=True)
    # When they said that their spoken answer is complete, and when its last sound was.
    spoken_at = models.DateTimeField(null=True, blank=True)
    spoken_until = models.DateTimeField(null=True, blank=True)
    # When they last said so and nothing was to be heard.
    unheard_at = models.DateTimeField(null=True, blank=True)
    # How often they began a spoken answer anew, and the name (epoch, segment) of the last recording that does not count since.
    retakes = models.PositiveSmallIntegerField(default=0)
    retaken_epoch = models.PositiveIntegerField(default=0)
    retaken_segment = models.PositiveIntegerField(default=0)
    # Of a spoken answer: {"text", "start", "end", "confidence"}, in seconds of its recordings one after the other.
    words = models.JSONField(default=list, blank=True)
    # The answer may be read. Of a spoken one: it is transcribed.
    answered_at = models.DateTimeField(null=True, blank=True)
    kept = models.CharField(max_length=12, blank=True)
    # What the candidate says that they said, in its newest version (models.corrections), and since when. Empty: what was understood.
    corrected = models.TextField(blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)
    # What a better model understood of a spoken answer afterwards, where its words are others; and when it had heard all of it.
    heard_again = models.TextField(blank=True)
    heard_again_at = models.DateTimeField(null=True, blank=True)
    # Somebody has that in hand until then; afterwards another may. None: it is done, given up, or there is nothing to hear.
    listen_again_at = models.DateTimeField(null=True, blank=True)
    listen_again_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "number"], name="turn_once"),
            models.CheckConstraint(condition=Q(purpose__in=[purpose.value for purpose in Purpose]), name="turn_purpose_known"),
            models.CheckConstraint(condition=Q(kept__in=["", *(kept.value for kept in Kept)]), name="turn_kept_known"),
        ]
        indexes = [
            # reports.services.assessing: what was put right lately
            models.Index(fields=["corrected_at"], condition=Q(corrected_at__isnull=False), name="turn_corrected"),
            # reports.services.assessing: what was heard anew lately
            models.Index(fields=["heard_again_at"], condition=Q(heard_again_at__isnull=False), name="turn_heard_again"),
            # services.recordings.again: what waits
            models.Index(fields=["listen_again_at"], condition=Q(listen_again_at__isnull=False), name="turn_listen_again"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_answer(self) -> bool:
        """To a question of the interview: a yes to the greeting is none, nor is what was said beside the questions."""
        beside = (Phase.INTRODUCTION, Phase.CANDIDATE_QUESTIONS)
        return bool(self.answer) and self.phase not in beside and self.kept not in (Kept.ASIDE, Kept.SKIPPED)

    @property
    def was_interrupted(self) -> bool:
        return self.heard_upto is not None and self.heard_upto < len(self.text)

    def is_taken_back(self, epoch: int, segment: int) -> bool:
        """Recorded before they began anew, whenever it arrives."""
        return (epoch, segment) <= (self.retaken_epoch, self.retaken_segment)

    @property
    def is_not_understood(self) -> bool:
        """It was answered aloud, ended before anybody had understood that, and nobody has since."""
        return self.spoken_at is not None and self.answered_at is None and self.kept not in ("", Kept.SKIPPED)

    @property
    def unsent(self) -> str:
        """What stood in the field when the turn ended without it. While the turn is theirs it is nobody else's to read."""
        return self.draft.strip() if self.kept else ""

    @property
    def heard(self) -> str:
        """All of its text, or what was read to the candidate before they spoke."""
        return self.text[: self.heard_upto].rstrip() if self.was_interrupted else self.text

    @property
    def unheard(self) -> str:
        """The rest, which stood on their screen."""
        return self.text[len(self.heard) :].strip()

    @property
    def said(self) -> str:
        """As a conversation goes on from it."""
        return f"{self.heard} …".strip() if self.was_interrupted else self.text

    @property
    def understood(self) -> str:
        """The answer as it was understood last, before the candidate put anything right."""
        return self.heard_again or self.answer

    @property
    def meant(self) -> str:
        """The answer as it counts: as they put it right, or else as it was understood."""
        return self.corrected or self.understood
