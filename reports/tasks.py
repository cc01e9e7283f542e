from uuid import UUID

from celery import shared_task

from accounts.tasks import deliver_mail
from reports.services import assessing, feedback, reporting


@shared_task(time_limit=180, soft_time_limit=170)
def assess_turn(interview_id: str, turn: int, company_id: str) -> None:
    assessing.assess_turn(interview_id=UUID(interview_id), number=turn, company_id=UUID(company_id))
    make_report.delay(interview_id, company_id)


@shared_task(expires=30)
def sweep_assessments() -> None:
    """Take up answers that nobody announced, whose worker died, or that no model could be had for."""
    for interview_id, turn, company_id in assessing.due_for_assessing():
        assess_turn.delay(str(interview_id), turn, str(company_id))


@shared_task(time_limit=180, soft_time_limit=170)
def make_report(interview_id: str, company_id: str) -> None:
    reporting.begin_report(interview_id=UUID(interview_id), company_id=UUID(company_id))
    for mail in reporting.make_report(interview_id=UUID(interview_id), company_id=UUID(company_id)):
        deliver_mail.delay(str(mail.pk), company_id)
    write_feedback.delay(interview_id, company_id)


@shared_task(expires=30)
def sweep_reports() -> None:
    for interview_id, company_id in reporting.due_for_reporting():
        make_report.delay(str(interview_id), str(company_id))


@shared_task(expires=600)
def sweep_overlooked() -> None:
    """Interviews that ended while nobody worked for days, and whatever else the sweeps above looked for too late."""
    for interview_id, turn, company_id in assessing.due_for_assessing(looked_back=assessing.EVER):
        assess_turn.delay(str(interview_id), turn, str(company_id))
    for interview_id, company_id in reporting.due_for_reporting(looked_back=assessing.EVER):
        make_report.delay(str(interview_id), str(company_id))


@shared_task(time_limit=180, soft_time_limit=170)
def write_feedback(interview_id: str, company_id: str) -> None:
    feedback.begin_feedback(interview_id=UUID(interview_id), company_id=UUID(company_id))
    for mail in feedback.write_feedback(interview_id=UUID(interview_id), company_id=UUID(company_id)):
        deliver_mail.delay(str(mail.pk), company_id)


@shared_task(expires=60)
def sweep_feedback() -> None:
    for interview_id, company_id in feedback.due_for_feedback():
        write_feedback.delay(str(interview_id), str(company_id))
