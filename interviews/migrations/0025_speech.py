"""What the interviewer says, its sound, what was drafted ahead, and how long everything took."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from accounts.policies import bind, lock


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_told_of_ends"),
        ("interviews", "0024_recordings"),
    ]

    operations = [
        migrations.AddField(
            model_name="interview",
            name="speed",
            field=models.PositiveSmallIntegerField(default=100),
        ),
        migrations.AddField(
            model_name="turn",
            name="heard_upto",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="Ahead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("turn", models.PositiveSmallIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("reply", models.JSONField(default=dict)),
                ("times", models.PositiveSmallIntegerField(default=1)),
                ("company", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.company")),
                (
                    "interview",
                    models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="ahead", to="interviews.interview"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Sentence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("turn", models.PositiveSmallIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("voice", models.CharField(blank=True, max_length=200)),
                ("is_personal", models.BooleanField(default=True)),
                ("seconds", models.FloatField(blank=True, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("company", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.company")),
                (
                    "interview",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="sentences", to="interviews.interview"),
                ),
            ],
            options={
                "ordering": ["turn", "number"],
                "constraints": [models.UniqueConstraint(fields=("interview", "turn", "number"), name="sentence_once")],
            },
        ),
        migrations.CreateModel(
            name="Sound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("format", models.CharField(max_length=10)),
                ("data", models.BinaryField()),
                ("seconds", models.FloatField(blank=True, null=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("used_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("company", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.company")),
                (
                    "interview",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="sounds", to="interviews.interview"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["used_at"], name="sound_used")],
                "constraints": [
                    models.UniqueConstraint(fields=("company", "digest", "interview"), name="sound_once", nulls_distinct=False)
                ],
            },
        ),
        migrations.CreateModel(
            name="Waterfall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("turn", models.PositiveSmallIntegerField()),
                ("spoken_until", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("transcribed_at", models.DateTimeField(blank=True, null=True)),
                ("first_word_at", models.DateTimeField(blank=True, null=True)),
                ("first_sentence_at", models.DateTimeField(blank=True, null=True)),
                ("first_sound_at", models.DateTimeField(blank=True, null=True)),
                ("heard_at", models.DateTimeField(blank=True, null=True)),
                ("was_ahead", models.BooleanField(default=False)),
                ("was_cached", models.BooleanField(default=False)),
                ("company", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.company")),
                (
                    "interview",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="waterfalls", to="interviews.interview"),
                ),
            ],
            options={
                "ordering": ["turn"],
                "indexes": [
                    models.Index(condition=models.Q(("answered_at__isnull", False)), fields=["answered_at"], name="waterfall_answered")
                ],
                "constraints": [models.UniqueConstraint(fields=("interview", "turn"), name="waterfall_once")],
            },
        ),
        lock("interviews_sentence"),
        lock("interviews_sound"),
        lock("interviews_ahead"),
        lock("interviews_waterfall"),
        bind("interviews_sentence", "interview_id", "interviews_interview"),
        bind("interviews_sound", "interview_id", "interviews_interview"),
        bind("interviews_ahead", "interview_id", "interviews_interview"),
        bind("interviews_waterfall", "interview_id", "interviews_interview"),
    ]
