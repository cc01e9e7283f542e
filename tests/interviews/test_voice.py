"""Answers that are spoken: over real sockets to the real server, understood by the real worker, who asks our own server."""

from tests.interviews.rooms import turns_of
from tests.interviews.voices import (  # noqa: F401 - fixtures
    ear,
    epoch_of,
    heard,
    listening_house,
    pieces_of,
    said,
    segments_of,
    send,
    speak,
    store,
)
from tests.waiting import eventually

READY = "Yes, I am ready."
TOOL = ("I built a small tool for the night shift.", "People there used it at once,", "and it still runs.")


def begin(dana):
    """Ready, with their own voice; the first question is there."""
    line = dana.connected()
    speak(line, said(READY, 1, epoch=epoch_of(line)))
    eventually(lambda: len(dana.turns()) == 2, within=15)
    return line


def answer_to(dana, turn: int) -> str:
    return eventually(lambda: turns_of(dana.invitation)[turn - 1].answer, within=15)


def test_an_answer_in_several_segments_over_a_line_that_is_cut_is_exactly_what_was_said(enter, heard):  # noqa: F811
    dana = enter()
    line = begin(dana)
    assert answer_to(dana, 1) == READY
    epoch = epoch_of(line)
    parts = [said(text, 2, number, epoch) for number, text in enumerate(TOOL, 1)]
    send(line, parts[0])
    store(line, parts[0])
    line.send(parts[1].frame(0)).hear("ack")
    line.drop()

    line = dana.line().say("hello", v=1, ticket=dana.ticket())
    there = line.hear("welcome")["segments"]
    upto = {each["segment"]: (each["upto"], each["stored"]) for each in there}
    assert upto == {1: (len(parts[0].pieces), True), 2: (1, False)}
    # It cannot know whether what it sent last had arrived, and sends it again.
    send(line, parts[1], start=0)
    store(line, parts[1])
    speak(line, parts[2])
    assert answer_to(dana, 2) == " ".join(TOOL)
    eventually(lambda: pieces_of(dana.invitation) == [], within=10)
    assert [(each.epoch, each.number, each.state) for each in segments_of(dana.invitation)][1:] == [(epoch, n, "there") for n in (1, 2, 3)]
