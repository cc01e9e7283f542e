"""The ledger of models: on the books before it leaves, finished once, and the same as a server on the other side counted."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.conf import settings as django_settings
from django.db import connection, connections, transaction
from django.utils import timezone

from accounts import tasks
from accounts.gateway import LEDGER, TransactionOpen, models_of, platform_models
from accounts.models import ModelCall
from accounts.prompts import CHECK, CheckInputs
from accounts.services.model_calls import LOST_AFTER, close_lost_calls
from accounts.tenancy import every_company
from ai.call import Purpose
from ai.errors import AIError, NotBooked, TimedOut, Unreachable, WrongKey
from ai.ledger import Attempt, Outcome
from ai.ledger import State as Ended
from ai.pace import Pace
from ai.results import Ability, Usage
from ai.testing import Fault
from ai.waiting import wait
from tests.accounts.test_outbox import at_once
from tests.database import address_of, superuser
from tests.waiting import eventually

OWN_NAME = "counted"

pytestmark = pytest.mark.usefixtures("committed")
State = ModelCall.State
QUICK = Pace(deadline=3, answer_within=1, tries=2, pause=0.02)
WORD = CheckInputs(word="lighthouse")


def rows(**wanted) -> list[ModelCall]:
    with every_company("a test looks at the rows"):
        return list(ModelCall.objects.filter(**wanted).order_by("at"))


def change(**fields) -> None:
    with every_company("a test moves time"):
        ModelCall.objects.update(**fields)


def check(company, pace=QUICK, **more):
    return wait(models_of(company, **more).run(CHECK, WORD, pace=pace))


def attempt(company=None, **more) -> Attempt:
    facts = {"ability": Ability.COMPLETE, "provider": "openai", "model": "gpt-6-luna", "own_key": False}
    return Attempt(id=uuid4(), purpose=Purpose("check", 1, company.pk if company else None), **facts | more)


def outcome(state=Ended.DONE, cost="0.00000125", **more) -> Outcome:
    return Outcome(state, "gpt-6-luna", Usage(10, 2), Decimal(cost), latency_ms=7, **more)


def in_a_thread(work) -> None:
    """As the gateway calls a ledger."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(work).result()


# What is written


def test_a_call_is_written_with_all_that_it_used(northwind, platform, provider):
    platform("openai")
    interview = uuid4()
    check(northwind, interview=interview)
    [row] = rows()
    [call] = provider.calls
    assert row.pk == UUID(call.request_id)
    assert (row.company_id, row.interview, row.task, row.prompt_version) == (northwind.pk, interview, "check", 1)
    assert (row.ability, row.provider, row.model, row.own_key) == ("complete", "openai", "gpt-6-luna", False)
    assert (row.state, row.problem, row.is_estimated) == (State.DONE, "", False)
    assert row.input_tokens > 0
    assert row.output_tokens > 0
    assert row.cost == (row.input_tokens * Decimal("0.10") + row.output_tokens * Decimal("0.50")) / 1_000_000
    assert row.latency_ms is not None
    assert row.at <= row.ended_at <= timezone.now()


def test_seconds_of_sound_and_characters_are_written_too(northwind, platform):
    from ai.protocols import Recording
    from ai.testing import recording

    platform("openai")
    models = models_of(northwind)

    async def say(text):
        return [piece async for piece in (await models.speak(text)).sound]

    wait(models.transcribe(Recording(recording("One, two, three.", "wav"), "wav")))
    wait(say("One, two, three."))
    heard, spoken = rows()
    assert (heard.ability, heard.audio_seconds > 0, heard.cost > 0) == ("transcribe", True, True)
    assert (spoken.ability, spoken.characters, spoken.cost > 0) == ("speak", 16, True)


def test_what_the_platform_asks_for_itself_is_nobody_s(platform):
    platform("openai")
    wait(platform_models().embed(["One", "Two"]))
    [row] = rows()
    assert (row.company_id, row.ability, row.model) == (None, "embed", "text-embedding-3-small")


@pytest.mark.parametrize(
    ("fault", "error", "expected"),
    [
        (Fault.HTTP_401, WrongKey, (State.FAILED, "wrong_key", False)),
        (Fault.SILENCE, TimedOut, (State.FAILED, "timed_out", True)),
        (Fault.REFUSE, Unreachable, (State.UNSENT, "unreachable", False)),
    ],
)
def test_an_attempt_that_failed_says_why_and_costs_what_it_may_have_cost(northwind, platform, provider, fault, error, expected):
    platform("openai", AI_COMPLETE="openai")
    provider.fault(fault)
    with pytest.raises(error):
        check(northwind, Pace(deadline=0.6, answer_within=0.3, tries=1, pause=0.01))
    [row] = rows()
    assert (row.state, row.problem, row.cost > 0) == expected
    assert row.is_estimated == (row.cost > 0)


def test_a_call_that_its_caller_gives_up_is_paid_for(northwind, platform, provider):
    platform("openai", AI_COMPLETE="openai")
    provider.delays["chat"] = 5

    async def give_up():
        work = asyncio.create_task(models_of_northwind.run(CHECK, WORD))
        await asyncio.to_thread(eventually, lambda: provider.calls, within=5)
        work.cancel()
        await asyncio.wait([work])

    models_of_northwind = models_of(northwind)
    wait(give_up())
    eventually(lambda: not rows(state=State.OPEN), within=5)
    [row] = rows()
    assert (row.state, row.problem, row.is_estimated, row.input_tokens > 0) == (State.FAILED, "given_up", True, True)


def test_the_row_is_there_before_the_answer_is(northwind, platform, provider):
    platform("openai")
    provider.delays["chat"] = 0.5
    with at_once(lambda: check(northwind)):
        eventually(lambda: provider.calls, within=5)
        assert [row.state for row in rows()] == [State.OPEN]
    assert [row.state for row in rows()] == [State.DONE]


def test_what_cannot_be_booked_is_not_asked(northwind, platform, provider):
    platform("openai", AI_COMPLETE="openai")
    northwind.pk = uuid4()
    with pytest.raises(NotBooked):
        check(northwind)
    assert provider.calls == []


def test_nobody_is_asked_from_inside_a_transaction_that_could_take_a_row_with_it(northwind, platform, provider):
    platform("openai")
    with transaction.atomic(), pytest.raises(TransactionOpen):
        check(northwind)
    assert (rows(), provider.calls) == ([], [])


# The same as the server counted


@pytest.mark.parametrize("seed", range(3))
def test_in_bad_weather_the_books_are_those_of_the_server_call_by_call(northwind, platform, provider, seed):
    platform("openai", AI_COMPLETE="openai")
    faults = [Fault.HTTP_500, Fault.RESET, Fault.HTTP_429, Fault.MALFORMED, Fault.CUT]
    for number in range(12):
        provider.fault(faults[(number + seed) % len(faults)], ability="chat", times=1, retry_after=0)
        try:
            check(northwind)
        except AIError:
            # Five failures shut the circuit of this key; the books must be right all the same.
            platform("openai", AI_COMPLETE="openai")
    provider.fault(Fault.REFUSE, seconds=0.5)
    with pytest.raises(AIError):
        check(northwind, Pace(deadline=0.4, answer_within=0.2, tries=1, pause=0.01))
    written = rows()
    assert {str(row.pk) for row in written if row.state != State.UNSENT} == {call.request_id for call in provider.calls}
    assert {row.state for row in written} == {State.DONE, State.FAILED, State.UNSENT}
    assert len(written) > 13


def test_a_process_that_is_killed_in_mid_call_leaves_an_open_row_and_the_sweep_finishes_it(northwind, provider):
    provider.delays["chat"] = 60
    doomed = subprocess.Popen([sys.executable, "-c", ASKING, str(northwind.pk)], env=environment(provider), cwd=django_settings.BASE_DIR)
    eventually(lambda: provider.calls, within=30)
    doomed.send_signal(signal.SIGKILL)
    doomed.wait(10)
    [row] = rows()
    assert (row.state, str(row.pk)) == (State.OPEN, provider.calls[0].request_id)
    change(at=timezone.now() - LOST_AFTER - timedelta(seconds=1))
    tasks.sweep_model_calls()
    [row] = rows()
    assert (row.state, row.ended_at is not None) == (State.LOST, True)
    # The least that it cost counts towards the budget all the same.
    assert row.cost > 0
    assert row.is_estimated


ASKING = """
import sys
from uuid import UUID

import django

django.setup()

from accounts.gateway import models_of
from accounts.models import Company
from accounts.prompts import CHECK, CheckInputs
from ai.waiting import wait

wait(models_of(Company(pk=UUID(sys.argv[1]))).run(CHECK, CheckInputs("lighthouse")))
"""


def environment(provider) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": address_of("default"),
        "DATABASE_OWNER_URL": address_of("owner"),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "OPENAI_API_KEY": f"sk-{uuid4()}",
        "OPENAI_BASE_URL": provider.url,
    }


# Finished once


def test_the_first_outcome_stands(northwind):
    once = attempt(northwind)
    in_a_thread(lambda: LEDGER.open(once))
    in_a_thread(lambda: LEDGER.close(once, outcome()))
    in_a_thread(lambda: LEDGER.close(once, outcome(Ended.FAILED, cost="5", problem="timed_out")))
    [row] = rows()
    assert (row.state, row.cost, row.problem) == (State.DONE, Decimal("0.00000125"), "")


def test_an_outcome_that_comes_after_the_sweep_is_still_written(northwind):
    late = attempt(northwind)
    in_a_thread(lambda: LEDGER.open(late))
    change(at=timezone.now() - LOST_AFTER - timedelta(seconds=1))
    close_lost_calls()
    in_a_thread(lambda: LEDGER.close(late, outcome()))
    close_lost_calls()
    assert [(row.state, row.cost) for row in rows()] == [(State.DONE, Decimal("0.00000125"))]


def test_the_sweep_takes_what_is_old_and_open_in_every_company_and_nothing_else(northwind, southgate):
    old = [attempt(northwind), attempt(southgate), attempt()]
    done = attempt(northwind)
    for each in (*old, done):
        in_a_thread(lambda each=each: LEDGER.open(each))
    in_a_thread(lambda: LEDGER.close(done, outcome()))
    change(at=timezone.now() - LOST_AFTER - timedelta(seconds=1))
    young = attempt(northwind)
    in_a_thread(lambda: LEDGER.open(young))
    close_lost_calls()
    assert {row.pk for row in rows(state=State.LOST)} == {each.id for each in old}
    assert {row.pk for row in rows(state=State.OPEN)} == {young.id}


def test_one_company_cannot_finish_another_s_row(northwind, southgate):
    own = attempt(northwind)
    in_a_thread(lambda: LEDGER.open(own))
    foreign = Attempt(own.id, Purpose("check", 1, southgate.pk), own.ability, own.provider, own.model, own.own_key)
    in_a_thread(lambda: LEDGER.close(foreign, outcome()))
    assert [row.state for row in rows()] == [State.OPEN]


def test_nonsense_from_a_provider_does_not_keep_a_row_open(northwind):
    odd = attempt(northwind)
    in_a_thread(lambda: LEDGER.open(odd))
    told = Outcome(Ended.DONE, "m" * 500, Usage(10**15, -4), Decimal(-7), latency_ms=3)
    in_a_thread(lambda: LEDGER.close(odd, told))
    [row] = rows()
    assert (row.state, row.input_tokens, row.output_tokens, row.cost, len(row.model)) == (State.DONE, 2**31 - 1, 0, 0, 100)


# Many at once


@pytest.fixture(params=[0, 3], ids=["without a pool", "with a pool of three"])
def pool(request, northwind):
    options = connections["default"].settings_dict["OPTIONS"]
    if request.param:
        connection.close()
        options["pool"] = {"min_size": 1, "max_size": request.param, "timeout": 20}
    yield request.param
    connection.close()
    if request.param:
        connection.close_pool()
        del options["pool"]


@pytest.fixture
def own_name(monkeypatch):
    """So that connections of other programs, which other tests left running, are not counted."""
    connection.close()
    monkeypatch.setenv("PGAPPNAME", OWN_NAME)


def backends() -> int:
    """Connections that this process has open in the test's database."""
    name = connections["default"].settings_dict["NAME"]
    with superuser() as server:
        open_ones = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s AND datname = %s"
        return server.execute(open_ones, [OWN_NAME, name]).fetchone()[0]


def test_two_hundred_attempts_in_threads_sum_up_and_leave_no_connection_behind(northwind, own_name, pool):
    connection.close()
    threads, most, over = 16, [], threading.Event()

    def look():
        while not over.wait(0.01):
            most.append(backends())

    def one(number: int):
        each = attempt(northwind)
        LEDGER.open(each)
        LEDGER.close(each, outcome(cost=f"0.0000000{number % 10}"))

    watch = threading.Thread(target=look)
    watch.start()
    with ThreadPoolExecutor(threads) as workers:
        list(workers.map(one, range(200)))
        # The threads are still there; what they held is not.
        eventually(lambda: backends() <= pool, within=5)
    over.set()
    watch.join()
    assert 0 < max(most) <= (pool or threads)
    assert len(rows(state=State.DONE)) == 200
    assert sum(row.cost for row in rows()) == 20 * sum(Decimal(f"0.0000000{digit}") for digit in range(10))


def test_two_hundred_calls_at_once_are_two_hundred_rows(northwind, own_name, platform, provider):
    platform("openai", AI_COMPLETE="openai")
    provider.delays["chat"] = 0.05
    connection.close()
    models = models_of(northwind)

    async def all_at_once():
        await asyncio.gather(*(models.run(CHECK, WORD) for _ in range(200)))

    wait(all_at_once())
    connection.close()
    # The gateway's own threads, and no more: none of them keeps its connection.
    eventually(lambda: backends() == 0, within=5)
    done = rows(state=State.DONE)
    assert {str(row.pk) for row in done} == {call.request_id for call in provider.calls}
    assert len(done) == 200
