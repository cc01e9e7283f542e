from typing import ParamSpec
from uuid import UUID

from celery import Task, shared_task
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from accounts.models import OutboxMail
from accounts.services import budgets, model_calls, outbox

P = ParamSpec("P")


def delay_on_commit(task: "Task[P, None]", *args: P.args, **kwargs: P.kwargs) -> None:
    """Send a task when the transaction has committed. Losing it only delays: what is due stands in a row for a sweep."""

    # No partial: Django asks a hook that failed for its name.
    def send() -> None:
        task.delay(*args, **kwargs)

    # robust: the page that caused it has committed and must not fail because Redis is away.
    transaction.on_commit(send, robust=True)


def deliver_on_commit(mail: OutboxMail) -> None:
    delay_on_commit(deliver_mail, str(mail.pk), str(mail.company_id) if mail.company_id else None)


@shared_task(time_limit=60, soft_time_limit=50)
def deliver_mail(mail_id: str, company_id: str | None) -> None:
    outbox.deliver_mail(mail_id=UUID(mail_id), company_id=UUID(company_id) if company_id else None)


@shared_task(expires=60)
def sweep_outbox() -> None:
    """Take up mail that nobody enqueued, and mail whose sender died."""
    for mail_id, company_id in outbox.due_mail():
        deliver_mail.delay(str(mail_id), str(company_id) if company_id else None)


@shared_task(expires=60)
def sweep_model_calls() -> None:
    """Finish the rows of calls whose process died."""
    model_calls.close_lost_calls()


@shared_task(expires=60)
def sweep_budgets() -> None:
    """Write to those whose company's spending has passed a mark."""
    for mail in budgets.warn_of_budgets():
        deliver_mail.delay(str(mail.pk), str(mail.company_id))


@shared_task(expires=3600)
def clear_sessions() -> None:
    """Each link that somebody or some program opens makes one, and nobody else removes those that have ended."""
    SessionStore.clear_expired()
