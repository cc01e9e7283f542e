"""Each assessment keeps the words that it read: what is understood later takes the place of what was understood again before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_human_review")]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="answer",
            field=models.TextField(blank=True, default=""),
        ),
    ]
