"""Candidates who speak, for tests: their browser's recordings are real ones, in which our own server hears what was said."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.tenancy import company_scope
from ai.testing import ModelServer
from ai.testing.sound import recording
from interviews.engine.events import QuestionDrafted
from interviews.live.wire import HEAD, PIECE
from interviews.models import Interview, Invitation, Piece, Segment, Turn
from interviews.services.conducting import tell
from tests.servers.line import Line

A_PIECE = 4_000
recorded = lru_cache(maxsize=200)(recording)


@dataclass(frozen=True)
class Spoken:
    """A segment as the page has it."""

    turn: int
    epoch: int
    segment: int
    data: bytes
    size: int = A_PIECE

    @property
    def key(self) -> dict[str, int]:
        return {"turn": self.turn, "epoch": self.epoch, "segment": self.segment}

    @property
    def pieces(self) -> list[bytes]:
        return [self.data[at : at + self.size] for at in range(0, len(self.data), self.size)]

    def frame(self, number: int, data: bytes | None = None) -> bytes:
        head = HEAD.pack(PIECE, self.turn, self.epoch, self.segment, number)
        return head + (self.pieces[number] if data is None else data)

    def end(self, **changed: object) -> dict[str, object]:
        digest = sha256(self.data).hexdigest()
        return self.key | {"pieces": len(self.pieces), "mime": "audio/webm;codecs=opus", "ms": 2_000, "sha256": digest} | changed


def said(text: str, turn: int, segment: int = 1, epoch: int = 1, format: str = "webm") -> Spoken:
    return Spoken(turn, epoch, segment, recorded(text, format))


def send(line: Line, spoken: Spoken, start: int = 0) -> None:
    """Its pieces from one on, each when the one before is acknowledged, as a page does that has little credit."""
    for number in range(start, len(spoken.pieces)):
        line.send(spoken.frame(number))
        while line.hear("ack")["upto"] <= number:
            pass


def store(line: Line, spoken: Spoken, **changed: object) -> None:
    line.say("segment", **spoken.end(**changed))
    assert line.hear("stored", "refused") == {"type": "stored"} | spoken.key


def speak(line: Line, *parts: Spoken) -> None:
    """All of an answer, up to that it is complete."""
    for part in parts:
        send(line, part)
        store(line, part)
    done(line, *parts)


def done(line: Line, *parts: Spoken) -> None:
    line.say("answer", turn=parts[0].turn, spoken=[[part.epoch, part.segment] for part in parts], ended_ms=300)
    assert line.hear("answered", "refused") == {"type": "answered", "turn": parts[0].turn}


def epoch_of(line: Line) -> int:
    return next(message["epoch"] for message in line.heard if message["type"] == "welcome")


def segments_of(invitation: Invitation) -> list[Segment]:
    with company_scope(invitation.company_id):
        return list(Segment.objects.filter(turn__interview__invitation=invitation).order_by("turn__number", "epoch", "number"))


def pieces_of(invitation: Invitation) -> list[tuple[int, int, int]]:
    with company_scope(invitation.company_id):
        return list(Piece.objects.filter(turn__interview__invitation=invitation).order_by("pk").values_list("epoch", "segment", "number"))


def hearing(url: str, key: str) -> dict[str, str]:
    """For a house in which our own server hears, and the rules do all else."""
    return {"OPENAI_API_KEY": key, "OPENAI_BASE_URL": url, "AI_TRANSCRIBE": "openai", "AI_COMPLETE": "builtin", "AI_EMBED": "builtin"}


@pytest.fixture(scope="module")
def ear():
    """Our own server of the providers' format."""
    with ModelServer() as server:
        yield server


@pytest.fixture(scope="module")
def listening_house(running_house, ear, tmp_path_factory):
    """The house, with a worker that has somebody to ask what was said."""
    running_house.worker.stop()
    key = f"sk-{uuid4()}"
    worker = running_house.celery_worker("listener", MEDIA_ROOT=str(tmp_path_factory.mktemp("media")), **hearing(ear.url, key))
    worker.start()
    yield running_house
    worker.stop()
    running_house.worker.start()


@pytest.fixture
def heard(listening_house, house, ear):
    """With `enter`: what candidates say aloud is understood."""
    ear.behave()
    yield ear
    ear.behave()


def as_spoken(invitation: Invitation, number: int, *, at: int = 1, seconds: float = 4.0, **fields) -> Segment:
    """As if the answer to a turn, which was typed, had been spoken: by a row, without a sound."""
    with company_scope(invitation.company_id):
        turn = Turn.objects.get(interview__invitation=invitation, number=number)
        Interview.objects.filter(pk=turn.interview_id).update(voice_at=timezone.now())
        Turn.objects.filter(pk=turn.pk).update(spoken_at=turn.answered_at)
        values = {"pieces": 1, "size": 5, "sha256": "0" * 64, "state": "there", "text": turn.answer, "due_at": None, "format": "webm"}
        return Segment.objects.create(company_id=turn.company_id, turn=turn, epoch=1, number=at, seconds=seconds, **values | fields)


# What only its first bytes say: that it is WebM.
FILM = b"\x1a\x45\xdf\xa3" + bytes(range(256)) * 40


def make_film(interview: Interview, data: bytes = FILM, **fields) -> Segment:
    """What a camera recorded in an interview's first turn, in the store of files."""
    return make_recording(interview, data, **{"kind": "camera", "is_aside": True, "format": "webm", "number": 2, "seconds": 5.0} | fields)


def make_recording(interview: Interview, data: bytes = b"RIFF....WAVE", **fields) -> Segment:
    """Of an interview's first turn, in the store of files."""
    if not interview.turns.exists():
        tell(interview=interview, event_at=lambda at: QuestionDrafted(at, 1, "Hello."))
    turn = interview.turns.get(number=1)
    Interview.objects.filter(pk=interview.pk).update(voice_at=timezone.now())
    values = {
        "company_id": interview.company_id,
        "epoch": 1,
        "number": 1,
        "pieces": 1,
        "size": len(data),
        "sha256": sha256(data).hexdigest(),
        "format": "wav",
        "state": "there",
    }
    segment = Segment(turn=turn, due_at=None, **values | fields)
    segment.file.save("", ContentFile(data), save=False)
    segment.save(force_insert=True)
    return segment
