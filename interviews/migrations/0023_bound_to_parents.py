"""Rows hang on rows of their own company alone; and a plan that was used is not deleted by the application."""

from django.db import migrations

from accounts.policies import bind, bindable

# The owner's role may, for a company that goes as a whole.
KEEP = """
CREATE FUNCTION keep_used_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (SELECT rolbypassrls OR rolsuper FROM pg_roles WHERE rolname = current_user)
  THEN RAISE restrict_violation USING MESSAGE = 'a plan that was used stays'; END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER stay_as_used BEFORE DELETE ON interviews_plan FOR EACH ROW WHEN (OLD.used_at IS NOT NULL)
  EXECUTE FUNCTION keep_used_plan();
"""
LET_GO = "DROP TRIGGER stay_as_used ON interviews_plan; DROP FUNCTION keep_used_plan();"


class Migration(migrations.Migration):
    dependencies = [
        ("interviews", "0022_plan_changed_by"),
        ("accounts", "0009_bound_to_parents"),
        ("resumes", "0007_bound_to_parents"),
    ]

    operations = [
        bindable("interviews_job"),
        bindable("interviews_plan"),
        bindable("interviews_invitation"),
        bindable("interviews_slot"),
        bindable("interviews_interview"),
        bind("interviews_jobmember", "job_id", "interviews_job"),
        bind("interviews_jobmember", "member_id", "accounts_member"),
        bind("interviews_plan", "job_id", "interviews_job"),
        bind("interviews_planquestion", "plan_id", "interviews_plan"),
        bind("interviews_invitation", "job_id", "interviews_job"),
        bind("interviews_invitation", "candidate_id", "resumes_candidate"),
        bind("interviews_invitation", "mail_id", "accounts_outboxmail"),
        bind("interviews_consent", "invitation_id", "interviews_invitation"),
        bind("interviews_adjustmentrequest", "invitation_id", "interviews_invitation"),
        bind("interviews_reminder", "invitation_id", "interviews_invitation"),
        bind("interviews_invitationlist", "job_id", "interviews_job"),
        bind("interviews_slot", "job_id", "interviews_job"),
        bind("interviews_booking", "invitation_id", "interviews_invitation"),
        bind("interviews_booking", "slot_id", "interviews_slot"),
        bind("interviews_interview", "job_id", "interviews_job"),
        bind("interviews_interview", "plan_id", "interviews_plan"),
        bind("interviews_interview", "invitation_id", "interviews_invitation"),
        bind("interviews_interviewevent", "interview_id", "interviews_interview"),
        bind("interviews_turn", "interview_id", "interviews_interview"),
        migrations.RunSQL(KEEP, LET_GO),
    ]
