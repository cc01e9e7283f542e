"""What a candidate said aloud, for those who may read the report, and what their camera recorded, for those who recruit. No address
of the store is ever given out.

Who may listen is decided as for every page, within a transaction. Then that ends, and only then is the store waited for.
"""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.gateway import let_go_of_the_database
from accounts.http import ANY_ROLE, RECRUITING, MemberRequest, member_page
from interviews.models import Recorded, Segment
from reports import access
from reports.ranges import Unsatisfiable, part_of
from reports.services.viewing import note_listening, note_watching

FILMS = {"webm": "video/webm", "mp4": "video/mp4"}
KINDS = {"webm": "audio/webm", "mp4": "audio/mp4", "wav": "audio/wav", "ogg": "audio/ogg"}
PART, NOT_THERE, STORE_IS_AWAY = 206, 416, 503


class Granted(HttpResponse):
    """They may hear it: the store has to be asked."""

    def __init__(self, segment: Segment) -> None:
        super().__init__()
        self.segment = segment


def _brought(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def page(request: HttpRequest, **kwargs: object) -> HttpResponse:
        answer = view(request, **kwargs)
        return _bytes(request, answer.segment) if isinstance(answer, Granted) else answer

    return page


@require_safe
@_brought
@member_page(*ANY_ROLE)
def recording(request: MemberRequest, interview_id: UUID, segment_id: UUID) -> HttpResponse:
    # How somebody sounds shows no score: who rates blind listens too.
    interview = access.interview_to_rate(request.member, interview_id)
    segment = access.recording_of_interview(interview, segment_id)
    note_listening(interview=interview, by=request.actor)
    return Granted(segment)


@require_safe
@_brought
@member_page(*RECRUITING)
def camera(request: MemberRequest, interview_id: UUID, film_id: UUID) -> HttpResponse:
    interview = access.interview_for_member(request.member, interview_id)
    segment = access.film_of_interview(interview, film_id)
    note_watching(interview=interview, by=request.actor)
    return Granted(segment)


def _bytes(request: HttpRequest, segment: Segment) -> HttpResponse:
    let_go_of_the_database()
    try:
        # Twenty seconds of speech, or of a camera: no more than a picture.
        with segment.file.open() as file:
            data = bytes(file.read())
    except FileNotFoundError:
        raise Http404 from None
    except OSError:
        return HttpResponse(status=STORE_IS_AWAY)
    kinds = FILMS if segment.kind == Recorded.CAMERA else KINDS
    return _asked_part(request, data, f'"{segment.sha256}"', kinds.get(segment.format, "application/octet-stream"))


def _asked_part(request: HttpRequest, data: bytes, tag: str, kind: str) -> HttpResponse:
    is_same = request.headers.get("If-Range", tag) == tag
    try:
        part = part_of(len(data), request.headers.get("Range", "")) if is_same else None
    except Unsatisfiable:
        return HttpResponse(status=NOT_THERE, headers={"Content-Range": f"bytes */{len(data)}"})
    answer = HttpResponse(data[part.start : part.stop] if part else data, content_type=kind, status=PART if part else 200)
    answer["Accept-Ranges"], answer["ETag"], answer["Content-Disposition"] = "bytes", tag, "inline"
    if part:
        answer["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(data)}"
    return answer
