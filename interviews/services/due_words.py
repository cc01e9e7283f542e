"""Of which interviews words are due, and who is at it: a moment in a row, which a worker that dies leaves to the next."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from accounts.tenancy import every_company
from interviews.models import Interview

# Longer than live.patience lets anybody take for a turn. Where a worker takes longer all the same, two word it, and the first is heard.
LEASE = timedelta(seconds=15)
SWEEP_AT_MOST = 200


def claim_words(*, interview_id: UUID) -> datetime | None:
    """Take up what is due, unless somebody is at it. Return until when it is theirs."""
    now = timezone.now()
    due = Interview.objects.filter(_are_due(now), pk=interview_id, finished_at=None)
    return now + LEASE if due.update(words_due_at=now + LEASE) == 1 else None


def hold_words(*, interview: Interview) -> None:
    """Whoever has read the answer words what follows on it."""
    Interview.objects.filter(pk=interview.pk, finished_at=None).update(words_due_at=timezone.now() + LEASE)


def _are_due(now: datetime) -> Q:
    """Nobody is given longer than LEASE: what lies further ahead was written before the server's clock stepped back."""
    return Q(words_due_at__lte=now) | Q(words_due_at__gt=now + 2 * LEASE)


def words_are_there(*, interview: Interview, claimed: datetime | None = None) -> None:
    """`claimed`: of whoever does not hold the interview's lock; an answer may have come meanwhile, or another has taken it up."""
    found = Interview.objects.filter(pk=interview.pk)
    (found.filter(words_due_at=claimed) if claimed else found).update(words_due_at=None)


def interviews_that_wait() -> list[tuple[UUID, UUID]]:
    """Where words are due and nobody is at it: lost messages, workers that died."""
    with every_company("a sweep finds the interviews of all companies that wait for words"):
        waiting = Interview.objects.filter(_are_due(timezone.now() - timedelta(seconds=3)), finished_at=None).order_by("words_due_at")
        return list(waiting.values_list("pk", "company_id")[:SWEEP_AT_MOST])
