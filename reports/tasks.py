from uuid import UUID

from celery import shared_task

from reports.services import assessing, reporting


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
    reporting.make_report(interview_id=UUID(interview_id), company_id=UUID(company_id))


@shared_task(expires=30)
def sweep_reports() -> None:
    for interview_id, company_id in reporting.due_for_reporting():
        make_report.delay(str(interview_id), str(company_id))
