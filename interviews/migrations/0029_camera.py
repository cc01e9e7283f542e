"""What a candidate's camera records: by the way of sound, and no part of any answer. And whether their agreement speaks of one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_feedback_and_mentions"),
        ("interviews", "0028_listened_again"),
    ]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="may_be_filmed",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="piece",
            name="kind",
            field=models.CharField(choices=[("sound", "Sound"), ("camera", "Camera")], db_default="sound", default="sound", max_length=6),
        ),
        migrations.AddField(
            model_name="segment",
            name="kind",
            field=models.CharField(choices=[("sound", "Sound"), ("camera", "Camera")], default="sound", max_length=6),
        ),
        migrations.AddConstraint(
            model_name="piece",
            constraint=models.CheckConstraint(condition=models.Q(("kind__in", ["sound", "camera"])), name="piece_kind_known"),
        ),
        migrations.AddConstraint(
            model_name="segment",
            constraint=models.CheckConstraint(condition=models.Q(("kind__in", ["sound", "camera"])), name="segment_kind_known"),
        ),
        migrations.AddConstraint(
            model_name="segment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "sound"), models.Q(("again_text", ""), ("is_aside", True), ("recognized", ""), ("text", "")), _connector="OR"
                ),
                name="segment_camera_is_no_answer",
            ),
        ),
    ]
