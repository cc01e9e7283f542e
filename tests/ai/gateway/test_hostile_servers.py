"""Servers that mean harm: answers that freeze, swell, or arrive for somebody else."""

import asyncio
import contextlib
import gzip
import json
import os
import resource
import time
from contextlib import asynccontextmanager

import pytest

from ai.configuration import configuration_from
from ai.errors import AIError
from ai.gateway import Gateway
from ai.ledger import NoLedger
from ai.pace import Pace
from ai.waiting import wait
from tests.ai.gateway.conftest import QUICK
from tests.ai.gateway.tasks import BARE, SAY_BARE, Heard
from tests.waiting import SLACK

INPUTS = Heard(answer="I led a team of five.")
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def chat(words: str) -> bytes:
    content = json.dumps({"score": 3, "quote": words})
    return json.dumps({"model": "m", "choices": [{"message": {"content": content}, "finish_reason": "stop"}]}).encode()


def whole(body: bytes, head: bytes = OK) -> bytes:
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


@asynccontextmanager
async def serving(answer, lines=None):
    """A server that calls `answer(number of the request)` for the bytes to send, and writes who came into `lines`."""
    asked, lines = 0, [] if lines is None else lines

    async def serve(reader, writer):
        nonlocal asked
        lines.append((reader, writer))
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
                await reader.readexactly(length)
                asked += 1
                writer.write(answer(asked))
                await writer.drain()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    configured = configuration_from({"OPENAI_API_KEY": f"key-{port}-{time.time_ns()}", "OPENAI_BASE_URL": f"http://127.0.0.1:{port}/v1"})
    try:
        yield Gateway(configured, NoLedger())
    finally:
        server.close()
        for _, writer in lines:
            writer.transport.abort()
        await asyncio.sleep(0)


async def test_one_answer_too_many_does_not_reach_the_next_who_asks():
    def answer(number):
        extra = whole(chat("of somebody else")) if number == 1 else b""
        return whole(chat(f"answer {number}")) + extra

    async with serving(answer) as models:
        heard = [(await models.run(BARE, INPUTS, pace=QUICK)).output.quote for _ in range(4)]
    assert "of somebody else" not in heard
    assert heard == ["answer 1", "answer 2", "answer 3", "answer 4"]


@pytest.mark.parametrize("kind", [b"application/json", b"text/event-stream"])
async def test_an_answer_that_is_packed_to_swell_is_refused_at_once(kind):
    packed = gzip.compress(b"\n" * 50_000_000)
    head = OK.replace(b"application/json", kind) + b"Content-Encoding: gzip\r\n"
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    async with serving(lambda number: whole(packed, head)) as models:
        with pytest.raises(AIError):
            await models.run(BARE, INPUTS, pace=QUICK)
        with pytest.raises(AIError):
            [piece async for piece in models.stream(SAY_BARE, INPUTS, pace=QUICK)]
    assert time.monotonic() - began < 2 + SLACK
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


@pytest.mark.parametrize("word", [b"", b"a "])
async def test_a_flood_of_pieces_holds_up_nobody_else(word):
    pieces, turns = 2000, 0
    flood = whole(
        b'data: {"choices":[{"delta":{"content":"%s"}}]}\n\n' % word * pieces, OK.replace(b"application/json", b"text/event-stream")
    )

    async def somebody_else():
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    def answer(number):
        nonlocal turns
        turns = 0
        return flood

    other = asyncio.create_task(somebody_else())
    async with serving(answer) as models:
        with pytest.raises(AIError):
            [piece async for piece in models.stream(SAY_BARE, INPUTS, pace=Pace(deadline=3, answer_within=3, tries=1, pause=0))]
    other.cancel()
    assert turns > pieces


def test_an_endless_fence_freezes_nobody():
    began = time.thread_time()
    for text in ("```json" + "\n" * 50_000 + "x", "```" * 20_000, "`" * 50_000):
        with pytest.raises(ValueError, match=r"."):
            BARE.read(text)
    assert time.thread_time() - began < 1


@pytest.mark.parametrize("model", [7, {}, None, "x" * 10_000])
async def test_a_chunk_of_another_shape_is_a_typed_error_or_does_no_harm(model):
    chunk = json.dumps({"model": model, "choices": [{"delta": {"content": "yes"}, "finish_reason": "stop"}]})
    body = f"data: {chunk}\n\ndata: [DONE]\n\n".encode()
    async with serving(lambda number: whole(body, OK.replace(b"application/json", b"text/event-stream"))) as models:
        try:
            assert [piece async for piece in models.stream(SAY_BARE, INPUTS, pace=QUICK)] == ["yes"]
        except AIError as error:
            assert error.code == "bad_answer"


async def test_whoever_may_await_a_model_must_not_wait_for_it():
    async with serving(lambda number: whole(chat("yes"))) as models:
        with pytest.raises(RuntimeError, match="awaits"):
            wait(models.run(BARE, INPUTS, pace=QUICK))


def test_a_forked_child_asks_as_its_parent_did(gateway, server):
    models = gateway("openai")
    wait(models.run(BARE, INPUTS, pace=QUICK))
    child = os.fork()
    if child == 0:
        try:
            wait(models.run(BARE, INPUTS, pace=QUICK))
            os._exit(0)
        finally:
            os._exit(1)
    for _ in range(100):
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            break
        time.sleep(0.05)
    else:
        os.kill(child, 9)
        os.waitpid(child, 0)
        pytest.fail("the child hangs")
    assert os.waitstatus_to_exitcode(status) == 0
