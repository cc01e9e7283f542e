import warnings

from celery import shared_task
from django.core.cache import cache

from accounts.models import User


@shared_task
def succeed(words):
    print(words)  # noqa: T201
    return words


@shared_task
def warn(words):
    warnings.warn(words, stacklevel=1)


@shared_task
def fail(words):
    raise RuntimeError(words)


@shared_task
def fail_in_postgres(words):
    User.objects.create_user(f"{words}@mail.example", name=words)
    User.objects.create_user(f"{words}@mail.example", name=words)


@shared_task(bind=True, max_retries=1, default_retry_delay=0)
def come_back(self, words):
    if cache.add(f"came:{self.request.id}", True, timeout=60):
        raise self.retry(exc=RuntimeError(words))
