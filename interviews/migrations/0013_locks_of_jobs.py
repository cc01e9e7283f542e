"""Row policies of jobs, plans and invitations; and a lock for time: a plan that was used stays what it was."""

from django.db import migrations

from accounts.policies import NEVER_CHANGED, let_see, lock

FREEZE = """
CREATE FUNCTION freeze_used_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.content, NEW.number, NEW.job_id, NEW.used_at) IS DISTINCT FROM (OLD.content, OLD.number, OLD.job_id, OLD.used_at)
  THEN RAISE restrict_violation USING MESSAGE = 'a plan that was used never changes'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_as_used BEFORE UPDATE ON interviews_plan FOR EACH ROW WHEN (OLD.used_at IS NOT NULL)
  EXECUTE FUNCTION freeze_used_plan();

-- By the owner's right, as for questions that were asked: whoever plans with a question keeps the version they planned with.
CREATE FUNCTION mark_question_planned() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM FROM public.interviews_question q WHERE q.id = NEW.question_id AND (q.company_id IS NULL OR q.company_id = NEW.company_id);
  IF NOT FOUND THEN RAISE insufficient_privilege USING MESSAGE = 'a company plans with the library''s questions and its own'; END IF;
  UPDATE public.interviews_question SET used_at = now() WHERE id = NEW.question_id AND used_at IS NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER mark_used BEFORE INSERT OR UPDATE OF question_id, company_id ON interviews_planquestion
  FOR EACH ROW EXECUTE FUNCTION mark_question_planned();
"""
THAW = """
DROP TRIGGER mark_used ON interviews_planquestion; DROP TRIGGER keep_as_used ON interviews_plan;
DROP FUNCTION mark_question_planned(); DROP FUNCTION freeze_used_plan();
"""


class Migration(migrations.Migration):
    dependencies = [("interviews", "0012_jobs_plans_and_invitations"), ("accounts", "0002_locks")]

    operations = [
        lock("interviews_job"),
        lock("interviews_jobmember"),
        lock("interviews_plan"),
        lock("interviews_planquestion"),
        lock("interviews_plantemplate"),
        lock("interviews_invitation"),
        lock("interviews_consent", commands=NEVER_CHANGED),
        lock("interviews_adjustmentrequest"),
        lock("interviews_reminder"),
        lock("interviews_invitationlist"),
        lock("interviews_slot"),
        lock("interviews_booking"),
        let_see("interviews_invitation", "who_holds_the_link", "token_hash = (SELECT current_bearer())"),
        let_see(
            "accounts_company",
            "where_i_am_to_be_interviewed",
            "id IN (SELECT company_id FROM interviews_invitation WHERE token_hash = (SELECT current_bearer()))",
        ),
        migrations.RunSQL(FREEZE, THAW),
    ]
