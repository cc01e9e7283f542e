"""Row policies: candidates and what they gave are their company's alone."""

from django.db import migrations

from accounts.policies import lock


class Migration(migrations.Migration):
    dependencies = [("resumes", "0001_candidates_and_resumes")]

    operations = [lock("resumes_candidate"), lock("resumes_resume")]
