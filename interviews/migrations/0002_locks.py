"""Row policies: the library is everybody's to read, a company's banks are its own."""

from django.db import migrations

from accounts.policies import share

# Which model serves is the same for everybody, and staff's to say.
READ_ONLY = migrations.RunSQL(
    "ALTER TABLE interviews_vectormodel ENABLE ROW LEVEL SECURITY; ALTER TABLE interviews_vectormodel FORCE ROW LEVEL SECURITY;"
    "CREATE POLICY everybody_reads ON interviews_vectormodel FOR SELECT USING (true);",
    "DROP POLICY everybody_reads ON interviews_vectormodel;"
    "ALTER TABLE interviews_vectormodel NO FORCE ROW LEVEL SECURITY; ALTER TABLE interviews_vectormodel DISABLE ROW LEVEL SECURITY;",
)


class Migration(migrations.Migration):
    dependencies = [("interviews", "0001_question_library")]

    operations = [
        share("interviews_bank"),
        share("interviews_question", parent="interviews_bank", by="bank_id"),
        share("interviews_followup", parent="interviews_question", by="question_id"),
        share("interviews_idealanswer", parent="interviews_question", by="question_id"),
        share("interviews_questionvector", parent="interviews_question", by="question_id"),
        share("interviews_followupvector", parent="interviews_followup", by="follow_up_id"),
        share("interviews_idealanswervector", parent="interviews_idealanswer", by="ideal_answer_id"),
        READ_ONLY,
    ]
