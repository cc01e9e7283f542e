"""Mail that was no longer of use before it could go out."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_refused_keys")]

    operations = [
        migrations.AlterField(
            "outboxmail",
            "state",
            models.CharField(
                choices=[("queued", "Queued"), ("sending", "Sending"), ("sent", "Sent"), ("failed", "Failed"), ("dropped", "Not sent")],
                default="queued",
                max_length=10,
            ),
        ),
        migrations.RemoveConstraint("outboxmail", "outbox_state_known"),
        migrations.AddConstraint(
            "outboxmail",
            models.CheckConstraint(condition=Q(state__in=["queued", "sending", "sent", "failed", "dropped"]), name="outbox_state_known"),
        ),
    ]
