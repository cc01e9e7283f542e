"""Locks for the new tables, and one for time: what was asked under a version of a question stays what it was."""

from django.db import migrations

from accounts.policies import lock

# No policy lets the application's role in: near pairs are of the library, and our staff's to see.
STAFF_ALONE = migrations.RunSQL(
    "ALTER TABLE interviews_nearpair ENABLE ROW LEVEL SECURITY; ALTER TABLE interviews_nearpair FORCE ROW LEVEL SECURITY;",
    "ALTER TABLE interviews_nearpair NO FORCE ROW LEVEL SECURITY; ALTER TABLE interviews_nearpair DISABLE ROW LEVEL SECURITY;",
)
FREEZE = """
CREATE FUNCTION freeze_used_question() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.text, NEW.competency, NEW.difficulty, NEW.kind, NEW.domain, NEW.language, NEW.roles, NEW.shows, NEW.anchors, NEW.minutes, NEW.key, NEW.version)
    IS DISTINCT FROM
    (OLD.text, OLD.competency, OLD.difficulty, OLD.kind, OLD.domain, OLD.language, OLD.roles, OLD.shows, OLD.anchors, OLD.minutes, OLD.key, OLD.version)
  THEN RAISE restrict_violation USING MESSAGE = 'a question that was used never changes'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_as_used BEFORE UPDATE ON interviews_question FOR EACH ROW WHEN (OLD.used_at IS NOT NULL)
  EXECUTE FUNCTION freeze_used_question();

CREATE FUNCTION freeze_under_used_question() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM interviews_question q WHERE q.id = NEW.question_id AND q.used_at IS NOT NULL)
  THEN RAISE restrict_violation USING MESSAGE = 'a question that was used never changes'; END IF;
  RETURN NEW;
END $$;
-- A follow-up may still be retired.
CREATE TRIGGER keep_as_used BEFORE INSERT OR UPDATE OF question_id, "when", text ON interviews_followup
  FOR EACH ROW EXECUTE FUNCTION freeze_under_used_question();
CREATE TRIGGER keep_as_used BEFORE INSERT OR UPDATE OF question_id, text ON interviews_idealanswer
  FOR EACH ROW EXECUTE FUNCTION freeze_under_used_question();

-- By the owner's right: a company marks the library's question as used, and may otherwise not write to it.
CREATE FUNCTION mark_question_used() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM FROM interviews_question q WHERE q.id = NEW.question_id AND (q.company_id IS NULL OR q.company_id = NEW.company_id);
  IF NOT FOUND THEN RAISE insufficient_privilege USING MESSAGE = 'a company uses the library''s questions and its own'; END IF;
  UPDATE interviews_question SET used_at = NEW.asked_at WHERE id = NEW.question_id AND used_at IS NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER mark_used BEFORE INSERT OR UPDATE OF question_id, company_id ON interviews_questionuse
  FOR EACH ROW EXECUTE FUNCTION mark_question_used();
"""
THAW = """
DROP TRIGGER mark_used ON interviews_questionuse; DROP TRIGGER keep_as_used ON interviews_idealanswer;
DROP TRIGGER keep_as_used ON interviews_followup; DROP TRIGGER keep_as_used ON interviews_question;
DROP FUNCTION mark_question_used(); DROP FUNCTION freeze_under_used_question(); DROP FUNCTION freeze_used_question();
"""


class Migration(migrations.Migration):
    dependencies = [("interviews", "0006_versions_and_curation")]

    operations = [
        lock("interviews_proposal"),
        lock("interviews_questionuse"),
        lock("interviews_questionimport"),
        STAFF_ALONE,
        migrations.RunSQL(FREEZE, THAW),
    ]
