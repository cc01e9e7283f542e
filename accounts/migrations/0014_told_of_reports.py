from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0013_outbox_reply_to"),
    ]

    operations = [
        migrations.AddField(
            model_name="member",
            name="told_of_reports",
            field=models.CharField(
                choices=[("own", "About those whom I invited"), ("all", "About everybody"), ("none", "Never")], default="own", max_length=4
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("told_of_reports__in", ["own", "all", "none"])), name="member_told_of_reports_known"
            ),
        ),
    ]
