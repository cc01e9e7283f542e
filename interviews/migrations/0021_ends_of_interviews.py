from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0019_timers"), ("interviews", "0020_signs_in_the_room")]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="may_be_watched",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="interview",
            name="end_told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="interview",
            name="ended_because",
            field=models.TextField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name="interview",
            name="watched_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="cut_short_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="erasure_asked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="interview",
            index=models.Index(
                condition=models.Q(("end_told_at", None), ("finished_at__isnull", False)),
                fields=["finished_at"],
                name="interview_end_untold",
            ),
        ),
        migrations.AddIndex(
            model_name="interview",
            index=models.Index(condition=models.Q(("invitation", None)), fields=["began_at"], name="interview_trial"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("cut_short_at", None), ("started_at__isnull", False), _connector="OR"),
                name="invitation_cut_short_was_started",
            ),
        ),
    ]
