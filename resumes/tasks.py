from uuid import UUID

from celery import shared_task

from resumes.services import files, preparing, reading, understanding, vectors


@shared_task(time_limit=100, soft_time_limit=90)
def read_resume(resume_id: str, company_id: str) -> None:
    """Then the next, for which there was no room."""
    if reading.read_resume_if_there_is_room(resume_id=UUID(resume_id), company_id=UUID(company_id)):
        understand_resume.delay(resume_id, company_id)
        for next_id, its_company in reading.next_resume():
            read_resume.delay(str(next_id), str(its_company))


@shared_task(time_limit=180, soft_time_limit=170)
def understand_resume(resume_id: str, company_id: str) -> None:
    understanding.understand_resume(resume_id=UUID(resume_id), company_id=UUID(company_id))
    prepare_resume.delay(resume_id, company_id)


@shared_task(time_limit=180, soft_time_limit=170)
def prepare_resume(resume_id: str, company_id: str) -> None:
    if preparing.prepare_resume(resume_id=UUID(resume_id), company_id=UUID(company_id)):
        make_vectors.delay(company_id)


@shared_task(queue="bulk", time_limit=180, soft_time_limit=170)
def make_vectors(company_id: str) -> None:
    """Batch by batch: between two of them others come to their turn."""
    if vectors.make_vectors(company_id=UUID(company_id)):
        make_vectors.delay(company_id)


@shared_task(expires=60)
def sweep_resumes() -> None:
    """Take up files that nobody enqueued, and files whose worker died."""
    for resume_id, company_id in reading.due_resumes():
        read_resume.delay(str(resume_id), str(company_id))
    for resume_id, company_id in understanding.due_for_understanding():
        understand_resume.delay(str(resume_id), str(company_id))
    for resume_id, company_id in preparing.due_for_preparing():
        prepare_resume.delay(str(resume_id), str(company_id))


@shared_task(queue="bulk", expires=60)
def sweep_vectors() -> None:
    """Take up what nobody enqueued, what failed, and what another model is to make."""
    for company_id in vectors.companies_with_missing():
        make_vectors.delay(str(company_id))


@shared_task(expires=3600)
def remove_stray_files() -> None:
    files.remove_stray_files()
