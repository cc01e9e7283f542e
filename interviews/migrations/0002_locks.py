"""Row policies: the library is everybody's to read, a company's banks are its own."""

from django.db import migrations

from accounts.policies import share

TABLES = ("bank", "question", "followup", "idealanswer", "questionvector", "followupvector", "idealanswervector")


class Migration(migrations.Migration):
    dependencies = [("interviews", "0001_question_library")]

    operations = [share(f"interviews_{table}") for table in TABLES]
