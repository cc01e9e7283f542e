"""Whose interview broke off can be invited to the job once more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0031_heard_as_agreed")]

    operations = [
        migrations.RemoveConstraint(model_name="invitation", name="invitation_to_job_once"),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("cut_short_at", None), ("declined_at", None), ("expired_at", None), ("revoked_at", None), ("withdrawn_at", None)
                ),
                fields=("job", "candidate"),
                name="invitation_to_job_once",
            ),
        ),
    ]
