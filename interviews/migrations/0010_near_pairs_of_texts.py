"""Near pairs remember the texts that they are of, and which questions were held against all others."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# No policy lets the application's role in, as for near pairs.
STAFF_ALONE = migrations.RunSQL(
    "ALTER TABLE interviews_comparison ENABLE ROW LEVEL SECURITY; ALTER TABLE interviews_comparison FORCE ROW LEVEL SECURITY;",
    "ALTER TABLE interviews_comparison NO FORCE ROW LEVEL SECURITY; ALTER TABLE interviews_comparison DISABLE ROW LEVEL SECURITY;",
)


class Migration(migrations.Migration):
    dependencies = [("interviews", "0009_retired_banks_and_vectors_anew"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField("nearpair", "one_hash", models.CharField(default="", max_length=32), preserve_default=False),
        migrations.AddField("nearpair", "other_hash", models.CharField(default="", max_length=32), preserve_default=False),
        migrations.AlterField(
            "nearpair",
            "model",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="interviews.vectormodel"),
        ),
        migrations.AddIndex(
            "nearpair",
            models.Index(condition=models.Q(("kept_both_at__isnull", False)), fields=["one_hash", "other_hash"], name="nearpair_kept"),
        ),
        migrations.CreateModel(
            name="Comparison",
            fields=[
                (
                    "question",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="interviews.question",
                    ),
                ),
                ("content_hash", models.CharField(max_length=32)),
                (
                    "model",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="interviews.vectormodel"),
                ),
            ],
        ),
        STAFF_ALONE,
    ]
