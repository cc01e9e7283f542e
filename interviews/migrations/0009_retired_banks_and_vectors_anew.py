"""A retired bank takes its questions out of lookup, and vectors can all be made anew while lookups go on."""

import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models

# As in 0003, and the bank has a say now.
LIVE = "q.is_current AND q.state = 'active'"
LIVE_IN_BANK = (
    "q.is_current AND q.state = 'active' AND EXISTS (SELECT FROM interviews_bank b WHERE b.id = q.bank_id AND b.retired_at IS NULL)"
)


def fill(live: str) -> str:
    """The triggers' functions: each vector's own text comes first; its question says the rest."""
    begin, read = (
        "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN SELECT",
        "q.bank_id, q.competency, q.difficulty, q.kind, q.domain, q.language",
    )
    into = "NEW.bank_id, NEW.competency, NEW.difficulty, NEW.kind, NEW.domain, NEW.language"
    end = (
        "IF NOT FOUND THEN RAISE insufficient_privilege USING MESSAGE = 'a vector belongs to a text of the same company'; END IF;"
        " RETURN NEW; END $$;"
    )
    return f"""
    CREATE OR REPLACE FUNCTION fill_questionvector() {begin} {live}, {read} INTO NEW.is_live, {into}
      FROM interviews_question q WHERE q.id = NEW.question_id AND q.company_id IS NOT DISTINCT FROM NEW.company_id;
    {end}
    CREATE OR REPLACE FUNCTION fill_followupvector() {begin} f.state = 'active' AND {live}, q.id, {read} INTO NEW.is_live, NEW.question_id, {into}
      FROM interviews_followup f JOIN interviews_question q ON q.id = f.question_id
      WHERE f.id = NEW.follow_up_id AND f.company_id IS NOT DISTINCT FROM NEW.company_id;
    {end}
    CREATE OR REPLACE FUNCTION fill_idealanswervector() {begin} {live}, q.id, {read} INTO NEW.is_live, NEW.question_id, {into}
      FROM interviews_idealanswer i JOIN interviews_question q ON q.id = i.question_id
      WHERE i.id = NEW.ideal_answer_id AND i.company_id IS NOT DISTINCT FROM NEW.company_id;
    {end}
    """


# An update that changes nothing makes the functions above read anew.
BANK = """
CREATE FUNCTION refill_vectors_of_bank() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE interviews_questionvector v SET content_hash = v.content_hash FROM interviews_question q WHERE q.id = v.question_id AND q.bank_id = NEW.id;
  UPDATE interviews_followupvector v SET content_hash = v.content_hash FROM interviews_question q WHERE q.id = v.question_id AND q.bank_id = NEW.id;
  UPDATE interviews_idealanswervector v SET content_hash = v.content_hash FROM interviews_question q WHERE q.id = v.question_id AND q.bank_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER refill AFTER UPDATE OF retired_at ON interviews_bank
  FOR EACH ROW WHEN ((OLD.retired_at IS NULL) <> (NEW.retired_at IS NULL)) EXECUTE FUNCTION refill_vectors_of_bank();
"""
NO_BANK = "DROP TRIGGER refill ON interviews_bank; DROP FUNCTION refill_vectors_of_bank();"


def made_at(model: str) -> migrations.AddField:
    return migrations.AddField(
        model_name=model,
        name="made_at",
        field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, editable=False),
    )


class Migration(migrations.Migration):
    dependencies = [("interviews", "0008_imports")]

    operations = [
        migrations.RunSQL(fill(LIVE_IN_BANK) + BANK, NO_BANK + fill(LIVE)),
        *[made_at(model) for model in ("questionvector", "followupvector", "idealanswervector")],
        migrations.AddField(model_name="vectormodel", name="anew_from", field=models.DateTimeField(null=True)),
    ]
