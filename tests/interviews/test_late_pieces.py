"""What a window sent of a recording while another was taking over from it: it belongs to the answer, acknowledged or not."""

import asyncio
from hashlib import sha256

import pytest
from django.utils import timezone

from accounts.tenancy import company_scope
from interviews.live import hints, listening
from interviews.live.pieces import Writer
from interviews.models import Piece, Segment
from interviews.services import connecting
from interviews.services.recordings.pieces import Row, add_pieces
from tests.interviews.recording import A_PIECE, READY, file_of, hear, told
from tests.interviews.rooms import begun, interview_of, turns_of
from tests.interviews.voices import recorded
from tests.interviews.wired import model, running_server  # noqa: F401 - fixtures


@pytest.fixture
def dana(committed, northwind, model, media):  # noqa: F811
    return begun(northwind)[1]


def send(invitation, data: bytes, numbers: range) -> None:
    [turn] = turns_of(invitation)
    pieces = ((number, data[number * A_PIECE : (number + 1) * A_PIECE]) for number in numbers)
    add_pieces([Row(turn.company_id, turn.pk, 0, 1, number, piece) for number, piece in pieces])


def told_too_early(invitation, data: bytes) -> tuple[Segment, range]:
    """Return the segment, and what the window that tells its end knew nothing of."""
    pieces = -(-len(data) // A_PIECE)
    send(invitation, data, range(pieces - 1))
    known = data[: (pieces - 1) * A_PIECE]
    segment = told(invitation, 1, 1, known, pieces - 1)
    assert segment
    return segment, range(pieces - 1, pieces)


def only(invitation) -> Segment:
    with company_scope(invitation.company_id):
        return Segment.objects.get(turn__interview__invitation=invitation)


def test_what_comes_while_it_is_transcribed_is_understood_too(dana):
    data = recorded(READY)
    segment, rest = told_too_early(dana, data)
    found = listening.claim(segment.pk, segment.company_id)
    send(dana, data, rest)
    assert listening.listen(found) is False
    listening.put_away(found)
    hear(again(segment))
    row = only(dana)
    assert (row.text, row.pieces, row.sha256) == (READY, rest.stop, sha256(data).hexdigest())
    assert file_of(row) == data
    assert row.file.storage.listdir(row.file.name.rpartition("/")[0])[1] == [row.file.name.rpartition("/")[2]]


def test_what_comes_while_it_is_stored_is_stored_too(dana):
    data = recorded(READY)
    segment, rest = told_too_early(dana, data)
    found = listening.claim(segment.pk, segment.company_id)
    listening.listen(found)
    send(dana, data, rest)
    listening.put_away(found)
    assert not only(dana).file
    listening.put_away(listening.claim(again(segment).pk, segment.company_id))
    assert file_of(only(dana)) == data
    with company_scope(dana.company_id):
        assert not Piece.objects.exists()


def again(segment: Segment) -> Segment:
    with company_scope(segment.company_id):
        Segment.objects.update(due_at=timezone.now())
    return segment


@pytest.mark.parametrize("by_ticket", [True, False])
def test_whoever_is_taken_over_from_is_told_at_once(dana, monkeypatch, by_ticket):
    rung: list = []
    monkeypatch.setattr(hints, "room_changed", lambda interview_id, seq, may_wait: rung.append(interview_id))
    interview = interview_of(dana)
    with company_scope(dana.company_id):
        if by_ticket:
            connecting.connect_by_ticket(interview=interview, ticket=connecting.ticket_for(interview))
        else:
            connecting.connect(interview=interview)
    assert rung == [interview.pk]


def test_a_piece_that_comes_after_another_has_taken_over_is_not_acknowledged(dana):
    """That other may have said by then that the answer is complete, without it."""
    [turn] = turns_of(dana)
    interview = interview_of(dana)

    async def acknowledged(epoch: int, number: int) -> bool:
        row = Row(turn.company_id, turn.pk, epoch, 1, number, b"x")
        try:
            await Writer().put(row, interview_id=interview.pk, epoch=epoch)
        except connecting.TakenOver:
            return False
        return True

    with company_scope(dana.company_id):
        older = connecting.connect(interview=interview)
    assert asyncio.run(acknowledged(older, 0))
    with company_scope(dana.company_id):
        newer = connecting.connect(interview=interview)
    assert not asyncio.run(acknowledged(older, 1))
    assert asyncio.run(acknowledged(newer, 0))
