"""What runs by the owner's right looks at temporary tables last: Postgres looks there first unless it is told otherwise, and anybody may make one."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("interviews", "0010_near_pairs_of_texts")]

    operations = [
        migrations.RunSQL(
            "ALTER FUNCTION mark_question_used() SET search_path = pg_catalog, public, pg_temp",
            "ALTER FUNCTION mark_question_used() SET search_path = pg_catalog, public",
        )
    ]
