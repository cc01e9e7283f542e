"""The line on which the sound check tries the way to us: it says back a few short words, and no more."""

import pytest
from channels.testing import WebsocketCommunicator

from interviews.consumers import DONE, MOST_MESSAGES, LineConsumer


async def line() -> WebsocketCommunicator:
    opened = WebsocketCommunicator(LineConsumer.as_asgi(), "/ws/line/")
    assert (await opened.connect())[0]
    return opened


async def test_it_says_back_what_it_hears_a_few_times():
    opened = await line()
    for _ in range(MOST_MESSAGES):
        await opened.send_to(text_data="there?")
        assert await opened.receive_from() == "there?"
    await opened.send_to(text_data="there?")
    assert await opened.receive_output() == {"type": "websocket.close", "code": DONE}


@pytest.mark.parametrize("said", [{"text_data": "x" * 33}, {"bytes_data": b"there?"}])
async def test_it_ends_over_what_it_has_no_use_for(said):
    opened = await line()
    await opened.send_to(**said)
    answer = await opened.receive_output()
    assert (answer["type"], answer["code"]) == ("websocket.close", DONE)
