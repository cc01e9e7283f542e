"""One deadline for a call: retries, repair and fallback fit into it."""

import asyncio
import time
from contextlib import aclosing
from dataclasses import replace

import pytest

from ai.errors import AIError, RateLimited, TimedOut, Unavailable
from ai.ledger import State
from ai.pace import BACKGROUND, LIVE, Pace
from ai.testing import Fault
from tests.ai.gateway.conftest import PATIENT, QUICK
from tests.ai.gateway.tasks import BARE, JUDGE, SAY, SAY_BARE, Heard
from tests.waiting import SLACK, eventually

INPUTS = Heard(answer="I led a team of five.")


class Clock:
    def __enter__(self):
        self.began = time.monotonic()
        return self

    def __exit__(self, *error):
        self.seconds = time.monotonic() - self.began


def test_the_paces_are_the_promised_ones():
    assert (LIVE.deadline, LIVE.answer_within) == (25, 8)
    assert (BACKGROUND.tries, BACKGROUND.answer_within) == (3, 30)


async def test_what_fails_for_a_moment_is_tried_again(gateway, server):
    server.fault(Fault.HTTP_503, times=2)
    answer = await gateway("openai").run(BARE, INPUTS, pace=PATIENT)
    assert answer.made.provider == "openai"
    assert len(server.calls) == 3


async def test_it_is_tried_no_more_often_than_the_pace_allows(gateway, server):
    server.fault(Fault.HTTP_503)
    with pytest.raises(Unavailable):
        await gateway("openai").run(BARE, INPUTS, pace=PATIENT)
    assert len(server.calls) == PATIENT.tries


async def test_what_cannot_get_better_is_not_tried_again(gateway, server):
    server.fault(Fault.HTTP_401)
    with pytest.raises(AIError):
        await gateway("openai").run(BARE, INPUTS, pace=PATIENT)
    assert len(server.calls) == 1


async def test_the_pauses_grow(gateway, server):
    server.fault(Fault.HTTP_503)
    with pytest.raises(Unavailable):
        await gateway("openai").run(BARE, INPUTS, pace=replace(PATIENT, pause=0.2))
    first, second, third = [call.at for call in server.calls]
    assert 0.15 <= second - first < third - second


async def test_a_provider_says_when_to_come_back(gateway, server):
    server.fault(Fault.HTTP_429, times=1, retry_after=0.6)
    with Clock() as clock:
        await gateway("openai").run(BARE, INPUTS, pace=PATIENT)
    assert clock.seconds >= 0.6


async def test_a_wait_that_is_too_long_is_not_waited(gateway, server):
    server.fault(Fault.HTTP_429, retry_after=30)
    with Clock() as clock, pytest.raises(RateLimited):
        await gateway("openai").run(BARE, INPUTS, pace=replace(PATIENT, deadline=60))
    assert clock.seconds < SLACK
    assert len(server.calls) == 1


async def test_instead_of_a_long_wait_the_next_provider_is_asked(gateway, server):
    server.fault(Fault.HTTP_429, ability="chat", retry_after=30)
    with Clock() as clock:
        answer = await gateway("openai", "anthropic").run(BARE, INPUTS, pace=replace(PATIENT, deadline=60))
    assert answer.made.provider == "anthropic"
    assert clock.seconds < SLACK


async def test_silence_everywhere_ends_at_the_deadline_with_the_fallback(gateway, server):
    server.fault(Fault.SILENCE)
    pace = Pace(deadline=1.5, answer_within=10, tries=3, pause=0.05)
    with Clock() as clock:
        answer = await gateway("openai", "anthropic", "groq").run(JUDGE, INPUTS, pace=pace)
    assert answer.made.is_builtin
    assert clock.seconds < pace.deadline + SLACK


async def test_a_slow_first_answer_leaves_its_repair_what_is_left(gateway, server):
    server.delays["chat"] = 0.8
    server.script("chat", ["no JSON"])
    pace = Pace(deadline=1.2, answer_within=1, tries=2, pause=0.05)
    with Clock() as clock, pytest.raises(TimedOut):
        await gateway("openai").run(BARE, INPUTS, pace=pace)
    assert clock.seconds < pace.deadline + SLACK


async def test_a_stream_must_begin_in_time(gateway, server):
    server.delays["chat"] = 30
    with Clock() as clock, pytest.raises(TimedOut):
        [piece async for piece in gateway("openai").stream(SAY_BARE, INPUTS, pace=replace(QUICK, deadline=20, answer_within=0.3))]
    assert clock.seconds < SLACK


async def test_a_stream_that_began_may_take_its_time(gateway, server):
    server.paces["chat"] = 0.1
    server.script("chat", ["one two three four five six seven eight nine ten eleven twelve"])
    stream = gateway("openai").stream(SAY, INPUTS, pace=replace(QUICK, answer_within=0.8))
    assert "".join([piece async for piece in stream]) == "one two three four five six seven eight nine ten eleven twelve"


async def test_a_stream_ends_at_the_deadline(gateway, server):
    server.paces["chat"] = 0.2
    server.script("chat", ["word " * 100])
    heard = []
    with Clock() as clock, pytest.raises(TimedOut):
        async for piece in gateway("openai").stream(SAY, INPUTS, pace=replace(QUICK, deadline=1)):
            heard.append(piece)
    assert 0.9 < clock.seconds < 1 + SLACK
    assert heard


async def test_who_wants_no_more_of_a_stream_closes_it_and_pays_for_what_was_written(gateway, server, books):
    server.paces["chat"] = 0.05
    server.script("chat", ["word " * 100])
    stream = gateway("openai").stream(SAY, INPUTS, pace=QUICK)
    async with aclosing(stream):
        async for _ in stream:
            break
    (outcome,) = books.settled
    assert (outcome.state, outcome.problem) == (State.FAILED, "given_up")
    assert outcome.usage.is_estimated
    assert outcome.usage.input_tokens > 0


async def test_a_call_that_is_cancelled_is_settled(gateway, server, books):
    server.fault(Fault.SILENCE)
    task = asyncio.create_task(gateway("openai").run(BARE, INPUTS, pace=QUICK))
    await asyncio.to_thread(eventually, lambda: server.calls, within=5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    (outcome,) = books.settled
    assert (outcome.state, outcome.problem) == (State.FAILED, "given_up")
