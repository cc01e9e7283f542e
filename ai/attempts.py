"""The call path: everything between a question of ours and a provider's answer happens here, once.

The links of a chain are asked one after the other until one answers. Around each attempt, in this order:

1. The purse. A call pays for two attempts at most. A failure before the provider can have begun to work (refused, turned
   away, told to come back later) costs nothing and may be tried again as often as the pace allows.
2. The circuit. A provider that failed five times within half a minute is skipped until a probe finds it well.
3. The ledger. The attempt is on the books before it leaves.
4. The clock. An attempt has the pace's time to answer, and never more than what is left of the call's deadline.

Nothing below retries: the SDKs are told not to. Nothing above retries a call: a caller that wants another go makes a new
call, minutes later, as background work does. What streams is tried again only until its first piece is there.

`builtin` is asked without purse, circuit, ledger and clock: it answers at once, and still answers when all else is lost.
"""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from ai.call import Call
from ai.circuit import Circuit
from ai.errors import AIError, Interrupted, NotOffered, Skipped, TimedOut, Unreachable
from ai.ledger import Attempt, Ledger, Outcome, State, book, settle
from ai.prices import cost_of
from ai.protocols import Grade, Provider
from ai.results import BUILTIN, Ability, Completion, Embeddings, Made, Transcript, Usage, tokens_in

log = logging.getLogger(__name__)
P = TypeVar("P", bound=Provider)
R = TypeVar("R", Completion, Transcript, Embeddings)
Piece = TypeVar("Piece", str, bytes)
T = TypeVar("T")
NOTHING = Usage()


@dataclass(frozen=True, slots=True)
class Link(Generic[P]):
    """A provider, as one chain uses it."""

    provider: P
    circuit: Circuit
    own_key: bool = False

    @property
    def is_builtin(self) -> bool:
        return self.provider.name == BUILTIN


@dataclass(frozen=True, slots=True)
class Errand:
    """What the purse and the ledger must know about an attempt before its answer is there."""

    grade: Grade = Grade.QUICK
    # What it will use at least, for an attempt that fails when the provider may have worked on it already.
    expected: Usage = NOTHING


@dataclass(slots=True)
class Receipt:
    provider: str = BUILTIN
    made: Made | None = None
    written: int = 0
    is_unsent: bool = False


@dataclass(slots=True)
class Begun(Generic[Piece]):
    """A stream whose first piece is there, after so many milliseconds."""

    first: Piece | Made
    rest: AsyncGenerator[Piece | Made, None]
    receipt: Receipt
    attempt: AsyncExitStack
    after_ms: int = 0


@dataclass(frozen=True, slots=True)
class Attempts(Generic[P]):
    ability: Ability
    links: tuple[Link[P], ...]
    ledger: Ledger

    async def whole(self, call: Call, errand: Errand, send: Callable[[P], Awaitable[R]]) -> R:
        """Return the first answer."""

        async def attempt(link: Link[P]) -> R:
            if link.is_builtin:
                return await send(link.provider)
            async with self._attempt(link, call, errand) as receipt, asyncio.timeout(call.attempt_seconds):
                began = time.monotonic()
                answer = await send(link.provider)
                receipt.made = replace(answer.made, latency_ms=_ms_since(began))
                return replace(answer, made=receipt.made)

        return await self._until_one_works(call, attempt)

    async def pieces(
        self, call: Call, errand: Errand, send: Callable[[P], AsyncGenerator[Piece | Made, None]]
    ) -> AsyncGenerator[Piece | Made, None]:
        """Hand on a stream; how it was made comes last. After its first piece there is no other provider."""

        async def attempt(link: Link[P]) -> Begun[Piece]:
            stream = send(link.provider)
            if link.is_builtin:
                return Begun(await anext(stream), stream, Receipt(), AsyncExitStack())
            async with AsyncExitStack() as stack:
                receipt = await stack.enter_async_context(self._attempt(link, call, errand))
                await stack.enter_async_context(aclosing(stream))
                began = time.monotonic()
                async with asyncio.timeout(call.attempt_seconds):
                    first = await _next(stream, link.provider.name)
                return Begun(first, stream, receipt, stack.pop_all(), _ms_since(began))

        begun = await self._until_one_works(call, attempt)
        async with begun.attempt:
            piece = begun.first
            while not isinstance(piece, Made):
                begun.receipt.written += len(piece)
                yield piece
                async with asyncio.timeout(call.attempt_seconds):
                    piece = await _next(begun.rest, begun.receipt.provider)
            begun.receipt.made = replace(piece, latency_ms=begun.after_ms)
            yield begun.receipt.made

    async def _until_one_works(self, call: Call, attempt: Callable[[Link[P]], Awaitable[T]]) -> T:
        problem: AIError | None = None
        for link in self.links:
            try:
                return await self._tries(link, call, attempt)
            except AIError as error:
                # The first one tells what is wrong; the rest is what came of it.
                problem = problem or error
        raise problem or NotOffered()

    async def _tries(self, link: Link[P], call: Call, attempt: Callable[[Link[P]], Awaitable[T]]) -> T:
        for tries in range(1, call.pace.tries + 1):
            if not link.is_builtin:
                _check(link, call)
            try:
                return await attempt(link)
            except AIError as problem:
                is_last = tries == call.pace.tries or not call.may_pay or link.circuit.is_open(time.monotonic())
                if is_last or not problem.retryable:
                    raise
                await call.pause(tries, problem)
        raise AssertionError("a pace allows one try at least")

    @asynccontextmanager
    async def _attempt(self, link: Link[P], call: Call, errand: Errand) -> AsyncIterator[Receipt]:
        """Book, let it happen, settle; turn a timeout into ours; tell purse and circuit how it went."""
        attempt = self._booking(link, call, errand)
        await book(self.ledger, attempt, within=call.attempt_seconds)
        receipt = Receipt(attempt.provider)
        began = time.monotonic()
        problem: AIError | None = None
        code = "given_up"
        try:
            yield receipt
            code = ""
        except TimeoutError:
            problem = TimedOut(attempt.provider)
        except AIError as error:
            problem = error
        finally:
            # Also when the caller gave up: a stream that was closed early, a task that was cancelled.
            if not call.is_sent and not receipt.made and (problem is None or isinstance(problem, TimedOut)):
                # Given up before anything left: there was no free line, or none yet.
                problem = problem and Unreachable(attempt.provider)
                receipt.is_unsent = True
            code = problem.code if problem else code
            usage = _usage(errand, receipt, problem, gave_up=bool(code and not problem))
            _tell(link, call, receipt, problem)
            await settle(self.ledger, attempt, _outcome(attempt, receipt, usage, code, _ms_since(began)))
        if problem:
            raise problem from None

    def _booking(self, link: Link[P], call: Call, errand: Errand) -> Attempt:
        provider, model = link.provider.name, link.provider.model_for(self.ability, errand.grade)
        return Attempt(
            id=call.next_attempt(),
            purpose=call.purpose,
            ability=self.ability,
            provider=provider,
            model=model,
            own_key=link.own_key,
            expected=errand.expected,
            expected_cost=cost_of(provider, model, errand.expected),
        )


def _check(link: Link[P], call: Call) -> None:
    if not call.may_pay:
        raise TimedOut(link.provider.name)
    if not link.circuit.lets_through(time.monotonic()):
        raise Skipped(link.provider.name)


async def _next(stream: AsyncGenerator[Piece | Made, None], provider: str) -> Piece | Made:
    try:
        return await anext(stream)
    except StopAsyncIteration:
        # A whole stream ends with how it was made.
        raise Interrupted(provider) from None


def _tell(link: Link[P], call: Call, receipt: Receipt, problem: AIError | None) -> None:
    if receipt.made or (problem and problem.may_be_billed):
        call.paid_attempts += 1
    if receipt.made:
        link.circuit.succeeded()
    elif problem and problem.is_outage:
        link.circuit.failed(time.monotonic())
    else:
        link.circuit.said_nothing()


def _usage(errand: Errand, receipt: Receipt, problem: AIError | None, *, gave_up: bool) -> Usage:
    if receipt.made:
        return receipt.made.usage
    if (gave_up and not receipt.is_unsent) or (problem and problem.may_be_billed):
        return replace(errand.expected, output_tokens=tokens_in(receipt.written), is_estimated=True)
    return NOTHING


def _outcome(attempt: Attempt, receipt: Receipt, usage: Usage, code: str, latency_ms: int) -> Outcome:
    model = receipt.made.model if receipt.made else attempt.model
    state = State.DONE if receipt.made else State.UNSENT if receipt.is_unsent or code == Unreachable.code else State.FAILED
    facts = {"attempt": attempt.id, "provider": attempt.provider, "model": model, "ability": attempt.ability, "task": attempt.purpose.task}
    log.info("model asked", extra={"facts": facts | {"state": state, "problem": code, "ms": latency_ms}})
    return Outcome(state, model, usage, cost_of(attempt.provider, model, usage), latency_ms, "" if receipt.made else code)


def _ms_since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
