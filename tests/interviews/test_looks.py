"""How often a room is looked at, and so painted: at once, or once for several changes of which none matters by itself."""

import asyncio
from uuid import uuid4

import pytest

from interviews.live import hints
from interviews.live.looks import Looks
from interviews.live.watcher import MAY_WAIT_SECONDS, PAINTED_AFTER_SECONDS, Watcher
from tests.interviews.rooms import begun, say

SOON, LATER = 0.01, 60


@pytest.fixture
def begun_looks():
    return []


@pytest.fixture
async def looks(begun_looks):
    """Each that begins is noted, and awaited by whoever is told of it."""
    is_there = asyncio.Event()

    def begin() -> None:
        begun_looks.append("look")
        is_there.set()

    looks = Looks(begin)
    looks.is_there = is_there
    yield looks
    looks.end()


async def test_what_may_wait_is_looked_at_together(looks, begun_looks):
    for _ in range(3):
        looks.again(SOON)
    assert begun_looks == []
    await asyncio.wait_for(looks.is_there.wait(), 5)
    assert begun_looks == ["look"] and looks._next is None


async def test_it_holds_up_nothing_that_may_not_wait_and_is_seen_with_it(looks, begun_looks):
    looks.again(LATER)
    looks.again(0)
    assert begun_looks == ["look"] and looks._next is None


async def test_of_two_that_may_wait_the_sooner_counts(looks, begun_looks):
    looks.again(LATER)
    looks.again(SOON)
    looks.again(LATER)
    await asyncio.wait_for(looks.is_there.wait(), 5)
    assert begun_looks == ["look"] and looks._next is None


async def test_what_changes_while_a_look_is_due_is_seen_with_it_and_what_changes_during_it_is_not(looks, begun_looks):
    looks.again(0)
    looks.again(0)
    looks.again(SOON)
    assert begun_looks == ["look"] and looks._next is None
    looks.begun()
    looks.again(0)
    assert begun_looks == ["look", "look"]


async def test_whoever_is_gone_looks_no_more(looks):
    looks.again(LATER)
    looks.end()
    assert looks._next is None


class _Line:
    seen = ()

    def __init__(self) -> None:
        self.told = []

    def look_again(self, within: float = 0) -> None:
        self.told.append(within)

    async def pass_on(self, said) -> None:
        self.told.append(said.text)


@pytest.mark.parametrize(
    ("hint", "told"),
    [
        ({"type": "room.changed", "may_wait": False}, [0]),
        ({"type": "room.changed", "may_wait": True}, [MAY_WAIT_SECONDS]),
        # Of an older program.
        ({"type": "room.changed"}, [0]),
        ({"type": "room.sentence", "turn": 2, "n": 1, "text": "Good.", "url": "/x"}, ["Good.", PAINTED_AFTER_SECONDS]),
    ],
)
async def test_the_lines_of_an_interview_are_told_how_soon_to_look(hint, told):
    watcher, line, interview_id = Watcher(), _Line(), uuid4()
    watcher.lines[interview_id].add(line)
    await watcher._pass_on(hint | {"interview": interview_id.hex})
    assert line.told == told


def test_an_answer_that_was_read_may_wait_for_the_question_that_follows_it(committed, northwind, monkeypatch):
    rung = []
    monkeypatch.setattr(hints, "room_changed", lambda interview_id, seq, may_wait: rung.append((seq, may_wait)))
    client, invitation = begun(northwind)
    rung.clear()
    say(client, invitation, "Yes")
    kept, read, asked = (may_wait for _, may_wait in rung[:3])
    assert (kept, read, asked) == (True, True, False)
