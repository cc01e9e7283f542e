"""A network that is there and carries nothing for a while: neither side hears of it, and what was sent arrives late."""

import time

import pytest

from tests.servers.line import Line
from tests.servers.wire import Wire
from tests.waiting import eventually

SILENT_FOR = 10


@pytest.fixture
def wire(house):
    wire = Wire("127.0.0.1", house.port)
    yield wire
    wire.mend()
    wire.cut()


def type_meanwhile(line: Line) -> int:
    """At a pace at which people type; return how many drafts were acknowledged, each of them."""
    began, rev = time.monotonic(), 0
    while time.monotonic() - began < SILENT_FOR:
        rev += 1
        line.say("draft", turn=1, rev=rev, text=f"At my desk {rev}")
        assert line.hear("kept")["rev"] == rev
        time.sleep(0.4)
    return rev


def test_what_arrives_late_takes_nothing_from_the_newest_connection(enter, wire):
    dana = enter()
    phone = dana.elsewhere(wire.port).connected()
    phone.say("draft", turn=1, rev=1, text="On the phone").hear("kept")
    wire.hush()
    phone.say("draft", turn=1, rev=2, text="On the phone, unheard").say("answer", turn=1, text="Never")
    desk = dana.line().say("hello", v=1, ticket=dana.ticket())
    assert "On the phone" in desk.hear("welcome")["html"]
    last = type_meanwhile(desk)
    wire.mend()
    # The server waits for nobody who does not answer its goodbye.
    assert phone.ends() in (4409, 1006)
    assert {message["rev"] for message in phone.heard if message["type"] == "kept"} == {1}
    assert dana.turns() == [(f"At my desk {last}", "")]
    desk.say("answer", turn=1, text="Yes").hear("answered")
    eventually(lambda: len(dana.turns()) == 2, within=10)
    assert dana.turns()[0] == ("", "Yes")


def test_a_page_that_is_heard_late_loses_nothing(enter, wire):
    dana = enter()
    line = dana.elsewhere(wire.port).connected()
    line.say("draft", turn=1, rev=1, text="Half").hear("kept")
    wire.hush()
    for rev in (2, 3, 4):
        line.say("draft", turn=1, rev=rev, text=f"Half a sentence {rev}")
    with pytest.raises(TimeoutError):
        line.hear("kept", within=SILENT_FOR)
    wire.mend()
    while line.hear("kept")["rev"] < 4:
        pass
    assert dana.turns() == [("Half a sentence 4", "")]
    line.say("answer", turn=1, text="Yes").hear("answered")
    eventually(lambda: len(dana.turns()) == 2, within=10)
    assert dana.turns()[0] == ("", "Yes")
