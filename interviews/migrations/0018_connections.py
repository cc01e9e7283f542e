from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0017_locks_of_interviews")]

    operations = [
        migrations.AddField("interview", "epoch", models.PositiveIntegerField(default=0)),
        migrations.AddField("interview", "seen_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("turn", "draft_epoch", models.PositiveIntegerField(default=0)),
        migrations.AddField("turn", "draft_rev", models.PositiveIntegerField(default=0)),
    ]
