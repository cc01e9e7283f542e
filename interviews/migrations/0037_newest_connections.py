"""Who holds which rooms, for the writer of pieces, which serves the lines of all companies and is in no company's scope.

By the owner's right, and no more than that: of an interview whose id somebody has, the number of its newest connection.
"""

from django.db import migrations

MAKE = """
CREATE FUNCTION newest_connections(rooms uuid[]) RETURNS TABLE (interview_id uuid, epoch integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT i.id, i.epoch FROM public.interviews_interview i WHERE i.id = ANY (rooms) $$;
"""


class Migration(migrations.Migration):
    dependencies = [("interviews", "0036_fill_asked_for_time")]

    operations = [migrations.RunSQL(MAKE, "DROP FUNCTION newest_connections(uuid[]);")]
