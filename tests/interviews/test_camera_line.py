"""A candidate's camera over a real line to a real server: what comes of it, and what does not whoever sends it."""

import random
from hashlib import sha256

import pytest

from interviews.live.wire import HEAD, PIECE_OF_CAMERA
from tests.interviews.test_voice import READY, begin
from tests.interviews.voices import (  # noqa: F401 - fixtures
    FILM,
    Spoken,
    ear,
    epoch_of,
    heard,
    listening_house,
    pieces_of,
    said,
    segments_of,
    speak,
)
from tests.waiting import eventually

NOISE = random.Random(7).randbytes(10_000)


class Film(Spoken):
    """A segment of the camera, as the page has it."""

    def frame(self, number: int, data: bytes | None = None) -> bytes:
        head = HEAD.pack(PIECE_OF_CAMERA, self.turn, self.epoch, self.segment, number)
        return head + (self.pieces[number] if data is None else data)

    def end(self, **changed: object) -> dict[str, object]:
        return super().end(mime="video/webm", camera=True) | changed


@pytest.fixture
def dana(enter, heard):  # noqa: F811
    """Her plan allows a camera, and she has agreed to it."""
    return enter(plan={"may_be_filmed": True})


def send(line, film: Film, *, pieces: list[bytes] | None = None, **changed: object) -> dict:
    """All of it; return what the server says at the end."""
    for number, data in enumerate(pieces or film.pieces):
        line.send(film.frame(number, data)).hear("ack")
    return line.say("segment", **film.end(**changed)).hear("stored", "refused")


def films_of(invitation) -> list:
    return [each for each in segments_of(invitation) if each.kind == "camera"]


def test_it_is_kept_beside_the_answer_which_stays_what_was_said(dana, heard):  # noqa: F811
    line = dana.connected()
    film = Film(1, epoch_of(line), 2, FILM)
    assert send(line, film) == {"type": "stored"} | film.key
    speak(line, said(READY, 1, epoch=epoch_of(line)))
    eventually(lambda: len(dana.turns()) == 2, within=20)
    assert dana.turns()[0] == ("", READY)
    eventually(lambda: films_of(dana.invitation)[0].file, within=20)
    [kept] = films_of(dana.invitation)
    assert (kept.sha256, kept.size, kept.text) == (sha256(FILM).hexdigest(), len(FILM), "")
    eventually(lambda: pieces_of(dana.invitation) == [], within=20)
    # Nobody was asked about the film. "models": whether the key is right, when the worker started.
    assert [call.ability for call in heard.calls if call.ability != "models"] == ["transcribe"]


def test_what_is_no_film_is_refused_and_the_interview_goes_on(dana):
    line = dana.connected()
    epoch = epoch_of(line)
    swapped = [FILM[4_000:8_000], FILM[:4_000], FILM[8_000:]]
    wrong = {
        "random bytes": (send(line, Film(1, epoch, 11, NOISE)), "unreadable"),
        "sound of another kind": (send(line, Film(1, epoch, 12, b"OggS" + NOISE)), "unreadable"),
        "another checksum": (send(line, Film(1, epoch, 13, FILM), sha256="0" * 64), "damaged"),
        "swapped pieces": (send(line, Film(1, epoch, 14, FILM), pieces=swapped), "damaged"),
        "more than came": (send(line, Film(1, epoch, 15, FILM), pieces=[FILM[:4_000]]), "missing"),
    }
    assert {name: answer["kind"] for name, (answer, _) in wrong.items()} == {name: kind for name, (_, kind) in wrong.items()}
    assert films_of(dana.invitation) == []
    # After all that the same line takes what is right, and what was damaged once more.
    again = Film(1, epoch, 13, FILM)
    assert send(line, again) == {"type": "stored"} | again.key
    speak(line, said(READY, 1, epoch=epoch))
    eventually(lambda: dana.turns()[0][1] == READY, within=20)


def test_frames_that_no_camera_of_ours_sends_end_that_line_alone(dana):
    right = Film(1, 1, 1, FILM)
    wrong = {
        "short": right.frame(0)[:9],
        "turn 0": Film(0, 1, 1, FILM).frame(0),
        "piece 100": right.frame(100, b"x"),
        "segment 0": Film(1, 1, 0, FILM).frame(0),
    }
    for name, each in wrong.items():
        assert dana.connected().send(each).ends() == 4400, name
    assert dana.connected().send(right.frame(0, b"x" * 49_153)).ends() == 4413
    assert pieces_of(dana.invitation) == []
    begin(dana)


def test_where_nobody_agreed_to_a_camera_nothing_of_it_is_kept_and_the_voice_is(enter, heard):  # noqa: F811
    dana = enter()
    line = dana.connected()
    film = Film(1, epoch_of(line), 2, FILM)
    assert line.send(film.frame(0)).hear("refused", "ack")["kind"] == "no-camera"
    assert line.say("segment", **film.end()).hear("stored", "refused")["kind"] == "no-camera"
    assert (films_of(dana.invitation), pieces_of(dana.invitation)) == ([], [])
    speak(line, said(READY, 1, epoch=epoch_of(line)))
    eventually(lambda: dana.turns()[0][1] == READY, within=20)
