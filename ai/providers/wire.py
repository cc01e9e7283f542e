"""The line to a vendor: one HTTP client for each event loop and address, guarded against answers that are not answers.

An HTTP client belongs to the event loop that it was first used in. Web, workers and tests have loops of their own, so
clients are kept by loop, and go when it goes.
"""

import asyncio
import re
from collections import OrderedDict
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import httpx2
from pydantic import ValidationError

from ai.call import under_way
from ai.errors import (
    AIError,
    BadAnswer,
    Interrupted,
    RateLimited,
    Rejected,
    TimedOut,
    Unavailable,
    UnknownModel,
    Unreachable,
    WrongAddress,
    WrongKey,
)
from ai.sound import ENOUGH, sound_format
from ai.text import clean

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

# On a line of its own; no text can say it, for in JSON a line ends by an escape.
DONE = re.compile(rb"[\r\n]data: ?\[DONE\]")
LAST = 64
# In what a vendor says with a 404: "The model `x` does not exist", "model_not_found". An address that is wrong may name /models.
OF_A_MODEL = re.compile(r"\bmodel(?:\b|_)", re.IGNORECASE)

C = TypeVar("C")
_clients: "WeakKeyDictionary[asyncio.AbstractEventLoop, tuple[OrderedDict[object, _Kept], object]]" = WeakKeyDictionary()


@dataclass(slots=True, eq=False)
class _Kept:
    client: Any
    users: int = 0


@asynccontextmanager
async def client_for_this_loop(key: object, make: Callable[[httpx2.AsyncClient], C]) -> AsyncIterator[C]:
    clients = _clients_of(asyncio.get_running_loop())
    if key not in clients:
        clients[key] = _Kept(make(_http()))
        # From ANTHROPIC_CUSTOM_HEADERS and its like. They come last, so that they could replace a company's own key.
        clients[key].client._custom_headers = {}
    kept = clients[key]
    kept.users += 1
    clients.move_to_end(key)
    try:
        if len(clients) > CLIENTS:
            # A company's old key. Whoever still uses its client closes it.
            _, oldest = clients.popitem(last=False)
            if not oldest.users:
                await oldest.client.close()
        yield kept.client
    finally:
        kept.users -= 1
        if clients.get(key) is not kept and not kept.users:
            await kept.client.close()


def _clients_of(loop: asyncio.AbstractEventLoop) -> "OrderedDict[object, _Kept]":
    if loop not in _clients:
        clients: OrderedDict[object, _Kept] = OrderedDict()
        keeper = _until_the_end(loop, clients)
        with suppress(StopIteration):
            # Up to its yield. From there a loop that ends closes it, as its last deed.
            keeper.asend(None).send(None)
        _clients[loop] = clients, keeper
    return _clients[loop][0]


async def _until_the_end(loop: asyncio.AbstractEventLoop, clients: "OrderedDict[object, _Kept]") -> AsyncGenerator[None, None]:
    try:
        yield
    finally:
        # Open connections hold their loop, and would be left open with it for ever.
        _clients.pop(loop, None)
        for kept in clients.values():
            await kept.client.close()


def _http() -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        # Reading is bounded by the call's own clock.
        timeout=httpx2.Timeout(None, connect=CONNECT_SECONDS),
        limits=httpx2.Limits(max_connections=200, max_keepalive_connections=50, keepalive_expiry=30),
        # What is packed may unfold to a thousand times its size, after it was measured.
        headers={"Accept-Encoding": "identity"},
        event_hooks={"request": [_keep_ours, _watch], "response": [_guard]},
    )


async def _keep_ours(request: httpx2.Request) -> None:
    """The SDKs add what they find in our environment, such as an operator's organisation: to companies' keys, and for others."""
    for name in set(request.headers) - HEADERS:
        del request.headers[name]


async def _watch(request: httpx2.Request) -> None:
    call = under_way.get()

    async def trace(event: str, info: object) -> None:
        if call and event.endswith("send_request_headers.started"):
            call.is_sent = True

    request.extensions["trace"] = trace


async def _guard(response: httpx2.Response) -> None:
    kind = response.headers.get("content-type", "").lower()
    most = next((most for begins, most in ANSWERS.items() if kind.startswith(begins)), None)
    if "content-encoding" in response.headers:
        # Nothing unpacks it now, on whatever path the SDK reads it.
        packed = response.headers.pop("content-encoding").lower() != "identity"
        most = None if packed else most
    if most is None and response.is_success:
        raise BadAnswer(status=response.status_code)
    response.stream = _Bounded(response.stream, most or MEGABYTE, response.extensions["network_stream"])


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, stream: object, most: int, line: Any) -> None:
        assert isinstance(stream, httpx2.AsyncByteStream)
        self.line = line
        self.stream = stream
        self.most = most
        self.last = b""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = self.most
        async for data in self.stream:
            left -= len(data)
            if left < 0:
                raise BadAnswer
            self.last = (self.last + data[-LAST:])[-LAST:]
            yield data
        if _has_more(self.stream):
            await self.line.aclose()

    async def aclose(self) -> None:
        await self.stream.aclose()


def _has_more(stream: object) -> bool:
    """Bytes after the end of an answer would be read as the next one, which may be another company's. curl and Go hang up, too."""
    while inner := getattr(stream, "_stream", None) or getattr(stream, "_httpcore_stream", None):
        stream = inner
    state = getattr(getattr(stream, "_connection", None), "_h11_state", None)
    return bool(state and state.trailing_data[0])


def says_done(response: httpx2.Response) -> bool:
    """Whether a stream that was read to its end says so itself. The SDK keeps that to itself."""
    return isinstance(response.stream, _Bounded) and bool(DONE.search(response.stream.last))


async def let_others_go_on() -> None:
    """A thousand pieces may lie in one packet; read without a pause they would hold up every other call."""
    await asyncio.sleep(0)


@contextmanager
def as_ours(provider: str, translate: Callable[[Exception], AIError | None]) -> Iterator[None]:
    """Let none of a vendor's exceptions through, and none of its words."""
    try:
        yield
    except AIError as error:
        error.provider = error.provider or provider
        raise
    except Exception as error:  # noqa: BLE001 - the border: what an SDK can throw is not written down anywhere
        ours = translate(error) or of_the_line(error) or (Rejected() if isinstance(error, UnicodeEncodeError) else BadAnswer())
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


def for_status(status: int, retry_after: float | None, body: object = None) -> AIError:
    # A 404 in the vendor's format may be the model's; that of any web server is the address's.
    missing = UnknownModel if isinstance(body, dict) and OF_A_MODEL.search(str(body)) else WrongAddress
    known: dict[int, type[AIError]] = {401: WrongKey, 403: WrongKey, 404: missing, 408: TimedOut, 429: RateLimited}
    kind = known.get(status) or (Unavailable if status >= 500 else Rejected)
    return kind(status=status, retry_after=retry_after)


def retry_after(headers: httpx2.Headers) -> float | None:
    """Read the header's two forms, seconds or a date."""
    value = headers.get("retry-after", "")
    if re.fullmatch(r"\d{1,300}(\.\d{1,300})?", value, re.ASCII):
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
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


class Letters:
    """Some servers cut a stream in the middle of a character. Its first half waits for the second."""

    def __init__(self) -> None:
        self._half = ""

    def of(self, text: str) -> str:
        text = self._half + text
        self._half = text[-1:] if "\ud800" <= text[-1:] <= "\udbff" else ""
        return clean(text[: len(text) - len(self._half)])


def or_nothing(value: object, read: Callable[[object], Any]) -> Any:
    """How an answer was counted must not cost the answer."""
    try:
        return read(value)
    except ValidationError:
        return None
