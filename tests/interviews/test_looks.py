"""How often a room is looked at, and so painted: at once, or once for several changes of which none matters by itself."""

import asyncio

import pytest

from interviews.live.consumer import RoomConsumer


@pytest.fixture
def line():
    line = RoomConsumer()
    line.inbox = asyncio.Queue()
    return line


async def test_what_may_wait_is_looked_at_together(line):
    for _ in range(3):
        line.look_again(0.05)
    assert line.inbox.empty()
    await asyncio.wait_for(line.inbox.get(), 5)
    await asyncio.sleep(0.1)
    assert line.inbox.empty()


async def test_it_holds_up_nothing_that_may_not_wait_and_is_seen_with_it(line):
    line.look_again(0.05)
    line.look_again()
    assert line.inbox.get_nowait() is None
    await asyncio.sleep(0.1)
    assert line.inbox.empty()


async def test_of_two_that_may_wait_the_sooner_counts(line):
    line.look_again(60)
    line.look_again(0.05)
    line.look_again(60)
    await asyncio.wait_for(line.inbox.get(), 5)


async def test_what_changes_while_a_look_is_due_is_seen_with_it(line):
    line.look_again()
    line.look_again()
    line.look_again(0.05)
    await asyncio.sleep(0.1)
    assert line.inbox.qsize() == 1
