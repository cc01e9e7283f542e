"""The network stops carrying anything in the middle of an answer: nobody waits longer than they were promised."""

import time
from dataclasses import replace

import pytest

from ai.errors import Skipped, TimedOut
from ai.pace import Pace
from ai.protocols import Recording
from ai.testing import recording
from tests.ai.gateway.conftest import QUICK
from tests.ai.gateway.tasks import BARE, JUDGE, SAY_BARE, Heard
from tests.servers.wire import Wire
from tests.waiting import SLACK

INPUTS = Heard(answer="I led a team of five.")


@pytest.fixture
def wire(server):
    wire = Wire("127.0.0.1", server.port)
    yield wire
    wire.mend()
    wire.cut()


@pytest.fixture
def models(gateway, wire):
    return gateway("openai", OPENAI_BASE_URL=f"http://127.0.0.1:{wire.port}/v1")


async def test_a_stream_that_falls_silent_ends_in_time(server, wire, models):
    server.paces["chat"] = 0.05
    server.script("chat", ["word " * 100])
    heard = []
    with pytest.raises(TimedOut):
        async for piece in models.stream(SAY_BARE, INPUTS, pace=replace(QUICK, deadline=30)):
            heard.append(piece)
            if len(heard) == 5:
                wire.hush()
                silent_since = time.monotonic()
    assert time.monotonic() - silent_since < QUICK.answer_within + SLACK
    assert len(heard) < 10


async def test_speech_that_falls_silent_ends_in_time(server, wire, models):
    server.paces["speak"] = 0.1
    speech = await models.speak("Tell me about the hardest decision that you had to take in your last position.", pace=QUICK)
    with pytest.raises(TimedOut):
        async for _ in speech.sound:
            wire.hush()


async def test_what_was_sent_into_nothing_is_given_up_and_the_rules_answer(wire, models):
    await models.run(JUDGE, INPUTS, pace=QUICK)
    wire.hush()
    began = time.monotonic()
    assert (await models.run(JUDGE, INPUTS, pace=QUICK)).made.is_builtin
    assert time.monotonic() - began < QUICK.deadline + SLACK


async def test_after_a_few_silences_nobody_waits_any_more(wire, models):
    wire.hush()
    for _ in range(3):
        with pytest.raises((TimedOut, Skipped)):
            await models.run(BARE, INPUTS, pace=QUICK)
    began = time.monotonic()
    with pytest.raises(Skipped):
        await models.run(BARE, INPUTS, pace=Pace(deadline=60, answer_within=30, tries=1, pause=0))
    assert time.monotonic() - began < SLACK


async def test_a_recording_that_cannot_be_sent_is_given_up_in_time(wire, models):
    wire.hush()
    began = time.monotonic()
    sound = recording("word " * 200, format="wav")
    with pytest.raises(TimedOut):
        await models.transcribe(Recording(sound, "wav"), pace=QUICK)
    assert time.monotonic() - began < QUICK.deadline + SLACK
