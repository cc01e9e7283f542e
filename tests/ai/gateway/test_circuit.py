"""A provider that keeps failing is skipped at once, and one probe finds out whether it is well again."""

import pytest

from ai.circuit import FAILURES, OPEN_SECONDS, WITHIN_SECONDS, Circuit
from ai.errors import Skipped, Unavailable
from ai.testing import Fault
from tests.ai.gateway.conftest import QUICK
from tests.ai.gateway.tasks import BARE, JUDGE, Heard

INPUTS = Heard(answer="I led a team of five.")


@pytest.fixture
def circuit():
    return Circuit()


@pytest.fixture
def open_circuit(circuit):
    for second in range(FAILURES):
        circuit.failed(second)
    return circuit


OPENED_AT = FAILURES - 1


def test_it_lets_through_while_failures_are_few(circuit):
    for second in range(FAILURES - 1):
        circuit.failed(second)
    assert circuit.lets_through(FAILURES)


def test_it_opens_at_the_last_failure_that_is_too_many(open_circuit):
    assert not open_circuit.lets_through(OPENED_AT)
    assert not open_circuit.lets_through(OPENED_AT + OPEN_SECONDS - 1)


def test_failures_that_are_far_apart_open_nothing(circuit):
    for number in range(FAILURES * 3):
        circuit.failed(number * WITHIN_SECONDS / (FAILURES - 2))
    assert circuit.lets_through(1000)


def test_a_success_forgets_the_failures_before_it(circuit):
    for second in range(FAILURES - 1):
        circuit.failed(second)
    circuit.succeeded()
    circuit.failed(FAILURES)
    assert circuit.lets_through(FAILURES)


def test_after_a_while_one_probe_goes_and_no_other(open_circuit):
    later = OPENED_AT + OPEN_SECONDS
    assert open_circuit.lets_through(later)
    assert not open_circuit.lets_through(later + 1)


def test_a_probe_that_succeeds_closes_it(open_circuit):
    later = OPENED_AT + OPEN_SECONDS
    assert open_circuit.lets_through(later)
    open_circuit.succeeded()
    assert open_circuit.lets_through(later + 1)
    assert open_circuit.lets_through(later + 1)


def test_a_probe_that_fails_opens_it_again_for_as_long(open_circuit):
    later = OPENED_AT + OPEN_SECONDS
    assert open_circuit.lets_through(later)
    open_circuit.failed(later + 2)
    assert not open_circuit.lets_through(later + 2 + OPEN_SECONDS - 1)
    assert open_circuit.lets_through(later + 2 + OPEN_SECONDS)


def test_a_probe_that_says_nothing_makes_room_for_the_next(open_circuit):
    later = OPENED_AT + OPEN_SECONDS
    assert open_circuit.lets_through(later)
    open_circuit.said_nothing()
    assert open_circuit.lets_through(later + 1)


def test_a_probe_that_vanishes_does_not_keep_it_open_for_ever(open_circuit):
    later = OPENED_AT + OPEN_SECONDS
    assert open_circuit.lets_through(later)
    assert open_circuit.lets_through(later + OPEN_SECONDS)


async def test_an_open_circuit_skips_the_provider_at_once(gateway, server):
    server.fault(Fault.HTTP_500, ability="chat")
    models = gateway("openai")
    for _ in range(3):
        with pytest.raises(Unavailable):
            await models.run(BARE, INPUTS, pace=QUICK)
    asked = len(server.calls)
    assert asked == FAILURES
    with pytest.raises(Skipped):
        await models.run(BARE, INPUTS, pace=QUICK)
    assert len(server.calls) == asked


async def test_an_open_circuit_leads_to_the_next_provider(gateway, server):
    server.fault(Fault.HTTP_500, ability="chat")
    models = gateway("openai", "anthropic")
    answers = [await models.run(BARE, INPUTS, pace=QUICK) for _ in range(4)]
    assert {answer.made.provider for answer in answers} == {"anthropic"}
    assert sum(call.ability == "chat" for call in server.calls) == FAILURES


async def test_abilities_and_keys_have_circuits_of_their_own(gateway, server):
    server.fault(Fault.HTTP_500, ability="chat")
    models = gateway("openai")
    for _ in range(3):
        await models.run(JUDGE, INPUTS, pace=QUICK)
    server.behave()
    assert (await models.run(JUDGE, INPUTS, pace=QUICK)).made.is_builtin
    assert (await models.embed(["a text"], pace=QUICK)).made.provider == "openai"
    assert (await gateway("openai").run(JUDGE, INPUTS, pace=QUICK)).made.provider == "openai"


async def test_what_a_model_writes_opens_no_circuit(gateway, server):
    server.script("chat", ["no JSON"] * 20)
    models = gateway("openai")
    for _ in range(6):
        await models.run(JUDGE, INPUTS, pace=QUICK)
    assert len(server.calls) == 12
