"""Recordings: put together, understood, joined into answers, kept, and removed. Without lines; test_voice.py has those."""

import random
from datetime import timedelta
from hashlib import sha256

import numpy as np
import pytest
from django.db import connections
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from ai.testing.sound import encoded
from interviews.engine.events import TimeUp
from interviews.live import listening
from interviews.live.listening import who_listens
from interviews.models import Interview, Piece, Segment, Turn
from interviews.plans.content import Mode
from interviews.queries.room import Mood, room_of
from interviews.services import conducting
from interviews.services.consents import take_back
from interviews.services.recordings.answers import NotArrived, NothingSaid, finish_speaking
from interviews.services.recordings.orphans import AFTER, adopt_lost_pieces
from interviews.services.recordings.pieces import MOST_OF_TURN, Row, add_pieces, without_gap
from interviews.services.recordings.segments import MOST_TRIES, Complete, Missing, complete_segment, due_segments
from resumes.services.candidates import erase_candidate
from tests.interviews.rooms import begun, interview_of, turns_of, work
from tests.interviews.voices import pieces_of, recorded, segments_of
from tests.interviews.wired import is_away, model, running_server, speaks  # noqa: F401 - fixtures

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


@pytest.fixture
def dana(committed, northwind, model, media):  # noqa: F811
    return begun(northwind)[1]


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
    hear_and_number(dana, 1, READY)
    finish(dana, 1, (0, 1))
    work(dana)
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
    hear_and_number(dana, 1, READY)
    finish(dana, 1, (0, 1))
    work(dana)
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


# Providers that are away


def test_while_nobody_can_listen_the_recording_is_kept_they_are_told_and_it_is_heard_later(dana, model):  # noqa: F811
    model.fault("http_500", ability="transcribe")
    segment = stored(dana, 1, 1, recorded(READY))
    assert not hear_once(segment)
    assert not finish(dana, 1, (0, 1))
    assert due_segments() == []
    be_late(dana, received_at=timezone.now())
    assert (state_of(segment), mood(dana)) == ("coming", Mood.TRANSCRIBING)
    be_late(dana, received_at=timezone.now() - timedelta(seconds=9))
    assert mood(dana) == Mood.HELD_UP
    # It is in storage all the same.
    assert file_of(segments_of(dana)[0]) == recorded(READY)
    model.behave()
    be_late(dana, due_at=timezone.now())
    assert due_segments() == [(segment.pk, segment.company_id)]


def test_whoever_is_not_heard_may_type_or_skip_and_the_recording_stays(dana, model):  # noqa: F811
    model.fault("http_500", ability="transcribe")
    hear_once(stored(dana, 1, 1, recorded(READY)))
    finish(dana, 1, (0, 1))
    with company_scope(dana.company_id):
        assert conducting.keep_answer(interview=interview_of(dana), turn=1, text="Yes")
    work(dana)
    hear_once(stored(dana, 2, 1, recorded(HALF)))
    finish(dana, 2, (0, 1))
    with company_scope(dana.company_id):
        conducting.act(interview=interview_of(dana), does="skip", turn=2)
    assert [(turn.answer, turn.kept) for turn in turns_of(dana)[:2]] == [("Yes", "aside"), ("", "skipped")]
    assert [bool(each.file) for each in segments_of(dana)] == [True, True]


def test_after_many_tries_it_is_given_up_and_the_turn_is_theirs(dana, model):  # noqa: F811
    model.fault("http_500", ability="transcribe")
    segment = stored(dana, 1, 1, recorded(READY))
    finish(dana, 1, (0, 1))
    be_late(dana, tries=MOST_TRIES - 1)
    hear_once(segment)
    assert (state_of(segment), mood(dana)) == ("unclear", Mood.UNHEARD)


def test_while_the_store_is_away_the_pieces_stay(dana, settings, tmp_path):
    (tmp_path / "no-folder").write_text("")
    settings.MEDIA_ROOT = tmp_path / "no-folder"
    segment = stored(dana, 1, 1, recorded(READY))
    hear(segment)
    assert (state_of(segment), len(pieces_of(dana))) == ("there", segment.pieces)
    settings.MEDIA_ROOT = tmp_path
    be_late(dana, due_at=timezone.now())
    hear(segment)
    assert pieces_of(dana) == []
    assert file_of(segments_of(dana)[0]) == recorded(READY)


# Without anybody who listens


def test_without_a_provider_what_the_browser_understood_counts_and_says_so(dana, settings):
    is_away(settings)
    hear(stored(dana, 1, 1, recorded(READY), text="Yes I am ready"))
    hear(stored(dana, 1, 2, recorded(READY)))
    assert [(each.text, each.state, each.made) for each in segments_of(dana)] == [
        ("Yes I am ready", "there", {"provider": "browser", "model": ""}),
        ("", "unclear", {}),
    ]


@pytest.mark.parametrize(
    ("plan", "with_provider", "without"),
    [({}, "provider", "browser"), ({"browser_may_listen": False}, "provider", ""), ({"modes": (Mode.TYPING,)}, "", "")],
)
def test_who_listens_is_the_plans_to_say(committed, northwind, model, settings, plan, with_provider, without):  # noqa: F811
    _, invitation = begun(northwind, plan=plan)
    with company_scope(northwind):
        interview = interview_of(invitation)
        assert who_listens(interview) == with_provider
        is_away(settings)
        assert who_listens(interview) == without


# Devices that are gone


def test_what_a_device_sent_that_is_gone_belongs_to_the_answer(dana):
    data = recorded(f"{HALF} {WHOLE}")
    # Its end never came, and the page on the other device knows nothing of it.
    sent(dana, 1, 1, data[: A_PIECE * 2], epoch=1)
    hear(stored(dana, 1, 1, recorded(READY), epoch=2))
    assert not finish(dana, 1, (2, 1))
    lost = segments_of(dana)[0]
    assert (lost.epoch, lost.problems) == (1, ["cut"])
    assert hear(lost)
    heard = turns_of(dana)[0].answer
    assert heard.endswith(READY)
    assert heard.startswith("I built")


def test_what_nobody_came_back_to_is_put_together_by_the_sweep(dana):
    sent(dana, 1, 1, recorded(READY))
    adopt_lost_pieces()
    assert segments_of(dana) == []
    with company_scope(dana.company_id):
        conducting.keep_answer(interview=interview_of(dana), turn=1, text="Yes")
    adopt_lost_pieces()
    assert segments_of(dana) == []
    make_old()
    adopt_lost_pieces()
    assert len(segments_of(dana)) == 1


def make_old() -> None:
    """Nobody may change a piece: as the owner, in a test."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE interviews_piece SET at = now() - %s", [AFTER])


# Removed


def test_when_they_take_their_agreement_back_what_was_recorded_goes(dana, media):
    hear(stored(dana, 1, 1, recorded(READY)))
    sent(dana, 1, 2, recorded(HALF))
    with company_scope(dana.company_id):
        take_back(invitation=dana, language="en", reason="", by=Actor())
    assert (segments_of(dana), pieces_of(dana)) == ([], [])
    # What was on its way at that moment.
    sent(dana, 1, 3, recorded(HALF))
    make_old()
    adopt_lost_pieces()
    assert (segments_of(dana), pieces_of(dana)) == ([], [])
    assert [path for path in media.rglob("recordings/*") if path.is_file()] == []


def test_when_a_candidate_is_erased_what_was_recorded_goes(dana, media):
    one = stored(dana, 1, 1, recorded(READY))
    hear(one)
    sent(dana, 1, 2, recorded(HALF))
    with company_scope(dana.company_id):
        erase_candidate(candidate=dana.candidate, by=Actor())
        assert not (Segment.objects.exists() or Piece.objects.exists() or Turn.objects.exists())
    assert [path for path in media.rglob("recordings/*") if path.is_file()] == []
    # A worker that has it in hand still.
    assert not hear(one)


def test_a_file_that_comes_to_storage_after_the_candidate_was_erased_does_not_stay(dana, media, model):  # noqa: F811
    segment = listening.claim(stored(dana, 1, 1, recorded(READY)).pk, dana.company_id)
    with company_scope(dana.company_id):
        erase_candidate(candidate=dana.candidate, by=Actor())
    assert not listening.listen(segment)
    listening.put_away(segment)
    assert [path for path in media.rglob("recordings/*") if path.is_file()] == []


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
    there = client.post(f"/interview/{invitation.pk}/room/connect/", {"epoch": epoch}).json()
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
