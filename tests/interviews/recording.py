"""Recordings without lines, for tests: sent in pieces, told to be complete, heard and joined."""

from hashlib import sha256

import numpy as np
from django.utils import timezone

from accounts.tenancy import company_scope
from ai.testing.sound import encoded
from interviews.live import listening
from interviews.models import Segment
from interviews.queries.room import Mood, room_of
from interviews.services.recordings.answers import finish_speaking
from interviews.services.recordings.pieces import Row, add_pieces
from interviews.services.recordings.segments import Complete, complete_segment
from tests.interviews.rooms import interview_of, turns_of
from tests.interviews.voices import recorded

A_PIECE = 4_000
READY = "Yes, I am ready."
HALF = "I built a small tool"
WHOLE = "that people used at night."


def sent(invitation, turn: int, segment: int, data: bytes, *, epoch: int = 0) -> int:
    """Return how many pieces there are of it."""
    row = turns_of(invitation)[turn - 1]
    pieces = [data[at : at + A_PIECE] for at in range(0, len(data), A_PIECE)]
    add_pieces([Row(row.company_id, row.pk, epoch, segment, number, piece) for number, piece in enumerate(pieces)])
    return len(pieces)


def told(invitation, turn: int, segment: int, data: bytes, pieces: int, *, epoch: int = 0, **changed) -> Segment | None:
    values = {"pieces": pieces, "seconds": 2.0, "sha256": sha256(data).hexdigest()} | changed
    with company_scope(invitation.company_id):
        return complete_segment(interview=interview_of(invitation), said=Complete(turn, epoch, segment, **values))


def stored(invitation, turn: int, segment: int, data: bytes, *, epoch: int = 0, **changed) -> Segment:
    return told(invitation, turn, segment, data, sent(invitation, turn, segment, data, epoch=epoch), epoch=epoch, **changed)


def hear(segment: Segment) -> bool:
    """Until it is understood: a machine that has much to do may take longer than a candidate is to wait."""
    for _ in range(5):
        if hear_once(segment):
            return True
        with company_scope(segment.company_id):
            if not Segment.objects.filter(pk=segment.pk, state="coming").update(due_at=timezone.now()):
                break
    return False


def hear_once(segment: Segment) -> bool:
    """What a worker does with it."""
    found = listening.claim(segment.pk, segment.company_id)
    if found is None:
        return False
    is_whole = bool(listening.listen(found))
    listening.put_away(found)
    return is_whole


def finish(invitation, turn: int, *segments: tuple[int, int]) -> bool:
    with company_scope(invitation.company_id):
        return finish_speaking(interview=interview_of(invitation), turn=turn, segments=segments)


def hear_and_number(invitation, turn: int, text: str, number: int = 1) -> int:
    hear(stored(invitation, turn, number, recorded(text)))
    return number


def mood(invitation) -> Mood:
    with company_scope(invitation.company_id):
        return room_of(interview_of(invitation)).mood


def be_late(invitation, **fields) -> None:
    with company_scope(invitation.company_id):
        Segment.objects.update(**fields)


def state_of(segment: Segment) -> str:
    with company_scope(segment.company_id):
        return Segment.objects.get(pk=segment.pk).state


def file_of(segment: Segment) -> bytes:
    with segment.file.open() as file:
        return file.read()


def silence(seconds: int = 2, format: str = "webm") -> bytes:
    return b"".join(encoded([np.zeros(48_000, np.float32)] * seconds, format))
