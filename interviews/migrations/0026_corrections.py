"""What candidates say that they said, beside what was understood of it; and when the sound of an answer was removed."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from accounts.policies import NEVER_CHANGED, bind, lock


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_told_of_ends"),
        ("interviews", "0025_speech"),
    ]

    operations = [
        migrations.AddField(
            model_name="turn",
            name="corrected",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="turn",
            name="corrected_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="turn",
            index=models.Index(condition=models.Q(("corrected_at__isnull", False)), fields=["corrected_at"], name="turn_corrected"),
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField(max_length=20000)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("company", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.company")),
                (
                    "turn",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="corrections", to="interviews.turn"),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("turn", "number"), name="correction_once"),
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="correction_says"),
                ],
            },
        ),
        migrations.AddField(
            model_name="segment",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="segment",
            index=models.Index(condition=models.Q(("removed_at", None)), fields=["received_at"], name="segment_oldest"),
        ),
        lock("interviews_correction", commands=NEVER_CHANGED),
        bind("interviews_correction", "turn_id", "interviews_turn"),
    ]
