"""What candidates say aloud. Pieces are added by a process for all its lines together, outside of any company's scope."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models

import interviews.models.recordings
from accounts.policies import READ_AND_REMOVED, bind, bindable, let_add, lock


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_told_of_ends"),
        ("interviews", "0023_bound_to_parents"),
    ]

    operations = [
        migrations.AddField(
            model_name="interview",
            name="voice_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="turn",
            name="spoken_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="turn",
            name="spoken_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="turn",
            name="typed",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="turn",
            name="unheard_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="turn",
            name="words",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.CreateModel(
            name="Piece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("epoch", models.PositiveIntegerField()),
                ("segment", models.PositiveIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("data", models.BinaryField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, editable=False
                    ),
                ),
                ("company", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.company")),
                ("turn", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="pieces", to="interviews.turn")),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="piece_oldest")],
                "constraints": [models.UniqueConstraint(fields=("turn", "epoch", "segment", "number"), name="piece_once")],
            },
        ),
        migrations.CreateModel(
            name="Segment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("epoch", models.PositiveIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("pieces", models.PositiveIntegerField()),
                ("format", models.CharField(blank=True, max_length=4)),
                ("size", models.PositiveIntegerField()),
                ("seconds", models.FloatField(default=0)),
                ("sha256", models.CharField(max_length=64)),
                ("file", models.FileField(blank=True, upload_to=interviews.models.recordings.recording_path)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("coming", "Being transcribed"),
                            ("there", "Transcribed"),
                            ("silent", "Nothing was said"),
                            ("unclear", "Could not be understood"),
                        ],
                        default="coming",
                        max_length=8,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("words", models.JSONField(blank=True, default=list)),
                ("made", models.JSONField(blank=True, default=dict)),
                ("problems", models.JSONField(blank=True, default=list)),
                ("recognized", models.TextField(blank=True)),
                ("is_aside", models.BooleanField(default=False)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("heard_at", models.DateTimeField(blank=True, null=True)),
                ("company", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.company")),
                ("turn", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="segments", to="interviews.turn")),
            ],
            options={
                "ordering": ["epoch", "number"],
                "indexes": [
                    models.Index(condition=models.Q(("due_at__isnull", False)), fields=["due_at"], name="segment_due"),
                    models.Index(condition=models.Q(("state", "coming")), fields=["turn", "received_at"], name="segment_coming"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("turn", "epoch", "number"), name="segment_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["coming", "there", "silent", "unclear"])), name="segment_state_known"
                    ),
                ],
            },
        ),
        lock("interviews_piece", commands=READ_AND_REMOVED),
        let_add("interviews_piece"),
        lock("interviews_segment"),
        bindable("interviews_turn"),
        bind("interviews_piece", "turn_id", "interviews_turn"),
        bind("interviews_segment", "turn_id", "interviews_turn"),
    ]
