"""What lookups filter by, beside each vector, kept by Postgres itself."""

from django.db import migrations

# Each vector's own text comes first; its question says the rest.
FILL = """
CREATE FUNCTION fill_questionvector() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT q.is_current AND q.state = 'active', q.bank_id, q.competency, q.difficulty, q.kind, q.domain, q.language
    INTO NEW.is_live, NEW.bank_id, NEW.competency, NEW.difficulty, NEW.kind, NEW.domain, NEW.language
    FROM interviews_question q WHERE q.id = NEW.question_id AND q.company_id IS NOT DISTINCT FROM NEW.company_id;
  IF NOT FOUND THEN RAISE insufficient_privilege USING MESSAGE = 'a vector belongs to a text of the same company'; END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION fill_followupvector() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT f.state = 'active' AND q.is_current AND q.state = 'active', q.id, q.bank_id, q.competency, q.difficulty, q.kind, q.domain, q.language
    INTO NEW.is_live, NEW.question_id, NEW.bank_id, NEW.competency, NEW.difficulty, NEW.kind, NEW.domain, NEW.language
    FROM interviews_followup f JOIN interviews_question q ON q.id = f.question_id
    WHERE f.id = NEW.follow_up_id AND f.company_id IS NOT DISTINCT FROM NEW.company_id;
  IF NOT FOUND THEN RAISE insufficient_privilege USING MESSAGE = 'a vector belongs to a text of the same company'; END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION fill_idealanswervector() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT q.is_current AND q.state = 'active', q.id, q.bank_id, q.competency, q.difficulty, q.kind, q.domain, q.language
    INTO NEW.is_live, NEW.question_id, NEW.bank_id, NEW.competency, NEW.difficulty, NEW.kind, NEW.domain, NEW.language
    FROM interviews_idealanswer i JOIN interviews_question q ON q.id = i.question_id
    WHERE i.id = NEW.ideal_answer_id AND i.company_id IS NOT DISTINCT FROM NEW.company_id;
  IF NOT FOUND THEN RAISE insufficient_privilege USING MESSAGE = 'a vector belongs to a text of the same company'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fill BEFORE INSERT OR UPDATE ON interviews_questionvector FOR EACH ROW EXECUTE FUNCTION fill_questionvector();
CREATE TRIGGER fill BEFORE INSERT OR UPDATE ON interviews_followupvector FOR EACH ROW EXECUTE FUNCTION fill_followupvector();
CREATE TRIGGER fill BEFORE INSERT OR UPDATE ON interviews_idealanswervector FOR EACH ROW EXECUTE FUNCTION fill_idealanswervector();
"""
# An update that changes nothing makes the trigger above read anew.
REFILL = """
CREATE FUNCTION refill_vectors_of_question() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE interviews_questionvector SET content_hash = content_hash WHERE question_id = NEW.id;
  UPDATE interviews_followupvector SET content_hash = content_hash WHERE question_id = NEW.id;
  UPDATE interviews_idealanswervector SET content_hash = content_hash WHERE question_id = NEW.id;
  RETURN NULL;
END $$;
CREATE FUNCTION refill_vectors_of_follow_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE interviews_followupvector SET content_hash = content_hash WHERE follow_up_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER refill AFTER UPDATE OF is_current, state, bank_id, competency, difficulty, kind, domain, language ON interviews_question
  FOR EACH ROW EXECUTE FUNCTION refill_vectors_of_question();
CREATE TRIGGER refill AFTER UPDATE OF state, question_id ON interviews_followup
  FOR EACH ROW EXECUTE FUNCTION refill_vectors_of_follow_up();
"""
UNDO = """
DROP TRIGGER refill ON interviews_followup; DROP TRIGGER refill ON interviews_question;
DROP TRIGGER fill ON interviews_idealanswervector; DROP TRIGGER fill ON interviews_followupvector;
DROP TRIGGER fill ON interviews_questionvector;
DROP FUNCTION refill_vectors_of_follow_up(); DROP FUNCTION refill_vectors_of_question();
DROP FUNCTION fill_idealanswervector(); DROP FUNCTION fill_followupvector(); DROP FUNCTION fill_questionvector();
"""


class Migration(migrations.Migration):
    dependencies = [("interviews", "0002_locks")]

    operations = [migrations.RunSQL(FILL + REFILL, UNDO)]
