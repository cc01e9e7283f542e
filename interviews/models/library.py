from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import MD5, Concat
from django.utils import timezone

from accounts.models import Company, User
from accounts.tenancy import SharedOrOwned


class Difficulty(models.TextChoices):
    EASY = "easy", "Easy"
    MEDIUM = "medium", "Medium"
    HARD = "hard", "Hard"


class Kind(models.TextChoices):
    BEHAVIOURAL = "behavioural", "Behavioural"
    TECHNICAL = "technical", "Technical"
    SITUATIONAL = "situational", "Situational"
    WARM_UP = "warm-up", "Warm-up"


class State(models.TextChoices):
    ACTIVE = "active", "In use"
    RETIRED = "retired", "Retired"


class Origin(models.TextChoices):
    WRITTEN = "written", "Written"
    IMPORTED = "imported", "Imported"
    COPIED = "copied", "Copied from the library"
    GENERATED = "generated", "Worded in an interview"


DIFFICULTY_KNOWN = Q(difficulty__in=["easy", "medium", "hard"])
KIND_KNOWN = Q(kind__in=["behavioural", "technical", "situational", "warm-up"])
STATE_KNOWN = Q(state__in=["active", "retired"])
ORIGIN_KNOWN = Q(origin__in=["written", "imported", "copied", "generated"])


def hash_of_text(*fields: str) -> models.GeneratedField:
    """What a vector was made of: a text that did not change needs no new one. Postgres keeps it, so no write can forget it."""
    joined = Concat(F(fields[0]), Value(" "), F(fields[1]), output_field=models.TextField()) if fields else F("text")
    return models.GeneratedField(expression=MD5(joined), output_field=models.CharField(max_length=32), db_persist=True)


class Words(models.Func):
    """What full-text search finds, cut to stems by the rules of the row's language."""

    template = (
        "to_tsvector(CASE language WHEN 'de' THEN 'german'::regconfig WHEN 'fr' THEN 'french'::regconfig"
        " WHEN 'es' THEN 'spanish'::regconfig ELSE 'english'::regconfig END, %(expressions)s)"
    )
    output_field = SearchVectorField()


class Bank(SharedOrOwned):
    """A set of questions of one field. Without a company it is part of the library, which every company reads."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=60)
    domain = models.CharField(max_length=60)
    language = models.CharField(max_length=5, choices=Company.Language, default=Company.Language.ENGLISH)
    about = models.TextField(blank=True, max_length=500)
    # What its questions judge: a name and a sentence each.
    competencies = models.JSONField(default=dict, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["company", "slug"], name="bank_slug_once", nulls_distinct=False)]

    def __str__(self) -> str:
        return self.name


class Question(SharedOrOwned):
    """One wording of a question. Once it was used it never changes: an edit makes the next version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # A bank in use is retired, not removed; only a whole company goes with all it has.
    bank = models.ForeignKey(Bank, on_delete=models.RESTRICT, related_name="questions")
    key = models.SlugField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    text = models.TextField(max_length=600)
    competency = models.CharField(max_length=80)
    difficulty = models.CharField(max_length=6, choices=Difficulty)
    kind = models.CharField("type", max_length=12, choices=Kind)
    domain = models.CharField(max_length=60)
    language = models.CharField(max_length=5, choices=Company.Language, default=Company.Language.ENGLISH)
    roles = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    shows = models.TextField("what a good answer shows", max_length=1000)
    anchors = ArrayField(models.TextField(max_length=500), size=5)
    minutes = models.PositiveSmallIntegerField(default=4, validators=[MinValueValidator(1), MaxValueValidator(15)])
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    origin = models.CharField(max_length=9, choices=Origin, default=Origin.WRITTEN)
    # The interview that it was worded in, or the library question that it was copied from.
    source = models.UUIDField(null=True, blank=True)
    # From here on Postgres refuses to change what it asks and how it is judged.
    used_at = models.DateTimeField(null=True, blank=True)
    content_hash = hash_of_text()
    words = models.GeneratedField(
        expression=Words(
            Concat("text", Value(" "), "shows", Value(" "), "competency", Value(" "), "domain", output_field=models.TextField())
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bank", "key", "version"], name="question_version_once"),
            models.UniqueConstraint(fields=["bank", "key"], condition=Q(is_current=True), name="question_one_current_version"),
            models.CheckConstraint(condition=DIFFICULTY_KNOWN, name="question_difficulty_known"),
            models.CheckConstraint(condition=KIND_KNOWN, name="question_kind_known"),
            models.CheckConstraint(condition=STATE_KNOWN, name="question_state_known"),
            models.CheckConstraint(condition=ORIGIN_KNOWN, name="question_origin_known"),
            models.CheckConstraint(condition=Q(anchors__len=5), name="question_five_anchors"),
            models.CheckConstraint(condition=Q(minutes__range=(1, 15)), name="question_minutes_possible"),
            models.CheckConstraint(condition=~Q(text=""), name="question_has_text"),
        ]
        indexes = [
            # queries.library: the questions of a bank, in the order of their keys
            models.Index(fields=["bank", "key"], condition=Q(is_current=True), name="question_in_bank"),
            # services.imports: the question of a bank that says exactly this
            models.Index(fields=["bank", "content_hash"], condition=Q(is_current=True), name="question_says"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def is_used(self) -> bool:
        return self.used_at is not None


class FollowUp(SharedOrOwned):
    """What is asked next when an answer is like this."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="follow_ups")
    position = models.PositiveSmallIntegerField(default=0)
    when = models.TextField("when the answer is like this", max_length=500, blank=True)
    text = models.TextField(max_length=600)
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    origin = models.CharField(max_length=9, choices=Origin, default=Origin.WRITTEN)
    source = models.UUIDField(null=True, blank=True)
    content_hash = hash_of_text("when", "text")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["position", "created_at"]
        constraints = [
            models.CheckConstraint(condition=STATE_KNOWN, name="followup_state_known"),
            models.CheckConstraint(condition=ORIGIN_KNOWN, name="followup_origin_known"),
            models.CheckConstraint(condition=~Q(text=""), name="followup_has_text"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class IdealAnswer(SharedOrOwned):
    """What a strong candidate would say; shown to those who judge, never to candidates."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="ideal_answers")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(max_length=3000)
    content_hash = hash_of_text()

    class Meta:
        ordering = ["position"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="idealanswer_has_text")]

    def __str__(self) -> str:
        return str(self.pk)
