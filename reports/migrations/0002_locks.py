"""Row policies: what was found in answers is their company's alone, and a rating is never changed."""

from django.db import migrations

from accounts.policies import NEVER_CHANGED, bind, bindable, lock


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_assessments_and_reports"), ("interviews", "0023_bound_to_parents")]

    operations = [
        lock("reports_assessment"),
        lock("reports_rating", commands=NEVER_CHANGED),
        lock("reports_report"),
        bindable("interviews_turn"),
        bindable("reports_assessment"),
        bind("reports_assessment", "interview_id", "interviews_interview"),
        bind("reports_assessment", "turn_id", "interviews_turn"),
        bind("reports_rating", "assessment_id", "reports_assessment"),
        bind("reports_report", "interview_id", "interviews_interview"),
    ]
