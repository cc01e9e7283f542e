"""Row policies: what was made of a résumé is its company's alone."""

from django.db import migrations

from accounts.policies import lock


class Migration(migrations.Migration):
    dependencies = [("resumes", "0005_chunks_and_summaries")]

    operations = [lock("resumes_chunk"), lock("resumes_chunkvector"), lock("resumes_summary")]
