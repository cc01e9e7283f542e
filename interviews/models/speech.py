"""What the interviewer says, sentence by sentence; its sound; what was drafted ahead; and how long everything took."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.tenancy import CompanyOwned
from interviews.models.interviews import Interview

# What a candidate who cannot follow asks for, in hundredths of the usual speed. The page slows down what it plays.
SPEEDS = (100, 80, 65)


class Sentence(CompanyOwned):
    """Let out as soon as it is known to hold, which may be before its turn is there. From then on it is said."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="sentences")
    # The number of the turn, which is worded as long as there is no row for it.
    turn = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    # ai.gateway.Gateway.voice; empty where the browser speaks by itself.
    voice = models.CharField(max_length=200, blank=True)
    # It says something of this candidate: its sound is kept for this interview alone.
    is_personal = models.BooleanField(default=True)
    # How long its sound lasts, once somebody has made all of it.
    seconds = models.FloatField(null=True, blank=True)
    # How often a provider was asked for its sound.
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["turn", "number"]
        constraints = [models.UniqueConstraint(fields=["interview", "turn", "number"], name="sentence_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Sound(CompanyOwned):
    """A sentence as a voice says it. Without an interview it is one that many are told, and stays as long as it is used."""

    interview = models.ForeignKey(Interview, null=True, blank=True, on_delete=models.CASCADE, related_name="sounds")
    # Of the text and the voice.
    digest = models.CharField(max_length=64)
    format = models.CharField(max_length=10)
    data = models.BinaryField()
    seconds = models.FloatField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "digest", "interview"], nulls_distinct=False, name="sound_once"),
        ]
        indexes = [
            # services.speech: sounds that nobody needs any more
            models.Index(fields=["used_at"], name="sound_used"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Ahead(CompanyOwned):
    """A reply that was drafted while the candidate paused, to what they had said by then. Used only if they add nothing."""

    interview = models.OneToOneField(Interview, on_delete=models.CASCADE, related_name="ahead")
    turn = models.PositiveSmallIntegerField()
    # Of the answer as far as it had come.
    digest = models.CharField(max_length=64)
    begun_at = models.DateTimeField(default=timezone.now)
    # None: it is being drafted, or whoever did so is gone.
    made_at = models.DateTimeField(null=True, blank=True)
    # interviews.live.ahead: what the answer was taken to mean, what the engine would wish for, and the words for it.
    reply = models.JSONField(default=dict)
    # How many were drafted for this turn.
    times = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.pk)


class Waterfall(CompanyOwned):
    """When what happened between the end of an answer and the sound of the reply. The first moment of each kind stands."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="waterfalls")
    # The turn that was answered.
    turn = models.PositiveSmallIntegerField()
    # The last sound of the answer, as the page measured it; of a typed answer there is none.
    spoken_until = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    transcribed_at = models.DateTimeField(null=True, blank=True)
    first_word_at = models.DateTimeField(null=True, blank=True)
    first_sentence_at = models.DateTimeField(null=True, blank=True)
    first_sound_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    # The reply was there before the answer was.
    was_ahead = models.BooleanField(default=False)
    # Its first sentence had been spoken before.
    was_cached = models.BooleanField(default=False)

    class Meta:
        ordering = ["turn"]
        constraints = [models.UniqueConstraint(fields=["interview", "turn"], name="waterfall_once")]
        indexes = [
            # queries.latency: percentiles of the last days
            models.Index(fields=["answered_at"], condition=Q(answered_at__isnull=False), name="waterfall_answered"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
