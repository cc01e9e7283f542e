"""What a better model understood of spoken answers afterwards, beside what was understood first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_feedback_and_mentions"),
        ("interviews", "0027_retakes_and_farewells"),
    ]

    operations = [
        migrations.AddField(
            model_name="segment",
            name="again_made",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="segment",
            name="again_state",
            field=models.CharField(
                blank=True,
                choices=[
                    ("coming", "Being transcribed"),
                    ("there", "Transcribed"),
                    ("silent", "Nothing was said"),
                    ("unclear", "Could not be understood"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="segment",
            name="again_text",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="segment",
            name="again_words",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="turn",
            name="heard_again",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="turn",
            name="heard_again_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="turn",
            name="listen_again_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="turn",
            name="listen_again_tries",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="turn",
            index=models.Index(condition=models.Q(("heard_again_at__isnull", False)), fields=["heard_again_at"], name="turn_heard_again"),
        ),
        migrations.AddIndex(
            model_name="turn",
            index=models.Index(
                condition=models.Q(("listen_again_at__isnull", False)), fields=["listen_again_at"], name="turn_listen_again"
            ),
        ),
        migrations.AddConstraint(
            model_name="segment",
            constraint=models.CheckConstraint(
                condition=models.Q(("again_state__in", ["", "there", "silent", "unclear"])), name="segment_again_state_known"
            ),
        ),
    ]
