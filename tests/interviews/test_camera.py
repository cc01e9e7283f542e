"""A candidate's camera: recorded only where they agreed to it, by the way of sound, and never a part of an answer."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models.company import RECORDINGS_KEPT_DAYS
from accounts.tenancy import company_scope
from interviews.consent import words_for
from interviews.models import Consent, Interview, Piece, Segment
from interviews.plans.content import PlanContent
from interviews.services.recordings import camera, orphans, segments
from interviews.services.recordings.answers import NothingSaid
from interviews.services.recordings.forgetting import forget_old_recordings, forget_recordings
from interviews.services.recordings.retakes import start_again
from interviews.tasks import store_camera
from reports.queries.recordings import films_of
from tests.interviews.invited import TYPING_ONLY, address, arrive, invited
from tests.interviews.recording import READY, finish, hear, stored
from tests.interviews.rooms import begun, interview_of, turns_of
from tests.interviews.voices import FILM, pieces_of, recorded, segments_of
from tests.interviews.wired import model, running_server  # noqa: F401 - fixtures

FILMED = {"may_be_filmed": True}
A_PIECE = 4_000


@pytest.fixture
def dana(committed, northwind, model, media):  # noqa: F811
    """By her own browser, and her invitation; her plan allows a camera, and she has agreed."""
    return begun(northwind, plan=FILMED)


class Camera:
    """As the page sends it, by requests."""

    def __init__(self, client, invitation) -> None:
        self.client, self.room = client, f"/interview/{invitation.pk}/room/"
        self.connection = client.post(f"{self.room}connect/").json()["epoch"]

    def piece(self, number: int, data: bytes, segment: int = 1, of: str = "&camera=1"):
        query = f"connection={self.connection}&turn=1&epoch={self.connection}&segment={segment}&piece={number}{of}"
        return self.client.post(f"{self.room}piece/?{query}", data, content_type="application/octet-stream")

    def whole(self, data: bytes, segment: int = 1, **changed):
        values = {"connection": self.connection, "turn": 1, "epoch": self.connection, "segment": segment, "pieces": 1, "ms": 5000}
        return self.client.post(f"{self.room}segment/", values | {"sha256": sha256(data).hexdigest(), "camera": "1"} | changed)

    def film(self, data: bytes = FILM, segment: int = 1):
        parts = [data[at : at + A_PIECE] for at in range(0, len(data), A_PIECE)]
        said = [self.piece(number, part, segment).json() for number, part in enumerate(parts)]
        assert [each["upto"] for each in said] == list(range(1, len(parts) + 1))
        return self.whole(data, segment, pieces=len(parts))


def kept(invitation) -> list[Segment]:
    return [each for each in segments_of(invitation) if each.kind == "camera"]


def agreed_before(invitation) -> None:
    """As somebody did whose plan did not allow it yet."""
    with company_scope(invitation.company_id):
        Consent.objects.filter(invitation=invitation).delete()
        words = words_for(invitation, "en", by_typing=False, may_be_watched=False, asks_for_resume=False)
        said = {"version": words.version, "language": "en", "words": words.text}
        Consent.objects.create(company_id=invitation.company_id, invitation=invitation, **said)


def test_what_a_camera_records_comes_by_the_way_of_sound_to_storage(dana, model):  # noqa: F811
    client, invitation = dana
    camera = Camera(client, invitation)
    assert camera.film().json() == {"type": "stored", "turn": 1, "epoch": camera.connection, "segment": 1}
    # Told twice, it is there.
    assert camera.whole(FILM).json()["type"] == "stored"
    [film] = kept(invitation)
    assert (film.state, film.format, film.seconds, film.size, film.is_aside) == ("there", "webm", 5.0, len(FILM), True)
    store_camera(str(film.pk), str(film.company_id))
    [film] = kept(invitation)
    with film.file.open() as file:
        assert file.read() == FILM
    assert (film.due_at, pieces_of(invitation), film.sha256) == (None, [], sha256(FILM).hexdigest())
    assert model.calls == []


def test_it_is_no_part_of_the_answer_and_holds_nothing_up(dana):
    client, invitation = dana
    one = stored(invitation, 1, 1, recorded(READY))
    camera = Camera(client, invitation)
    camera.film(segment=2)
    # Still on its way when they are done.
    camera.piece(0, FILM[:A_PIECE], segment=3)
    hear(one)
    assert finish(invitation, 1, (0, 1))
    assert turns_of(invitation)[0].answer == READY
    assert [each.number for each in kept(invitation)] == [2]
    camera.piece(1, FILM[A_PIECE:], segment=3)
    assert camera.whole(FILM, segment=3, pieces=2).json()["type"] == "stored"


def test_who_only_filmed_has_said_nothing(dana):
    client, invitation = dana
    Camera(client, invitation).film()
    with pytest.raises(NothingSaid):
        finish(invitation, 1)


def test_the_database_lets_no_recording_of_a_camera_be_an_answer(dana):
    client, invitation = dana
    Camera(client, invitation).film()
    with company_scope(invitation.company_id):
        for change in ({"is_aside": False}, {"text": "I moved it."}, {"again_text": "I moved it."}, {"recognized": "I moved it."}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Segment.objects.filter(kind="camera").update(**change)


@pytest.mark.parametrize("how", ["plan", "agreement"])
def test_without_a_plan_that_allows_it_or_an_agreement_it_is_refused(committed, northwind, media, how):
    client, invitation = begun(northwind, plan={} if how == "plan" else FILMED)
    if how == "agreement":
        agreed_before(invitation)
    camera = Camera(client, invitation)
    for answer in (camera.piece(0, FILM), camera.whole(FILM)):
        assert (answer.status_code, answer.json()["kind"]) == (422, "no-camera")
    assert (pieces_of(invitation), segments_of(invitation)) == ([], [])


@pytest.mark.parametrize("data", [b"GIF89a" + b"x" * 100, b"RIFF....WAVE" + b"x" * 100, b"OggS" + b"x" * 100, b"<html>" * 20])
def test_what_is_no_recording_of_a_camera_is_refused(dana, data):
    client, invitation = dana
    camera = Camera(client, invitation)
    camera.piece(0, data)
    answer = camera.whole(data)
    assert (answer.status_code, answer.json()["kind"]) == (422, "unreadable")
    assert kept(invitation) == []
    assert camera.piece(1, b"x" * 49_153).status_code == 413


def test_pieces_of_sound_and_of_a_camera_are_never_taken_for_each_other(dana):
    client, invitation = dana
    camera = Camera(client, invitation)
    camera.piece(0, FILM)
    assert camera.whole(FILM, camera="").json()["kind"] == "missing"
    camera.piece(0, recorded(READY), segment=2, of="")
    assert camera.whole(recorded(READY), segment=2).json()["kind"] == "missing"


def test_an_interview_takes_so_much_of_a_camera_and_all_of_the_voice(dana, monkeypatch):
    client, invitation = dana
    monkeypatch.setattr(camera, "MOST_OF_INTERVIEW", 3)
    filming = Camera(client, invitation)
    assert filming.film(FILM[: 2 * A_PIECE]).json()["type"] == "stored"
    assert filming.piece(0, FILM, segment=2).json()["type"] == "ack"
    assert filming.piece(1, FILM, segment=2).json()["kind"] == "too-much"
    assert filming.piece(0, recorded(READY), segment=3, of="").json()["type"] == "ack"


def test_what_a_camera_left_behind_is_kept_as_far_as_it_goes_and_asks_nobody(dana, model, monkeypatch):  # noqa: F811
    client, invitation = dana
    camera = Camera(client, invitation)
    camera.piece(0, FILM[:A_PIECE], segment=1)
    hear(stored(invitation, 1, 2, recorded(READY)))
    finish(invitation, 1, (0, 2))
    asked = len(model.calls)
    orphans.adopt_lost_pieces()
    assert kept(invitation) == []
    # A quarter of an hour later.
    monkeypatch.setitem(orphans.AFTER, "camera", timedelta())
    orphans.adopt_lost_pieces()
    [film] = kept(invitation)
    assert (film.size, film.state, film.problems) == (A_PIECE, "there", ["cut"])
    assert segments.due_segments("camera") == [(film.pk, film.company_id)]
    store_camera(str(film.pk), str(film.company_id))
    assert (len(model.calls), segments.due_segments("camera")) == (asked, [])


def test_what_was_recorded_before_they_began_anew_is_shown_to_nobody(committed, northwind, model, media):  # noqa: F811
    client, invitation = begun(northwind, plan=FILMED | {"retakes": 1})
    camera = Camera(client, invitation)
    hear(stored(invitation, 1, 1, recorded(READY), epoch=camera.connection))
    camera.film(segment=2)
    with company_scope(invitation.company_id):
        start_again(interview=interview_of(invitation), turn=1, upto=(camera.connection, 2))
    camera.film(segment=3)
    for film in kept(invitation):
        store_camera(str(film.pk), str(film.company_id))
    with company_scope(invitation.company_id):
        interview = Interview.objects.select_related("company").get(invitation=invitation)
        [film] = films_of(interview)[1]
        assert str(kept(invitation)[1].pk) in film.url


@pytest.mark.parametrize("how", ["erased", "taken back", "kept long enough"])
def test_it_goes_as_the_recordings_of_the_voice_do(dana, media, how):
    client, invitation = dana
    camera = Camera(client, invitation)
    camera.film()
    [film] = kept(invitation)
    store_camera(str(film.pk), str(film.company_id))
    camera.film(segment=2)
    camera.piece(0, FILM, segment=3)
    assert list(media.rglob("recordings/*"))
    if how == "kept long enough":
        with company_scope(invitation.company_id):
            Segment.objects.update(received_at=timezone.now() - timedelta(days=RECORDINGS_KEPT_DAYS + 1))
        forget_old_recordings()
    else:
        with transaction.atomic(), company_scope(invitation.company_id):
            forget_recordings(invitation=invitation) if how == "taken back" else invitation.candidate.delete()
    assert [path for path in media.rglob("recordings/*") if path.is_file()] == []
    with company_scope(invitation.company_id):
        assert Segment.objects.exclude(file="").count() == 0
        if how != "kept long enough":
            assert not Segment.objects.exists()
            assert not Piece.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_the_agreement_speaks_of_a_camera_exactly_where_the_plan_allows_one(northwind, language):
    invitation = invited(northwind)
    how = {"by_typing": False, "may_be_watched": False, "asks_for_resume": False}
    with company_scope(northwind):
        plain = words_for(invitation, language, **how)
        filmed = words_for(invitation, language, may_be_filmed=True, **how)
        typed = words_for(invitation, language, **how | {"by_typing": True}, may_be_filmed=True)
    assert (plain.may_be_filmed, filmed.may_be_filmed, typed.may_be_filmed) == (False, True, False)
    assert len(filmed.points) == len(plain.points) + 1
    assert plain.points[1:] == filmed.points[2:]
    # The rest of the first point is the same but for its last sentence.
    assert plain.points[0].startswith(filmed.points[0])
    assert "Northwind Logistics" in filmed.points[1]


@pytest.mark.django_db
def test_the_page_says_what_is_kept_of_a_camera(northwind):
    assert PlanContent.model_fields["may_be_filmed"].default is False
    invitation = invited(northwind, plan=FILMED)
    page = arrive().get(address(invitation)).content.decode()
    assert "Camera, if you switch it on" in page
    assert "leaving it off has no consequence" in page
    assert "not used" not in page


@pytest.mark.django_db
def test_who_only_types_is_told_of_no_camera(northwind):
    invitation = invited(northwind, plan=FILMED | TYPING_ONLY)
    page = arrive().get(address(invitation)).content.decode()
    assert "Camera, if you switch it on" not in page
    assert "there is no camera" in page
