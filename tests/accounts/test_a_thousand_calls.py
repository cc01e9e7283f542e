"""A thousand calls with faults, some given up in the middle: the rows of the ledger and the server's own count, id by id."""

import asyncio
import random
import time
from collections import Counter

import pytest

from accounts.gateway import models_of
from accounts.models import ModelCall
from accounts.prompts import CHECK, CheckInputs
from ai.errors import AIError
from ai.pace import Pace
from ai.protocols import Recording
from ai.testing import Fault, recording
from ai.waiting import wait
from tests.accounts.test_model_calls import pool, rows  # noqa: F401 - a fixture
from tests.ai.gateway.tasks import SAY, Heard
from tests.waiting import eventually

State = ModelCall.State
# A busy machine must not let any time out: those are paid for here, and may never have been counted there.
UNHURRIED = Pace(deadline=60, answer_within=20, tries=2, pause=0.02)
FAULTS = [Fault.HTTP_429, Fault.HTTP_500, Fault.CUT, Fault.MALFORMED, Fault.EMPTY, Fault.RESET, Fault.WRONG_SHAPE, Fault.REFUSAL]
SOUND = Recording(recording("yes", format="wav"), "wav")


# As a worker has them; to connect for each row would take most of the time.
@pytest.mark.parametrize("pool", [8], indirect=True)
@pytest.mark.usefixtures("committed", "pool")
def test_a_thousand_calls_with_faults_are_rows_as_the_server_counted_them(northwind, southgate, platform, provider):
    random.seed(20261121)
    # A platform's key has a circuit, which opens after five failures; fifty keys share the faults.
    models = [platform("openai", "anthropic") and models_of(company) for company in (northwind, southgate) for _ in range(25)]
    provider.delays.update(chat=0.05, messages=0.05)

    problems = wait(a_thousand_calls(models, provider))
    eventually(lambda: not rows(state=State.OPEN), within=5)

    written, counted = rows(), {call.request_id: call.model for call in provider.calls}
    sent = {str(row.pk): row for row in written if row.state != State.UNSENT}
    # A request that was given up while its bytes were leaving is paid for here, though it may never have arrived there.
    unheard = sent.keys() - counted.keys()
    assert {sent[pk].problem for pk in unheard} <= {"given_up"}
    assert len(unheard) < 20
    assert {pk: row.model for pk, row in sent.items() if pk not in unheard} == counted
    assert len(counted) == len(provider.calls) > 1000
    assert Counter(row.company_id for row in written).keys() == {northwind.pk, southgate.pk}

    given_up = [row for row in written if row.problem == "given_up"]
    assert {row.state for row in given_up} == {State.FAILED, State.UNSENT}
    assert all((row.cost > 0) == (row.state == State.FAILED) for row in given_up if row.ability == "complete")
    assert all(isinstance(problem, AIError | asyncio.CancelledError) for problem in problems)
    assert 0 < len(problems) < 500


async def a_thousand_calls(models, provider) -> list[BaseException]:
    """Ask twenty at a time, and return what went wrong."""
    done, took = [], 0.1
    for at in range(0, 1000, 20):
        began = time.monotonic()
        calls = [one_call(number, models[number % len(models)], provider, took) for number in range(at, at + 20)]
        done += await asyncio.gather(*calls, return_exceptions=True)
        took = time.monotonic() - began
    return [problem for problem in done if problem is not None]


async def one_call(number, model, provider, took: float) -> None:
    if number % 4 == 0:
        provider.fault(random.choice(FAULTS), times=1, retry_after=0.01)
    call = asyncio.create_task(asked(number, model))
    if number % 10 == 7:
        # While it is booked, sent, answered or settled, however long that takes on this machine.
        asyncio.get_running_loop().call_later(random.uniform(0, random.choice((took, took / 20))), call.cancel)
    await call


async def asked(number, model) -> None:
    match number % 5:
        case 0 | 1:
            await model.run(CHECK, CheckInputs(word="lighthouse"), pace=UNHURRIED)
        case 2:
            [piece async for piece in model.stream(SAY, Heard(answer="I led a team of five."), pace=UNHURRIED)]
        case 3:
            await model.embed([f"text {number}"], pace=UNHURRIED)
        case 4:
            await model.transcribe(SOUND, pace=UNHURRIED)
