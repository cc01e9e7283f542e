"""Banks of the library are opened, described and retired by our staff."""

from collections.abc import Sequence

from django.utils import timezone

from accounts.tenancy import one_transaction
from interviews.models import Bank


def retire_banks(*, banks: Sequence[Bank]) -> int:
    """Postgres takes their questions out of lookup with them. Each keeps its own state, for when its bank comes back."""
    with one_transaction():
        return Bank.objects.filter(pk__in=[bank.pk for bank in banks], retired_at=None).update(retired_at=timezone.now())


def restore_banks(*, banks: Sequence[Bank]) -> int:
    with one_transaction():
        return Bank.objects.filter(pk__in=[bank.pk for bank in banks], retired_at__isnull=False).update(retired_at=None)
