"""A sentence of the interviewer as sound: what was kept of it, or else while a provider makes it.

Who may listen is decided as for every page of a room, within a transaction. Then that ends, and only then is a provider waited
for. Where nobody speaks in time, the answer is 503, and the page has the browser's own voice say it, or shows the text alone.
"""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import aclosing
from datetime import datetime
from functools import wraps
from typing import Any

from asgiref.sync import sync_to_async
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils import timezone

from accounts.gateway import let_go_of_the_database
from accounts.tenancy import company_scope
from ai.errors import AIError
from ai.pace import Pace
from ai.results import Speech
from interviews import access
from interviews.live import latency
from interviews.live.addresses import Addresses
from interviews.live.sounds import KINDS
from interviews.live.threads import SPEECH, in_thread
from interviews.models import Interview, Sentence
from interviews.services import speech
from interviews.services.speech import ToSay
from interviews.services.waterfalls import note_sound

NOBODY_SPEAKS = 503
# They sit there and read meanwhile; the browser's own voice begins at once.
PACE = Pace(deadline=40, answer_within=3, tries=1, pause=0)


class Unspoken(HttpResponse):
    """Not there yet: somebody has to be waited for."""

    def __init__(self, said: ToSay) -> None:
        super().__init__()
        self.said = said


def sentence(request: HttpRequest, interview: Interview, at: Addresses, turn: int, number: int) -> HttpResponse:
    found = access.sentence_of_interview(interview, turn, number)
    if sound := speech.sound_of(sentence=found):
        latency.observe(note_sound(sentence=found, at=timezone.now(), was_cached=True))
        return HttpResponse(bytes(sound.data), content_type=KINDS[sound.format])
    said = speech.begin_speaking(interview=interview, sentence=found)
    return Unspoken(said) if said else JsonResponse({}, status=NOBODY_SPEAKS)


def spoken(view: Callable[..., HttpResponse]) -> Callable[..., Coroutine[Any, Any, HttpResponseBase]]:
    @wraps(view)
    async def page(request: HttpRequest, **kwargs: object) -> HttpResponseBase:
        answer = await sync_to_async(_asked)(view, request, **kwargs)
        return await _begun(answer.said) if isinstance(answer, Unspoken) else answer

    return page


def _asked(view: Callable[..., HttpResponse], request: HttpRequest, **kwargs: object) -> HttpResponse:
    answer = view(request, **kwargs)
    # Its thread goes on with the request, and would hold a connection as long as somebody listens.
    let_go_of_the_database()
    return answer


async def _begun(said: ToSay) -> HttpResponseBase:
    try:
        spoken = await said.models.speak(said.sentence.text, pace=PACE)
    except AIError:
        return JsonResponse({}, status=NOBODY_SPEAKS)
    return StreamingHttpResponse(_made_meanwhile(said, spoken), content_type=KINDS[spoken.format])


async def _made_meanwhile(said: ToSay, spoken: Speech) -> AsyncIterator[bytes]:
    """What breaks off is not ended as if it were whole, so that the page notices; nor is it kept."""
    data, first_at = bytearray(), timezone.now()
    async with aclosing(aiter(spoken.sound)) as pieces:
        async for piece in pieces:
            yield piece
            if not data:
                await _noted(said.sentence, first_at)
            data += piece
    await _quietly(_keep, said, spoken, bytes(data))


async def _noted(found: Sentence, at: datetime) -> None:
    await _quietly(_note, found, at)


def _note(found: Sentence, at: datetime) -> None:
    with company_scope(found.company_id):
        latency.observe(note_sound(sentence=found, at=at, was_cached=False))


def _keep(said: ToSay, spoken: Speech, data: bytes) -> None:
    with company_scope(said.sentence.company_id):
        speech.keep_sound(said=said, spoken=spoken, data=data)


async def _quietly(work: Callable[..., None], *about: object) -> None:
    """Whoever listens does not hear that the database was away for a moment."""
    try:
        await in_thread(SPEECH, work, *about)
    except (Error, TimeoutError):
        return
