"""The ledger of models as rows: written before a request leaves, finished when its outcome is known."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from accounts.models import ModelCall
from accounts.services.key_states import key_was_accepted, key_was_refused
from accounts.tenancy import every_company, scope_of
from ai.errors import WrongKey
from ai.ledger import Attempt, Outcome

State = ModelCall.State
# Far longer than any call may take: ai.pace gives the slowest less than two minutes.
LOST_AFTER = timedelta(minutes=15)
MOST = 2**31 - 1
MOST_COST = Decimal(999_999)


class PostgresLedger:
    """Called in threads that the gateway keeps for this, so a row never waits for, and never goes with, a caller's transaction."""

    def open(self, attempt: Attempt) -> None:
        purpose = attempt.purpose
        with _transaction_of_its_own(purpose.company):
            ModelCall.objects.create(
                id=attempt.id,
                company_id=purpose.company,
                interview=purpose.interview,
                task=purpose.task,
                prompt_version=purpose.prompt_version,
                ability=attempt.ability,
                provider=attempt.provider,
                model=attempt.model,
                own_key=attempt.own_key,
                # Stands until the outcome is known, so that many calls at once, or one that is lost, do not pass a budget.
                input_tokens=_countable(attempt.expected.input_tokens),
                audio_seconds=attempt.expected.audio_seconds,
                characters=_countable(attempt.expected.characters),
                is_estimated=True,
                cost=attempt.expected_cost,
            )

    def close(self, attempt: Attempt, outcome: Outcome) -> None:
        """The first outcome stands. One that comes after the sweep gave the attempt up is late, and still the truth."""
        with _transaction_of_its_own(attempt.purpose.company):
            unfinished = ModelCall.objects.filter(pk=attempt.id, state__in=[State.OPEN, State.LOST])
            unfinished.update(ended_at=timezone.now(), **_told(outcome))
            if attempt.own_key:
                _tell_of_key(attempt, outcome)


def _tell_of_key(attempt: Attempt, outcome: Outcome) -> None:
    """A refusal is told at once, and so is the first good answer after it."""
    company_id, provider = attempt.purpose.company, attempt.provider
    if company_id is None:
        return
    since = ModelCall.objects.values_list("at", flat=True).get(pk=attempt.id)
    if outcome.problem == WrongKey.code:
        key_was_refused(company_id=company_id, provider=provider, since=since)
    elif State(outcome.state) == State.DONE:
        key_was_accepted(company_id=company_id, provider=provider, since=since)


def close_lost_calls() -> None:
    """Finish the rows whose process died. What they were booked with stays: it is the least that they used."""
    unfinished = ModelCall.objects.filter(state=State.OPEN, at__lt=timezone.now() - LOST_AFTER)
    with every_company("the sweep of model calls reads whose calls never ended"):
        companies = list(unfinished.values_list("company_id", flat=True).distinct())
    for company_id in companies:
        with scope_of(company_id):
            unfinished.filter(company_id=company_id).update(state=State.LOST, ended_at=timezone.now())


@contextmanager
def _transaction_of_its_own(company_id: UUID | None) -> Iterator[None]:
    try:
        with scope_of(company_id):
            yield
    finally:
        # No request ends here that would do it, and the thread lives as long as the process.
        connection.close()


def _told(outcome: Outcome) -> dict[str, Any]:
    usage = outcome.usage
    return {
        "state": State(outcome.state),
        "problem": outcome.problem,
        # What follows was said by a provider: nonsense must not keep the row from being finished.
        "model": outcome.model.encode("utf-8", "replace").decode().replace("\0", "")[:100],
        "input_tokens": _countable(usage.input_tokens),
        "output_tokens": _countable(usage.output_tokens),
        "audio_seconds": usage.audio_seconds,
        "characters": _countable(usage.characters),
        "is_estimated": usage.is_estimated,
        "cost": None if outcome.cost is None else min(max(outcome.cost, Decimal(0)), MOST_COST),
        "latency_ms": outcome.latency_ms,
    }


def _countable(number: int) -> int:
    return min(max(number, 0), MOST)
