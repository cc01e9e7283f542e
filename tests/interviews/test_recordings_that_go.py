"""Recordings are kept as long as was promised, and then their sound is removed; what was understood of it stays."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models.company import RECORDINGS_KEPT_DAYS
from accounts.tenancy import company_scope
from interviews import tasks
from interviews.models import Interview, Piece, Segment, Turn
from interviews.services.conducting import begin_interview
from interviews.services.recordings import forgetting
from interviews.services.recordings.pieces import Row, add_pieces
from interviews.services.recordings.segments import due_segments
from tests.interviews.hiring import token_of_link
from tests.interviews.invited import invited
from tests.interviews.voices import make_recording

DAY = timedelta(days=1)


def interview_of(company, **fields) -> Interview:
    invitation = invited(company, **fields)
    with company_scope(company):
        return begin_interview(invitation=invitation)


@pytest.fixture
def dana(committed, northwind, media) -> Interview:
    return interview_of(northwind)


def recorded(interview: Interview, days: float, number: int = 1, **fields) -> Segment:
    with company_scope(interview.company_id):
        return make_recording(interview, received_at=timezone.now() - days * DAY, number=number, text="Yes, I am.", **fields)


def now(segment: Segment) -> Segment:
    with company_scope(segment.company_id):
        return Segment.objects.get(pk=segment.pk)


def files(media) -> set[str]:
    return {f"recordings/{path.name}" for path in media.rglob("recordings/*") if path.is_file()}


def test_the_sound_goes_and_the_words_stay(dana, media):
    old, young = recorded(dana, RECORDINGS_KEPT_DAYS + 0.01), recorded(dana, RECORDINGS_KEPT_DAYS - 0.01, 2)
    with company_scope(dana.company_id):
        Turn.objects.update(answer="Yes, I am.")
    assert files(media) == {old.file.name, young.file.name}
    assert forgetting.forget_old_recordings() == 1
    assert files(media) == {young.file.name}
    gone = now(old)
    assert (gone.file.name, gone.text, gone.state, gone.due_at) == ("", "Yes, I am.", "there", None)
    assert timezone.now() - gone.removed_at < timedelta(minutes=1)
    assert (now(young).file.name, now(young).removed_at) == (young.file.name, None)
    with company_scope(dana.company_id):
        assert Turn.objects.get().answer == "Yes, I am."
    assert forgetting.forget_old_recordings() == 0


def test_of_all_companies_and_as_many_as_there_are(dana, southgate, media, monkeypatch):
    monkeypatch.setattr(forgetting, "SWEEP_AT_MOST", 2)
    kims = interview_of(southgate, token=token_of_link("Kim"), email="kim@post.example")
    for interview in (dana, kims):
        for number in (1, 2, 3):
            recorded(interview, RECORDINGS_KEPT_DAYS + number, number)
    tasks.forget_old_recordings()
    assert files(media) == set()


def test_a_file_that_is_gone_already_stands_in_nobodys_way(dana, media):
    lost, there = recorded(dana, RECORDINGS_KEPT_DAYS + 2), recorded(dana, RECORDINGS_KEPT_DAYS + 1, 2)
    default_storage.delete(lost.file.name)
    forgetting.forget_old_recordings()
    assert files(media) == set()
    assert now(lost).removed_at
    assert now(there).removed_at


def test_what_never_came_to_storage_and_was_never_understood_goes_too(dana, media):
    segment = recorded(dana, RECORDINGS_KEPT_DAYS + 1, state="coming")
    with company_scope(dana.company_id):
        Segment.objects.update(file="", due_at=timezone.now())
    add_pieces([Row(segment.company_id, segment.turn_id, 1, 1, 0, b"sound")])
    assert due_segments() == [(segment.pk, segment.company_id)]
    forgetting.forget_old_recordings()
    assert due_segments() == []
    assert now(segment).state == "unclear"
    with company_scope(dana.company_id):
        assert not Piece.objects.exists()
