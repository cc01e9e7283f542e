"""Recordings that nobody can understand now, whose device is gone, and those that are removed with their person."""

from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.live import listening
from interviews.live.listening import who_listens
from interviews.models import Piece, Segment, Turn
from interviews.plans.content import Mode
from interviews.queries.room import Mood
from interviews.services import conducting
from interviews.services.consents import take_back
from interviews.services.recordings.orphans import AFTER, adopt_lost_pieces
from interviews.services.recordings.segments import MOST_TRIES, due_segments
from resumes.services.candidates import erase_candidate
from tests.interviews.recording import A_PIECE, HALF, READY, WHOLE, be_late, file_of, finish, hear, hear_once, mood, sent, state_of, stored
from tests.interviews.rooms import begun, interview_of, turns_of, work
from tests.interviews.voices import pieces_of, recorded, segments_of
from tests.interviews.wired import is_away, model, running_server, speaks  # noqa: F401 - fixtures


@pytest.fixture
def dana(committed, northwind, model, media):  # noqa: F811
    return begun(northwind)[1]


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
        cursor.execute("UPDATE interviews_piece SET at = now() - %s", [AFTER["sound"]])


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
