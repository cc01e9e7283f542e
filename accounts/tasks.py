from uuid import UUID

from celery import shared_task

from accounts.services import outbox


@shared_task(time_limit=60, soft_time_limit=50)
def deliver_mail(mail_id: str, company_id: str | None) -> None:
    outbox.deliver_mail(mail_id=UUID(mail_id), company_id=UUID(company_id) if company_id else None)


@shared_task(expires=60)
def sweep_outbox() -> None:
    """Take up mail that nobody enqueued, and mail whose sender died."""
    for mail_id, company_id in outbox.due_mail():
        deliver_mail.delay(str(mail_id), str(company_id) if company_id else None)
