"""Mail that nobody waits for keeps the hours of its reader, and the moment after which it is of no use."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0011_feedback_and_mentions")]

    operations = [
        migrations.AddField("outboxmail", "by_day_in", models.CharField(blank=True, db_default="", max_length=64)),
        migrations.AddField("outboxmail", "until", models.DateTimeField(blank=True, null=True)),
    ]
