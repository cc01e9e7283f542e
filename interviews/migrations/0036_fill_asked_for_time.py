from django.db import migrations

# Whose letter went out while there was a time that they could choose. Whoever chose one needs no letter; whoever was written to
# later is found by that mail.
FILL = """
UPDATE interviews_invitation AS invited SET asked_for_time_at = invited.created_at
WHERE EXISTS (
    SELECT FROM interviews_slot AS slot
    WHERE slot.job_id = invited.job_id AND slot.created_at <= invited.created_at AND slot.starts_at > invited.created_at
    AND slot.ends_at <= invited.deadline AND (slot.cancelled_at IS NULL OR slot.cancelled_at > invited.created_at)
)"""


class Migration(migrations.Migration):
    dependencies = [("interviews", "0035_asked_for_time")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
