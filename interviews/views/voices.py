"""A candidate's voice by HTTP: for a script where no socket gets through. Answered in the words of the room's line."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from accounts.tasks import delay_on_commit
from interviews import tasks
from interviews.forms.voice import AgainForm, OfSegment, PieceForm, SegmentForm, SpokenForm
from interviews.live import voice, wire
from interviews.live.addresses import Addresses
from interviews.live.sound import why_not_taken
from interviews.live.wire import MOST_SOUND, Ack, Answered, Piece, RefusedSound, Stored
from interviews.models import Interview, Recorded
from interviews.services import connecting
from interviews.services.recordings.pieces import Row, add_pieces, open_turn, without_gap
from interviews.views import rooms
from interviews.views.rooms import WRONG, go_on, painted

TOO_LARGE = 413
SOUND = "application/octet-stream"


def piece(request: HttpRequest, interview: Interview, at: Addresses) -> HttpResponse:
    form = PieceForm(request.GET)
    if not form.is_valid():
        return JsonResponse({}, status=WRONG)
    if request.content_type != SOUND or len(request.body) > MOST_SOUND:
        return JsonResponse({}, status=TOO_LARGE)
    said = form.cleaned_data
    sent = Piece(said["turn"], said["epoch"], said["segment"], said["piece"], request.body, said["camera"])
    # Whoever takes the room over waits for the commit, and finds it there.
    with connecting.held(interview, _connection(interview, form)) as found:
        return _answer(_kept(found, sent))


def _kept(interview: Interview, piece: Piece) -> wire.Said:
    turn, key = open_turn(interview, piece.turn), (piece.epoch, piece.segment)
    kind = Recorded.CAMERA if piece.of_camera else Recorded.SOUND
    if why := why_not_taken(turn, piece.epoch > interview.epoch, kind):
        return RefusedSound(why, piece.turn, *key)
    assert turn
    add_pieces([Row(interview.company_id, turn.id, *key, piece.number, piece.data, kind)])
    return Ack(piece.turn, *key, without_gap(turn.there.get(key, set()) | {piece.number}))


def segment(request: HttpRequest, interview: Interview, at: Addresses) -> HttpResponse:
    form = SegmentForm(request.POST)
    if not form.is_valid():
        return JsonResponse({}, status=WRONG)
    answer, kept = voice.complete(interview, form.said, _connection(interview, form))
    if kept:
        delay_on_commit(tasks.brings_to_storage(kept), str(kept.pk), str(kept.company_id))
    return _answer(answer)


def again(request: HttpRequest, interview: Interview, at: Addresses) -> HttpResponse:
    form = AgainForm(request.POST)
    if not form.is_valid():
        return JsonResponse({}, status=WRONG)
    voice.again(interview, form.said, _connection(interview, form))
    return painted(interview)


def _connection(interview: Interview, form: OfSegment) -> int | None:
    """None: after the end nobody has the room, and nothing that comes late replaces anything."""
    return None if interview.is_over else form.cleaned_data["connection"]


def answer(request: HttpRequest, interview: Interview, at: Addresses) -> HttpResponse:
    """In writing or aloud."""
    return (_spoken if "spoken" in request.POST else rooms.answer)(request, interview, at)


def _spoken(request: HttpRequest, interview: Interview, at: Addresses) -> HttpResponse:
    form = SpokenForm(request.POST)
    if not form.is_valid():
        return JsonResponse({}, status=WRONG)
    answer, is_whole = voice.finish(interview, form.said, form.cleaned_data["connection"])
    if is_whole:
        go_on(interview)
    return painted(interview) if isinstance(answer, Answered) else _answer(answer)


def _answer(said: wire.Said) -> HttpResponse:
    return JsonResponse(wire.as_values(said), status=200 if isinstance(said, Ack | Stored) else WRONG)
