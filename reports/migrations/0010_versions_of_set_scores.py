"""A set score tells beside which version of the report it was set."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0009_scores_shown")]

    operations = [migrations.AddField("override", "version", models.PositiveSmallIntegerField(blank=True, null=True))]
