"""HTTP clients: one for each key, kept while it is used, and then closed rather than left to the garbage collector."""

import asyncio
import gc
from uuid import uuid4

import pytest

from ai.configuration import configuration_from
from ai.gateway import Gateway
from ai.ledger import NoLedger
from ai.providers import wire
from tests.ai.gateway.conftest import QUICK
from tests.ai.gateway.tasks import BARE, SAY_BARE, Heard
from tests.ai.gateway.test_ends_of_streams import EVENTS, said
from tests.ai.gateway.test_hostile_servers import chat, serving, whole

INPUTS = Heard(answer="I led a team of five.")


@pytest.fixture(autouse=True)
def room_for_one(monkeypatch):
    monkeypatch.setattr(wire, "CLIENTS", 1)
    gc.disable()
    yield
    gc.enable()


def with_another_key(models) -> Gateway:
    address = models._configuration.accounts["openai"].base_url
    return Gateway(configuration_from({"OPENAI_API_KEY": f"key-{uuid4()}", "OPENAI_BASE_URL": address}), NoLedger())


async def hangs_up(line) -> bool:
    async with asyncio.timeout(2):
        while not line[0].at_eof():  # noqa: ASYNC110 - a reader has no event for it
            await asyncio.sleep(0)
    return True


async def test_a_client_that_made_room_for_another_hangs_up():
    lines = []
    async with serving(lambda number: whole(chat("yes")), lines) as models:
        await models.run(BARE, INPUTS, pace=QUICK)
        await with_another_key(models).run(BARE, INPUTS, pace=QUICK)
        assert await hangs_up(lines[0])
        assert not lines[1][0].at_eof()


async def test_a_client_in_use_goes_on_to_its_end_and_hangs_up_then():
    lines, body = [], said("One ", "two ", "three.", reason="stop")

    def answer(number):
        if number == 1:
            return whole(body, EVENTS)[: -len(body) // 2]
        lines[0][1].write(body[-len(body) // 2 :])
        return whole(chat("yes"))

    async with serving(answer, lines) as models:
        heard = ""
        async for piece in models.stream(SAY_BARE, INPUTS, pace=QUICK):
            if not heard:
                await with_another_key(models).run(BARE, INPUTS, pace=QUICK)
            heard += piece
        assert heard == "One two three."
        assert await hangs_up(lines[0])
