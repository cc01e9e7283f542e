from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0018_connections")]

    operations = [
        migrations.AddField("interview", "help_asked_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("turn", "said_again", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("turn", "moment_at", models.DateTimeField(blank=True, null=True)),
    ]
