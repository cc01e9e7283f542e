"""What a candidate says aloud, and what their camera sees where they switched it on: pieces of about a second as they come, and the
segments that they make."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from accounts.tenancy import CompanyOwned
from interviews.models.interviews import Turn

FOLDER = "recordings"


def recording_path(instance: Segment, filename: str) -> str:
    """By our own name: a recording says nothing of whose it is. One that has grown lies elsewhere than what it was before."""
    return f"{FOLDER}/{instance.pk}-{instance.sha256[:16]}"


class Recorded(models.TextChoices):
    SOUND = "sound", "Sound"
    # With picture and sound, and no part of any answer.
    CAMERA = "camera", "Camera"


class Piece(CompanyOwned):
    """A part of a segment that is not in storage yet. Only ever added, by the writer of a process for all its lines together
    (live.pieces), and removed; its turn binds it to its company."""

    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="pieces")
    # The connection's on which the recording of the segment began, and the how-manieth it was there.
    epoch = models.PositiveIntegerField()
    segment = models.PositiveIntegerField()
    # From 0.
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=6, choices=Recorded, default=Recorded.SOUND, db_default=Recorded.SOUND)
    data = models.BinaryField()
    at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["turn", "epoch", "segment", "number"], name="piece_once"),
            models.CheckConstraint(condition=Q(kind__in=["sound", "camera"]), name="piece_kind_known"),
        ]
        indexes = [
            # services.recordings: what nobody put together
            models.Index(fields=["at"], name="piece_oldest"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Segment(CompanyOwned):
    """One complete recording, which ends at a pause or after 20 seconds. An answer is its turn's segments, in order."""

    class State(models.TextChoices):
        # Kept, and not understood yet.
        COMING = "coming", "Being transcribed"
        THERE = "there", "Transcribed"
        SILENT = "silent", "Nothing was said"
        UNCLEAR = "unclear", "Could not be understood"

    class Problem(models.TextChoices):
        QUIET = "quiet", "Too quiet"
        CLIPPED = "clipped", "Too loud"
        NOISY = "noisy", "Too much noise"
        UNSURE = "unsure", "Many words that are not certain"
        CUT = "cut", "Breaks off"
        UNREADABLE = "unreadable", "Is no recording"
        LONG = "long", "Lasts longer than anybody listens"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="segments")
    kind = models.CharField(max_length=6, choices=Recorded, default=Recorded.SOUND)
    epoch = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    pieces = models.PositiveIntegerField()
    format = models.CharField(max_length=4, blank=True)
    size = models.PositiveIntegerField()
    # As the browser measured it, until somebody has listened.
    seconds = models.FloatField(default=0)
    sha256 = models.CharField(max_length=64)
    # Empty: its pieces are still in the database, or it was removed.
    file = models.FileField(upload_to=recording_path, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.COMING)
    text = models.TextField(blank=True)
    # {"text", "start", "end", "confidence"}, in seconds from its own beginning.
    words = models.JSONField(default=list, blank=True)
    # {"provider", "model"}
    made = models.JSONField(default=dict, blank=True)
    # The same three of whoever listened again afterwards, and what came of it; empty: nobody has.
    again_state = models.CharField(max_length=8, choices=State, blank=True)
    again_text = models.TextField(blank=True)
    again_words = models.JSONField(default=list, blank=True)
    again_made = models.JSONField(default=dict, blank=True)
    problems = models.JSONField(default=list, blank=True)
    # What the browser itself understood, where it was asked to.
    recognized = models.TextField(blank=True)
    # They asked for a moment with it, began anew after it, or it is of their camera: it is no part of the answer.
    is_aside = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)
    # Somebody has it in hand until then; afterwards another may. None: it is transcribed, and in storage.
    due_at = models.DateTimeField(default=timezone.now, null=True, blank=True)
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    heard_at = models.DateTimeField(null=True, blank=True)
    # It was kept as long as was promised, and its sound is gone since.
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["epoch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["turn", "epoch", "number"], name="segment_once"),
            models.CheckConstraint(condition=Q(state__in=["coming", "there", "silent", "unclear"]), name="segment_state_known"),
            models.CheckConstraint(condition=Q(kind__in=["sound", "camera"]), name="segment_kind_known"),
            # Whoever reads, transcribes or assesses answers never meets one.
            models.CheckConstraint(
                condition=Q(kind="sound") | Q(is_aside=True, text="", recognized="", again_text=""), name="segment_camera_is_no_answer"
            ),
            models.CheckConstraint(condition=Q(again_state__in=["", "there", "silent", "unclear"]), name="segment_again_state_known"),
        ]
        indexes = [
            # services.recordings: what waits
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="segment_due"),
            # services.recordings.forgetting: what was kept as long as was promised
            models.Index(fields=["received_at"], condition=Q(removed_at=None), name="segment_oldest"),
            # queries.watching: who waits for long
            models.Index(fields=["turn", "received_at"], condition=Q(state="coming"), name="segment_coming"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
