"""Row policies: what was found in answers is their company's alone, and a rating is never changed."""

from django.db import migrations

from accounts.policies import NEVER_CHANGED, lock


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_assessments_and_reports")]

    operations = [lock("reports_assessment"), lock("reports_rating", commands=NEVER_CHANGED), lock("reports_report")]
