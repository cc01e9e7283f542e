from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0034_reopened")]

    operations = [migrations.AddField("invitation", "asked_for_time_at", models.DateTimeField(blank=True, null=True))]
