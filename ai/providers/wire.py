"""The line to a vendor: one HTTP client for each event loop and address, guarded against answers that are not answers.

An HTTP client belongs to the event loop that it was first used in. Web, workers and tests have loops of their own, so
clients are kept by loop, and go when it goes.
"""

import asyncio
import re
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar
from weakref import WeakKeyDictionary

import httpx2

from ai.errors import AIError, BadAnswer, Interrupted, RateLimited, Rejected, TimedOut, Unavailable, UnknownModel, Unreachable, WrongKey
from ai.sound import ENOUGH, sound_format

CONNECT_SECONDS = 3
CLIENTS = 200
HEADERS = frozenset(
    ("host", "connection", "accept", "accept-encoding", "content-type", "content-length", "transfer-encoding", "user-agent",
     "authorization", "x-api-key", "anthropic-version", "x-client-request-id",
     # by which the SDKs tell themselves in which form an answer is wanted
     "x-stainless-raw-response")
)  # fmt: skip
MEGABYTE = 1024 * 1024
# What is an answer, and the most of it: far above any honest one. A long sentence as a WAV file is a megabyte.
ANSWERS = {
    "application/json": 8 * MEGABYTE,
    "text/event-stream": 4 * MEGABYTE,
    "audio/": 24 * MEGABYTE,
    "application/octet-stream": 24 * MEGABYTE,
}

C = TypeVar("C")
_clients: "WeakKeyDictionary[asyncio.AbstractEventLoop, OrderedDict[object, object]]" = WeakKeyDictionary()


def client_for_this_loop(key: object, make: Callable[[httpx2.AsyncClient], C]) -> C:
    clients = _clients.setdefault(asyncio.get_running_loop(), OrderedDict())
    if key not in clients:
        clients[key] = make(_http())
    clients.move_to_end(key)
    if len(clients) > CLIENTS:
        # A company's old key. Whoever still uses its client keeps it; nobody else does.
        clients.popitem(last=False)
    return clients[key]  # type: ignore[return-value]


def _http() -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        # Reading is bounded by the call's own clock.
        timeout=httpx2.Timeout(None, connect=CONNECT_SECONDS),
        limits=httpx2.Limits(max_connections=200, max_keepalive_connections=50, keepalive_expiry=30),
        event_hooks={"request": [_keep_ours], "response": [_guard]},
    )


async def _keep_ours(request: httpx2.Request) -> None:
    """The SDKs add what they find in our environment, such as an operator's organisation: to companies' keys, and for others."""
    for name in set(request.headers) - HEADERS:
        del request.headers[name]


async def _guard(response: httpx2.Response) -> None:
    kind = response.headers.get("content-type", "")
    most = next((most for begins, most in ANSWERS.items() if kind.startswith(begins)), None)
    if most is None and response.is_success:
        raise BadAnswer(status=response.status_code)
    response.stream = _Bounded(response.stream, most or MEGABYTE)


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, stream: object, most: int) -> None:
        assert isinstance(stream, httpx2.AsyncByteStream)
        self.stream = stream
        self.most = most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = self.most
        async for data in self.stream:
            left -= len(data)
            if left < 0:
                raise BadAnswer
            yield data

    async def aclose(self) -> None:
        await self.stream.aclose()


@contextmanager
def as_ours(provider: str, translate: Callable[[Exception], AIError | None]) -> Iterator[None]:
    """Let none of a vendor's exceptions through, and none of its words."""
    try:
        yield
    except AIError as error:
        error.provider = error.provider or provider
        raise
    except Exception as error:  # noqa: BLE001 - the border: what an SDK can throw is not written down anywhere
        ours = translate(error) or of_the_line(error) or BadAnswer()
        ours.provider = provider
        raise ours from None


def of_the_line(error: BaseException | None) -> AIError | None:
    match error:
        case AIError():
            # Ours, raised below the SDK, which wrapped it.
            return error
        case httpx2.ConnectError() | httpx2.ConnectTimeout() | httpx2.PoolTimeout() | httpx2.ProxyError():
            return Unreachable()
        case httpx2.TimeoutException():
            return TimedOut()
        case httpx2.TransportError():
            return Interrupted()
    return None


def for_status(status: int, retry_after: float | None) -> AIError:
    known: dict[int, type[AIError]] = {401: WrongKey, 403: WrongKey, 404: UnknownModel, 408: TimedOut, 429: RateLimited}
    kind = known.get(status) or (Unavailable if status >= 500 else Rejected)
    return kind(status=status, retry_after=retry_after)


def retry_after(headers: httpx2.Headers) -> float | None:
    """Read the header's two forms, seconds or a date."""
    value = headers.get("retry-after", "")
    if re.fullmatch(r"\d{1,6}(\.\d+)?", value):
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


async def sound(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Hand on what begins like sound. A page, or JSON that explains itself, would be played as noise."""
    begun = b""
    async for data in pieces:
        if len(begun) >= ENOUGH:
            yield data
            continue
        begun += data
        if len(begun) >= ENOUGH:
            if not sound_format(begun):
                raise BadAnswer
            yield begun
    if len(begun) < ENOUGH:
        raise BadAnswer
