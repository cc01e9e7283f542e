"""Every attempt is on the books before it leaves, and says what came of it."""

import asyncio
import threading
from decimal import Decimal
from uuid import uuid4

import pytest

from ai.configuration import Paid
from ai.errors import AIError, BudgetSpent, NotBooked
from ai.gateway import Gateway
from ai.ledger import State
from ai.presets import PRESETS, Slot
from ai.prices import cost_of, price_of
from ai.results import Usage
from tests.ai.gateway.conftest import QUICK, Books
from tests.ai.gateway.tasks import BARE, JUDGE, Heard
from tests.waiting import eventually

INPUTS = Heard(answer="I led a team of five.")


async def test_an_attempt_says_for_whom_and_what_it_was(gateway, books):
    company, interview = uuid4(), uuid4()
    await gateway("openai", company=company, interview=interview).run(JUDGE, INPUTS, pace=QUICK)
    (attempt,), (outcome,) = books.opened, books.settled
    assert (attempt.purpose.company, attempt.purpose.interview) == (company, interview)
    assert (attempt.purpose.task, attempt.purpose.prompt_version) == ("tests.judge", 7)
    assert (attempt.provider, attempt.model, attempt.ability) == ("openai", "gpt-6-luna", "complete")
    assert outcome.state == State.DONE
    assert outcome.cost == cost_of("openai", "gpt-6-luna", outcome.usage) > 0


async def test_an_attempt_that_reached_nobody_is_unsent_and_costs_nothing(gateway, books):
    with pytest.raises(AIError):
        await gateway("openai", OPENAI_BASE_URL="http://127.0.0.1:9/v1").run(BARE, INPUTS, pace=QUICK)
    assert {(outcome.state, outcome.cost) for outcome in books.settled} == {(State.UNSENT, Decimal(0))}


async def test_nothing_is_sent_that_cannot_be_booked(server, gateway, books, monkeypatch):
    class Broken:
        def open(self, attempt):
            raise OSError("the database is away")

    models = gateway("openai")
    unbooked = Gateway(models._configuration, Broken())
    with pytest.raises(NotBooked):
        await unbooked.run(BARE, INPUTS, pace=QUICK)
    assert not server.calls


async def test_the_rules_cost_nothing_and_are_not_booked(gateway, books):
    await gateway().run(JUDGE, INPUTS, pace=QUICK)
    await gateway().embed(["a text"])
    assert not books.opened


async def test_when_the_budget_is_spent_only_what_is_free_is_asked(gateway, server):
    spent = gateway("openai", paid=Paid.NOBODY)
    assert (await spent.run(JUDGE, INPUTS)).made.is_builtin
    with pytest.raises(BudgetSpent):
        await spent.run(BARE, INPUTS)
    with pytest.raises(BudgetSpent):
        await spent.embed(["a text"])
    with pytest.raises(BudgetSpent):
        await spent.speak("Good morning.")
    assert not server.calls


@pytest.mark.parametrize("name", [name for name, preset in PRESETS.items() if not preset.is_free])
def test_every_model_that_is_asked_by_default_has_a_price(name):
    for slot, model in PRESETS[name].models.items():
        assert price_of(name, model), f"{name} {slot}: {model}"


def test_what_a_call_costs():
    million = Usage(input_tokens=1_000_000, output_tokens=1_000_000)
    assert cost_of("openai", "gpt-6-luna", million) == Decimal("0.60")
    assert cost_of("openai", "gpt-6-luna-2026-09-22", million) == Decimal("0.60")
    assert cost_of("groq", "whisper-large-v3", Usage(audio_seconds=3600)) == Decimal("0.111")
    assert cost_of("openai", PRESETS["openai"].models[Slot.SPEAK], Usage(characters=1_000_000)) == Decimal("15.50")


def test_an_unknown_price_is_not_taken_for_nothing():
    assert cost_of("openai", "gpt-9", Usage(input_tokens=1)) is None
    assert cost_of("local", "gpt-9", Usage(input_tokens=1)) == 0


async def test_a_call_that_is_cancelled_while_it_is_booked_is_closed_as_unsent(gateway, server):
    begun, goes_on = threading.Event(), threading.Event()

    class Slow(Books):
        def open(self, attempt):
            begun.set()
            assert goes_on.wait(5)
            super().open(attempt)

    slow, models = Slow(), gateway("openai")
    task = asyncio.create_task(Gateway(models._configuration, slow).run(BARE, INPUTS, pace=QUICK))
    assert await asyncio.to_thread(begun.wait, 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    goes_on.set()
    # Nobody waits for the thread that writes it; it closes what it opened.
    await asyncio.to_thread(eventually, lambda: len(slow.outcomes) == 1, within=5)
    assert [outcome.state for outcome in slow.settled] == [State.UNSENT]
    assert not server.calls
