"""Since when a provider refuses a company's own key."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_outbox_calendar")]

    operations = [
        migrations.AddField("providerkey", "refused_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "providerkey", models.CheckConstraint(condition=Q(checked_at=None) | Q(refused_at=None), name="providerkey_not_both")
        ),
    ]
