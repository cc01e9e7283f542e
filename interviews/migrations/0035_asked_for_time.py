from django.db import migrations, models

# Of a job that offers times already, nobody knows any more who was invited before: nobody is written to once more.
FILL = """
UPDATE interviews_invitation SET asked_for_time_at = created_at WHERE job_id IN (SELECT job_id FROM interviews_slot)"""


class Migration(migrations.Migration):
    dependencies = [("interviews", "0034_reopened")]

    operations = [
        migrations.AddField("invitation", "asked_for_time_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
