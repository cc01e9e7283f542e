"""Row policies of interviews; their events are only ever added."""

from django.db import migrations

from accounts.policies import NEVER_CHANGED, lock


class Migration(migrations.Migration):
    dependencies = [("interviews", "0016_the_interview_itself")]

    operations = [
        lock("interviews_interview"),
        lock("interviews_interviewevent", commands=NEVER_CHANGED),
        lock("interviews_turn"),
    ]
