"""Answers that are spoken: over real sockets to the real server, understood by the real worker, who asks our own server."""

from tests.interviews.hiring import token_of_link
from tests.interviews.rooms import turns_of
from tests.interviews.voices import (  # noqa: F401 - fixtures
    Spoken,
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
from tests.servers.line import BINARY, frame
from tests.waiting import eventually

READY = "Yes, I am ready."
TOOL = ("I built a small tool for the night shift.", "People there used it at once,", "and it still runs.")


def begin(dana):
    """Ready, with their own voice; the first question is there."""
    line = dana.connected()
    speak(line, said(READY, 1, epoch=epoch_of(line)))
    eventually(lambda: len(dana.turns()) == 2, within=60)
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


def test_on_a_second_device_they_go_on_and_all_that_was_said_on_both_is_the_answer(enter, heard):  # noqa: F811
    dana = enter()
    phone = begin(dana)
    one = said(TOOL[0], 2, 1, epoch_of(phone))
    send(phone, one)
    store(phone, one)
    laptop = dana.elsewhere()
    line = laptop.connected()
    assert phone.ends() == 4409
    two = said(TOOL[1], 2, 1, epoch_of(line))
    speak(line, two)
    assert answer_to(dana, 2) == " ".join(TOOL[:2])


def test_a_page_that_speaks_over_its_credit_is_let_go_and_others_are_heard(enter, heard, southgate):  # noqa: F811
    other = enter(southgate, token_of_link("Kim"), email="kim@post.example").connected()
    dana = enter()
    line = dana.connected()
    sound = said(" ".join(TOOL), 1, 1, epoch_of(line))
    line.socket.sendall(b"".join(frame(BINARY, sound.frame(number, b"x" * 40_000)) for number in range(60)))
    assert line.ends() == 4429
    theirs = said(READY, 1, epoch=epoch_of(other))
    send(other, theirs)
    store(other, theirs)


def test_frames_that_no_page_of_ours_sends_end_the_line(enter, heard):  # noqa: F811
    dana = enter()
    line = dana.connected()
    sound = said(READY, 1, epoch=epoch_of(line))
    wrong = {
        "no kind": b"\x03" + sound.frame(0)[1:],
        "short": sound.frame(0)[:8],
        "turn 0": b"\x01" + bytes(4) + sound.frame(0)[5:],
        "piece 100": sound.frame(100, b""),
        "segment 0": Spoken(1, 1, 0, b"x").frame(0),
    }
    for name, each in wrong.items():
        assert dana.connected().send(each).ends() == 4400, name
    assert dana.connected().send(sound.frame(0, b"x" * 49_153)).ends() == 4413
    line = dana.connected()
    # Of a recording that began on a connection which is still to come, and of a turn that was never asked.
    for strange in (Spoken(1, epoch_of(line) + 1, 1, b"x"), Spoken(9, 1, 1, b"x")):
        assert line.send(strange.frame(0)).hear("refused")["kind"] == "not-yours"
    assert pieces_of(dana.invitation) == []
    # Nothing of all that stands in the way.
    speak(line, said(READY, 1, epoch=epoch_of(line)))


def test_what_arrives_damaged_is_asked_for_again(enter, heard):  # noqa: F811
    dana = enter()
    line = dana.connected()
    sound = said(READY, 1, epoch=epoch_of(line))
    line.say("segment", **sound.end())
    assert line.hear("refused") == {"type": "refused", "kind": "missing", "upto": 0} | sound.key
    line.send(sound.frame(1, sound.pieces[1][::-1])).hear("ack")
    send(line, sound)
    line.say("segment", **sound.end())
    assert line.hear("refused")["kind"] == "damaged"
    speak(line, sound)
    assert answer_to(dana, 1) == READY


def test_what_an_older_line_sends_before_it_knows_is_not_acknowledged(enter, heard, house):  # noqa: F811
    dana = enter()
    older = begin(dana)
    part = said(TOOL[0], 2, epoch=epoch_of(older))
    older.send(part.frame(0)).hear("ack")
    # By HTTP, and without a hint: the older one has heard nothing yet.
    house.redis.cut()
    dana.elsewhere().post("room/connect/")
    older.send(part.frame(1))
    assert older.ends() == 4409
    assert [message["upto"] for message in older.heard if message.get("segment") == 1 and message.get("turn") == 2] == [1]
