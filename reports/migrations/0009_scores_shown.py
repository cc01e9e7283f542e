"""Scores are also seen outside of a report, by whoever may have to rate later."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("reports", "0008_quotes_have_spans")]

    operations = [
        migrations.AddField(
            "opening",
            "kind",
            models.CharField(choices=[("report", "Opened the report"), ("scores", "Was shown its scores")], default="report", max_length=6),
        ),
        migrations.RemoveConstraint("opening", "opening_once"),
        migrations.AddConstraint("opening", models.UniqueConstraint(fields=["report", "user", "kind"], name="opening_once")),
        migrations.AddConstraint("opening", models.CheckConstraint(condition=Q(kind__in=["report", "scores"]), name="opening_kind_known")),
    ]
