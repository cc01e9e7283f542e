"""Each kind of fault, for each ability: a typed error or the fallback, in time, and never more than one extra paid call."""

import asyncio
import logging
import time

import pytest

from ai.errors import (
    AIError,
    BadAnswer,
    BadOutput,
    Interrupted,
    RateLimited,
    Refused,
    Rejected,
    TimedOut,
    Unavailable,
    Unreachable,
    WrongKey,
)
from ai.protocols import Recording
from ai.testing import Fault, recording
from tests.ai.gateway.conftest import QUICK
from tests.ai.gateway.tasks import BARE, JUDGE, SAY, SAY_BARE, Heard
from tests.waiting import SLACK

CANARY = "canary-of-a-candidate"
INPUTS = Heard(answer=f"I led a team of five. {CANARY}")
# What a fault is called by whoever asked. An answer: it does no harm there.
FINE = ()
SAME_FOR_ALL = {
    Fault.HTTP_401: WrongKey,
    Fault.HTTP_429: RateLimited,
    Fault.HTTP_500: Unavailable,
    Fault.HTTP_503: Unavailable,
    Fault.REFUSE: Unreachable,
    Fault.RESET: Interrupted,
    Fault.SILENCE: TimedOut,
    Fault.CUT: Interrupted,
    Fault.STALL: TimedOut,
    Fault.DRIBBLE: TimedOut,
    Fault.HUGE: BadAnswer,
    Fault.WRONG_TYPE: BadAnswer,
    Fault.MALFORMED: BadAnswer,
    Fault.WRONG_SHAPE: BadAnswer,
    Fault.EMPTY: BadAnswer,
    Fault.REFUSAL: Rejected,
    Fault.LENGTH: FINE,
}
OF_COMPLETING = {Fault.WRONG_SHAPE: BadOutput, Fault.EMPTY: BadOutput, Fault.REFUSAL: Refused, Fault.LENGTH: BadOutput}
OF_EMBEDDING = {Fault.LENGTH: BadAnswer}
OF_STREAMING = {Fault.REFUSAL: Refused, Fault.WRONG_SHAPE: (BadAnswer, Interrupted), Fault.HUGE: (BadAnswer, TimedOut)}
# The provider did not begin to work, so it charges nothing.
FREE = {Fault.HTTP_401, Fault.HTTP_429, Fault.HTTP_500, Fault.HTTP_503, Fault.REFUSE}


async def complete(gateway):
    return await gateway.run(BARE, INPUTS, pace=QUICK)


async def stream(gateway):
    return [piece async for piece in gateway.stream(SAY_BARE, INPUTS, pace=QUICK)]


async def transcribe(gateway):
    sound = recording("thank you for the question", format="wav")
    return await gateway.transcribe(Recording(sound, "wav", seconds=3), pace=QUICK)


async def speak(gateway):
    speech = await gateway.speak(f"Tell me about {CANARY}, please.", pace=QUICK)
    return b"".join([piece async for piece in speech.sound])


async def embed(gateway):
    return await gateway.embed([CANARY, "another text"], pace=QUICK)


CASES = [
    *(("openai", ability, work, SAME_FOR_ALL | more)
      for ability, work, more in [("chat", complete, OF_COMPLETING), ("chat", stream, OF_STREAMING), ("transcribe", transcribe, {}),
                                  ("speak", speak, {}), ("embed", embed, OF_EMBEDDING)]),
    ("anthropic", "messages", complete, SAME_FOR_ALL | OF_COMPLETING),
    ("anthropic", "messages", stream, SAME_FOR_ALL | OF_STREAMING),
]  # fmt: skip
EVERY_CASE = [
    pytest.param(provider, ability, work, fault, faults[fault], id=f"{provider}-{work.__name__}-{fault}")
    for provider, ability, work, faults in CASES
    for fault in Fault
]


@pytest.mark.parametrize(("provider", "ability", "work", "fault", "expected"), EVERY_CASE)
async def test_a_fault_that_lasts_becomes_a_typed_error_in_time(gateway, server, books, caplog, provider, ability, work, fault, expected):
    caplog.set_level(logging.INFO)
    server.fault(fault, ability=ability, retry_after=0.05)
    models = gateway(provider)
    began = time.monotonic()
    try:
        await asyncio.wait_for(work(models), timeout=QUICK.deadline + 2 * SLACK)
    except AIError as error:
        assert isinstance(error, expected)
        assert error.__cause__ is None
        assert str(error).startswith(provider)
    else:
        assert expected == FINE
    assert time.monotonic() - began < QUICK.deadline + SLACK
    if fault not in FREE:
        assert len(server.calls) <= 2, "more than one extra paid call"
    assert len(books.settled) == len(books.opened)
    assert CANARY not in caplog.text
    assert "key-" not in caplog.text


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize("provider", ["openai", "anthropic"])
async def test_the_fallback_stands_in_for_a_provider_that_fails(gateway, server, provider, fault):
    server.fault(fault, retry_after=0.05)
    answer = await asyncio.wait_for(gateway(provider).run(JUDGE, INPUTS, pace=QUICK), timeout=QUICK.deadline + 2 * SLACK)
    assert answer.made.is_builtin
    assert answer.output.score == 3


async def test_another_provider_stands_in_for_one_that_is_not_there(gateway):
    models = gateway("openai", "anthropic", OPENAI_BASE_URL="http://127.0.0.1:9/v1")
    assert (await models.run(BARE, INPUTS, pace=QUICK)).made.provider == "anthropic"


@pytest.mark.parametrize("fault", [fault for fault in Fault if SAME_FOR_ALL[fault] and fault is not Fault.REFUSE])
async def test_another_provider_stands_in(gateway, server, fault):
    server.fault(fault, ability="chat", retry_after=0.05)
    models = gateway("openai", "anthropic")
    work = models.run(BARE, INPUTS, pace=QUICK)
    two_paid_in_vain = {Fault.RESET, Fault.SILENCE, Fault.CUT, Fault.STALL, Fault.DRIBBLE, Fault.HUGE, Fault.WRONG_TYPE, Fault.MALFORMED,
                        Fault.WRONG_SHAPE, Fault.EMPTY}  # fmt: skip
    if fault in two_paid_in_vain:
        with pytest.raises(AIError):
            await work
    else:
        assert (await work).made.provider == "anthropic"


async def test_a_stream_that_broke_is_not_begun_again(gateway, server):
    server.fault(Fault.CUT, ability="chat", times=1)
    heard = []
    with pytest.raises(Interrupted):
        async for piece in gateway("openai", "anthropic").stream(SAY, INPUTS, pace=QUICK):
            heard.append(piece)
    assert heard
    assert len(server.calls) == 1
