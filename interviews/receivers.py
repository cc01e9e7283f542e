"""What interviews does when résumés announce something."""

from uuid import UUID

from django.dispatch import receiver

from accounts.tasks import delay_on_commit
from interviews import tasks
from resumes.signals import resume_understood


@receiver(resume_understood)
def find_domains(resume_id: UUID, company_id: UUID, **kwargs: object) -> None:
    delay_on_commit(tasks.find_domains, str(resume_id), str(company_id))
