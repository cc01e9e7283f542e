"""Row policies: what people said of an interview is their company's alone, and what they rated, set and decided is never changed."""

from django.db import migrations

from accounts.policies import NEVER_CHANGED, bind, bindable, lock

ON_INTERVIEWS = ("review", "override", "decision", "comment", "feedback", "reviewrequest")


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_people"), ("interviews", "0023_bound_to_parents")]

    operations = [
        lock("reports_opening", commands=NEVER_CHANGED),
        lock("reports_review", commands=NEVER_CHANGED),
        lock("reports_reviewrating", commands=NEVER_CHANGED),
        lock("reports_override", commands=NEVER_CHANGED),
        lock("reports_decision", commands=NEVER_CHANGED),
        lock("reports_comment"),
        lock("reports_mention"),
        lock("reports_feedback"),
        lock("reports_reviewrequest"),
        bindable("reports_review"),
        bindable("reports_comment"),
        *(bind(f"reports_{table}", "interview_id", "interviews_interview") for table in ON_INTERVIEWS),
        bind("reports_opening", "report_id", "reports_report"),
        bind("reports_decision", "report_id", "reports_report"),
        bind("reports_reviewrating", "review_id", "reports_review"),
        bind("reports_mention", "comment_id", "reports_comment"),
        bind("reports_mention", "member_id", "accounts_member"),
    ]
