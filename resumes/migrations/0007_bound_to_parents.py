"""Rows hang on rows of their own company alone."""

from django.db import migrations

from accounts.policies import bind, bindable


class Migration(migrations.Migration):
    dependencies = [("resumes", "0006_locks_of_chunks")]

    operations = [
        bindable("resumes_candidate"),
        bindable("resumes_resume"),
        bindable("resumes_chunk"),
        bind("resumes_resume", "candidate_id", "resumes_candidate"),
        bind("resumes_chunk", "resume_id", "resumes_resume"),
        bind("resumes_summary", "resume_id", "resumes_resume"),
        bind("resumes_chunkvector", "chunk_id", "resumes_chunk"),
    ]
