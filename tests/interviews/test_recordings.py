"""Recordings: put together, understood, joined into answers, and kept. Without lines; test_voice.py has those."""

import random
from hashlib import sha256

import pytest
from django.utils import timezone

from accounts.tenancy import company_scope
from interviews.engine.events import EndedByCompany, TimeUp
from interviews.live import listening
from interviews.models import Interview, Segment
from interviews.queries.room import Mood
from interviews.services import conducting
from interviews.services.drafts import keep_draft
from interviews.services.recordings import segments
from interviews.services.recordings.answers import NotArrived, NothingSaid
from interviews.services.recordings.pieces import MOST_OF_TURN, Row, add_pieces, without_gap
from interviews.services.recordings.segments import Missing
from tests.interviews.recording import (
    A_PIECE,
    HALF,
    READY,
    WHOLE,
    be_late,
    file_of,
    finish,
    hear,
    hear_and_number,
    mood,
    sent,
    silence,
    state_of,
    stored,
    told,
)
from tests.interviews.rooms import begun, interview_of, turns_of, work
from tests.interviews.voices import pieces_of, recorded, segments_of
from tests.interviews.wired import is_away, model, running_server, speaks  # noqa: F401 - fixtures


@pytest.fixture
def dana(committed, northwind, model, media):  # noqa: F811
    return begun(northwind)[1]


def be_ready(dana) -> None:
    """At the first question."""
    hear_and_number(dana, 1, READY)
    finish(dana, 1, (0, 1))
    work(dana)


# Joined


def test_what_is_spoken_is_joined_once_all_of_it_is_understood(dana):
    one, two = stored(dana, 1, 1, recorded("Yes, I am")), stored(dana, 1, 2, recorded("ready to begin."))
    assert not hear(one)
    assert not finish(dana, 1, (0, 1), (0, 2))
    be_late(dana, received_at=timezone.now())
    assert (turns_of(dana)[0].answered_at, mood(dana)) == (None, Mood.TRANSCRIBING)
    assert hear(two)
    turn = turns_of(dana)[0]
    assert turn.answer == "Yes, I am ready to begin."
    assert turn.spoken_until <= turn.spoken_at <= turn.answered_at
    assert [word["text"] for word in turn.words] == turn.answer.split()
    times = [time for word in turn.words for time in (word["start"], word["end"])]
    assert times == sorted(times)
    work(dana)
    assert len(turns_of(dana)) == 2
    assert [(each.state, each.due_at, bool(each.file)) for each in segments_of(dana)] == [("there", None, True)] * 2
    assert pieces_of(dana) == []


@pytest.mark.parametrize("wish", ["Could you repeat the question, please?", "Give me a moment, please."])
def test_who_asked_for_something_aloud_answers_aloud_and_their_page_names_both(dana, wish):
    be_ready(dana)
    hear_and_number(dana, 2, wish)
    finish(dana, 2, (0, 1))
    work(dana)
    assert turns_of(dana)[1].answered_at is None
    hear_and_number(dana, 2, WHOLE, number=2)
    # All that it has sent to this turn: of what became of the first it knows nothing.
    assert finish(dana, 2, (0, 1), (0, 2))
    assert turns_of(dana)[1].answer == WHOLE


def test_after_a_wish_alone_nothing_was_said(dana):
    be_ready(dana)
    hear_and_number(dana, 2, "Could you repeat the question, please?")
    finish(dana, 2, (0, 1))
    work(dana)
    with pytest.raises(NothingSaid):
        finish(dana, 2, (0, 1))


def test_what_is_told_or_heard_twice_counts_once(dana, model):  # noqa: F811
    one = stored(dana, 1, 1, recorded(READY))
    assert told(dana, 1, 1, recorded(READY), one.pieces).pk == one.pk
    hear(one)
    asked = len(model.calls)
    hear(one)
    assert finish(dana, 1, (0, 1))
    assert not finish(dana, 1, (0, 1))
    assert (len(segments_of(dana)), len(model.calls)) == (1, asked)
    assert turns_of(dana)[0].answer == READY


def test_an_answer_is_complete_when_all_of_it_is_there_and_not_before(dana):
    with pytest.raises(NothingSaid):
        finish(dana, 1)
    data = recorded(READY)
    sent(dana, 1, 1, data[: A_PIECE * 2])
    with pytest.raises(NotArrived) as missing:
        finish(dana, 1, (0, 1))
    assert (missing.value.segment, missing.value.upto) == (1, 2)
    with pytest.raises(conducting.NotYours):
        finish(dana, 7, (0, 1))


def test_whoever_asks_for_a_moment_aloud_has_the_turn_and_is_heard_anew(dana):
    be_ready(dana)
    hear_and_number(dana, 2, "Give me a moment, please.")
    finish(dana, 2, (0, 1))
    work(dana)
    assert turns_of(dana)[1].answered_at is None
    hear_and_number(dana, 2, f"{HALF} {WHOLE}", number=2)
    finish(dana, 2, (0, 2))
    assert turns_of(dana)[1].answer == f"{HALF} {WHOLE}"


def test_what_is_typed_after_it_was_spoken_joins_it(dana):
    hear_and_number(dana, 1, "Yes, certainly.")
    with company_scope(dana.company_id):
        interview = interview_of(dana)
        assert conducting.keep_answer(interview=interview, turn=1, text="I am ready.")
        # Told twice, it is the same; another is not theirs to give any more.
        assert not conducting.keep_answer(interview=interview, turn=1, text="I am ready.")
        with pytest.raises(conducting.NotYours):
            conducting.keep_answer(interview=interview, turn=1, text="Yes, certainly.")
    assert turns_of(dana)[0].answer == "Yes, certainly.\n\nI am ready."


def test_what_they_found_in_their_field_and_put_right_is_not_said_twice(dana):
    hear_and_number(dana, 1, "I built a small fool for the night shift.")
    put_right = "I built a small tool for the night shift. And then another."
    with company_scope(dana.company_id):
        conducting.keep_answer(interview=interview_of(dana), turn=1, text=put_right)
    assert turns_of(dana)[0].answer == put_right


def test_when_time_is_up_in_the_middle_what_was_said_is_the_answer_also_what_is_understood_later(dana):
    be_ready(dana)
    hear_and_number(dana, 2, HALF)
    late = stored(dana, 2, 2, recorded(WHOLE))
    with company_scope(dana.company_id):
        Interview.objects.update(clock_ms=10 * 3_600_000)
        conducting.tell(interview=interview_of(dana), event_at=TimeUp)
    assert (turns_of(dana)[1].answer, turns_of(dana)[1].kept) == (HALF, "unfinished")
    hear(late)
    assert turns_of(dana)[1].answer == f"{HALF} {WHOLE}"


# Silence, and what cannot be understood


def test_silence_is_no_answer_and_the_turn_stays_theirs(dana):
    segment = stored(dana, 1, 1, silence())
    hear(segment)
    assert state_of(segment) == "silent"
    assert not finish(dana, 1, (0, 1))
    assert mood(dana) == Mood.UNHEARD
    assert turns_of(dana)[0].answered_at is None
    hear(stored(dana, 1, 2, recorded(READY)))
    assert mood(dana) == Mood.TURN
    assert finish(dana, 1, (0, 1), (0, 2))
    assert turns_of(dana)[0].answer == READY


WEBM = recorded(f"{HALF} {WHOLE}")
NOISE = random.Random(1).randbytes(20_000)
HOSTILE = {
    "random bytes": NOISE,
    "a part without its head": WEBM[A_PIECE:],
    "a head and nothing else": WEBM[:200],
    "a head and random bytes": WEBM[:400] + NOISE,
    "a lying head of MP4": b"\x00\x00\x00\x18ftypisom" + NOISE,
    "a lying head of WAV, of four gigabytes": b"RIFF\xff\xff\xff\xffWAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00" + NOISE,
    "swapped in the middle": WEBM[:A_PIECE] + WEBM[A_PIECE * 2 : A_PIECE * 3] + WEBM[A_PIECE : A_PIECE * 2] + WEBM[A_PIECE * 3 :],
    "a page of HTML": b"<html><script>alert(1)</script></html>",
    "one byte": b"\x1a",
}


def test_whatever_is_sent_as_a_recording_is_refused_or_transcribed_and_kept(dana):
    for number, (name, data) in enumerate(HOSTILE.items(), 1):
        segment = stored(dana, 1, number, data)
        hear(segment)
        row = segments_of(dana)[number - 1]
        assert row.state in ("there", "silent", "unclear"), name
        assert (row.due_at, file_of(row)) == (None, data), name
    hear_and_number(dana, 1, READY, number=20)
    finish(dana, 1, (0, 20))
    assert READY in turns_of(dana)[0].answer


def test_what_says_that_it_lasts_for_eight_hours_is_believed_a_minute(dana):
    segment = stored(dana, 1, 1, recorded(READY), seconds=8 * 3600.0)
    assert segment.seconds == 60
    hear(segment)
    assert segments_of(dana)[0].seconds < 5


def test_what_is_not_what_was_recorded_is_sent_again(dana):
    data = recorded(READY)
    pieces = sent(dana, 1, 1, data[A_PIECE:] + data[:A_PIECE])
    assert told(dana, 1, 1, data, pieces) is None
    assert pieces_of(dana) == []
    stored(dana, 1, 1, data)
    with pytest.raises(Missing) as missing:
        told(dana, 1, 2, data, pieces)
    assert missing.value.upto == 0
    with pytest.raises(conducting.NotYours):
        told(dana, 9, 1, data, pieces)


def test_what_the_page_measured_is_told_and_nothing_else(dana):
    segment = stored(dana, 1, 1, recorded(READY), problems=("quiet", "quiet", "<script>", "unreadable"))
    hear(segment)
    assert segments_of(dana)[0].problems == ["quiet"]


def test_pieces_count_up_to_the_first_that_is_missing():
    assert [without_gap(there) for there in ((), (0,), (1, 2), (2, 0, 1), (0, 2))] == [0, 1, 0, 3, 1]


# By requests


def post_piece(client, invitation, data: bytes, **where):
    query = "&".join(f"{name}={value}" for name, value in where.items())
    return client.post(f"/interview/{invitation.pk}/room/piece/?{query}", data, content_type="application/octet-stream")


def test_by_requests_the_same_is_said(committed, northwind, model, media):  # noqa: F811
    client, invitation = begun(northwind)
    epoch = client.post(f"/interview/{invitation.pk}/room/connect/").json()["epoch"]
    data = recorded(READY)
    of = {"connection": epoch, "turn": 1, "epoch": epoch, "segment": 1}
    pieces = [data[at : at + A_PIECE] for at in range(0, len(data), A_PIECE)]
    for number, piece in enumerate(pieces):
        said = post_piece(client, invitation, piece, **of, piece=number)
        assert said.json() == {"type": "ack", "turn": 1, "epoch": epoch, "segment": 1, "upto": number + 1, "credit": 16}
    end = of | {"pieces": len(pieces), "ms": 1500, "sha256": sha256(data).hexdigest()}
    missing = client.post(f"/interview/{invitation.pk}/room/segment/", end | {"pieces": len(pieces) + 1})
    assert (missing.status_code, missing.json()["kind"], missing.json()["upto"]) == (422, "missing", len(pieces))
    assert client.post(f"/interview/{invitation.pk}/room/segment/", end).json()["type"] == "stored"
    there = client.post(f"/interview/{invitation.pk}/room/connect/", {}).json()
    assert there["segments"] == [{"turn": 1, "epoch": epoch, "segment": 1, "upto": len(pieces), "stored": True}]
    hear(segments_of(invitation)[0])
    done = {"connection": there["epoch"], "turn": 1, "spoken": 1, "segments": f"[[{epoch}, 1]]", "ended_ms": 200}
    # Of an older connection nothing is taken.
    assert client.post(f"/interview/{invitation.pk}/room/answer/", done | {"connection": epoch}).status_code == 409
    assert post_piece(client, invitation, b"x", **of, piece=0).status_code == 409
    for wrong in ("[1]", "{}", '[["a", 1]]', "[[1, 1, 1]]", "[" * 3000, '[[1, "1"]]'):
        assert client.post(f"/interview/{invitation.pk}/room/answer/", done | {"segments": wrong}).status_code == 422, wrong
    assert 'data-mood="thinking"' in client.post(f"/interview/{invitation.pk}/room/answer/", done).json()["html"]
    assert turns_of(invitation)[0].answer == READY


def test_by_requests_too_much_is_refused(committed, northwind, model):  # noqa: F811
    client, invitation = begun(northwind)
    epoch = client.post(f"/interview/{invitation.pk}/room/connect/").json()["epoch"]
    of = {"connection": epoch, "turn": 1, "epoch": epoch}
    assert post_piece(client, invitation, b"x" * 50_000, **of, segment=1, piece=0).status_code == 413
    form = client.post(f"/interview/{invitation.pk}/room/piece/?connection={epoch}&turn=1&epoch={epoch}&segment=1&piece=0", {"a": "b"})
    assert form.status_code == 413
    assert post_piece(client, invitation, b"x", **of, segment=1, piece=100).status_code == 422
    assert post_piece(client, invitation, b"x", **of | {"turn": 9}, segment=1, piece=0).json()["kind"] == "not-yours"
    row = turns_of(invitation)[0]
    add_pieces([Row(row.company_id, row.pk, 1, 1 + number // 90, number % 90, b"x") for number in range(MOST_OF_TURN)])
    assert post_piece(client, invitation, b"x", **of, segment=50, piece=0).json()["kind"] == "too-much"


# What may come between


def test_what_was_said_to_its_end_counts_though_the_interview_ends_before_it_is_understood(dana):
    be_ready(dana)
    late = stored(dana, 2, 1, recorded(WHOLE))
    assert not finish(dana, 2, (0, 1))
    with company_scope(dana.company_id):
        conducting.tell(interview=interview_of(dana), event_at=EndedByCompany)
    hear(late)
    turn = turns_of(dana)[1]
    assert (turn.answer, turn.kept) == (WHOLE, "answered")


def test_what_was_typed_beside_it_and_not_sent_is_no_part_of_it(dana):
    be_ready(dana)
    late = stored(dana, 2, 1, recorded(WHOLE))
    with company_scope(dana.company_id):
        keep_draft(interview=interview_of(dana), turn=2, text="Never mind")
    finish(dana, 2, (0, 1))
    with company_scope(dana.company_id):
        conducting.tell(interview=interview_of(dana), event_at=EndedByCompany)
    hear(late)
    assert (turns_of(dana)[1].answer, turns_of(dana)[1].draft) == (WHOLE, "Never mind")


def test_of_pieces_alone_an_answer_is_begun_when_time_is_up(dana):
    be_ready(dana)
    sent(dana, 2, 1, recorded(WHOLE))
    with company_scope(dana.company_id):
        Interview.objects.update(clock_ms=10 * 3_600_000)
        conducting.tell(interview=interview_of(dana), event_at=TimeUp)
    assert turns_of(dana)[1].answered_at, "what was acknowledged is heard later, and counts"


def test_pieces_that_are_sent_once_more_after_they_were_stored_are_forgotten(dana):
    data = recorded(READY)
    hear(stored(dana, 1, 1, data))
    assert pieces_of(dana) == []
    told(dana, 1, 1, data, sent(dana, 1, 1, data))
    assert pieces_of(dana) == []


def test_a_page_that_knows_of_fewer_pieces_than_were_acknowledged_takes_none_away(dana):
    data = recorded(READY)
    pieces = sent(dana, 1, 1, data)
    assert pieces > 1
    first = data[:A_PIECE]
    segment = told(dana, 1, 1, data, 1, sha256=sha256(first).hexdigest())
    assert (segment.pieces, segment.size, segment.sha256) == (pieces, len(data), sha256(data).hexdigest())
    hear(segment)
    assert file_of(segments_of(dana)[0]) == data


def test_of_two_workers_that_store_it_the_first_counts_and_the_second_leaves_nothing(dana, model):  # noqa: F811
    data = recorded(READY)
    segment = stored(dana, 1, 1, data)
    first = listening.claim(segment.pk, segment.company_id)
    with company_scope(dana.company_id):
        Segment.objects.update(due_at=timezone.now())
    second = listening.claim(segment.pk, segment.company_id)
    listening.put_away(first)
    [row] = segments_of(dana)
    # Its own row is older than that, and its pieces are gone.
    listening.listen(second)
    listening.put_away(second)
    [after] = segments_of(dana)
    assert (after.file.name, file_of(after), after.text) == (row.file.name, data, READY)
    folder, _, _ = row.file.name.rpartition("/")
    assert len(row.file.storage.listdir(folder)[1]) == 1


def test_where_two_store_it_in_one_place_at_once_it_stays(dana, monkeypatch):
    """As a store does that knows no exclusive names."""
    data = recorded(READY)
    segment = stored(dana, 1, 1, data)
    first = listening.claim(segment.pk, segment.company_id)
    with company_scope(dana.company_id):
        Segment.objects.update(due_at=timezone.now())
    second = listening.claim(segment.pk, segment.company_id)
    file_segment = segments.file_segment

    def slow(*, segment: Segment, data: bytes) -> str:
        monkeypatch.setattr(segments, "file_segment", file_segment)
        listening.put_away(second)
        return segments_of(dana)[0].file.name

    monkeypatch.setattr(segments, "file_segment", slow)
    listening.put_away(first)
    assert file_of(segments_of(dana)[0]) == data
