"""Anthropic: completing and streaming."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

import anthropic
import httpx2
from pydantic import BaseModel, Field, WrapValidator

from ai.call import Call
from ai.configuration import Account
from ai.errors import AIError, BadAnswer, Interrupted, Refused
from ai.protocols import Ask, Grade
from ai.providers import wire
from ai.results import Ability, Completion, Made, Usage, tokens_in
from ai.text import clean


class _Block(BaseModel):
    type: str
    text: str | None = None


class _Tokens(BaseModel):
    # A later count may leave it out.
    input_tokens: int | None = Field(0, ge=0, le=10**9)
    output_tokens: int | None = Field(None, ge=0, le=10**9)


_Usage = Annotated[_Tokens | None, WrapValidator(wire.or_nothing)]


class _Delta(BaseModel):
    type: str = ""
    text: str | None = None
    stop_reason: str | None = None


class _Start(BaseModel):
    model: str
    usage: _Usage = None


class _Event(BaseModel):
    type: str
    message: _Start | None = None
    delta: _Delta | None = None
    usage: _Usage = None


class _Reply(BaseModel):
    model: str
    content: list[_Block]
    stop_reason: str | None
    usage: _Usage = None


class Anthropic:
    def __init__(self, account: Account) -> None:
        self.account = account
        self.name = account.name

    def model_for(self, ability: Ability, grade: Grade) -> str:
        return self.account.model_for(ability, grade)

    async def complete(self, ask: Ask, call: Call) -> Completion:
        async with self._line() as client:
            raw = await client.messages.with_raw_response.create(**self._question(ask), extra_headers=_id_of(call))
            reply = _Reply.model_validate_json(await raw.http_response.aread())
        if reply.stop_reason == "refusal":
            raise Refused(self.name)
        text = clean("".join(block.text or "" for block in reply.content if block.type == "text"))
        made = Made(self.name, reply.model, _counted(reply.usage, ask, len(text)))
        return Completion(text, made, is_cut=reply.stop_reason == "max_tokens")

    async def stream(self, ask: Ask, call: Call) -> AsyncGenerator[str | Made, None]:
        seen = _Seen(self.model_for(Ability.COMPLETE, ask.grade))
        async with self._line() as client:
            events = await client.messages.create(**self._question(ask), stream=True, extra_headers=_id_of(call))
            async with events:
                async for event in events:
                    await wire.let_others_go_on()
                    if text := seen.take(event):
                        yield text
            seen.check_end()
        usage = _Tokens(input_tokens=seen.start.input_tokens, output_tokens=seen.end.output_tokens) if seen.start and seen.end else None
        yield Made(self.name, seen.model, _counted(usage, ask, seen.written))

    async def check_key(self) -> None:
        """Ask for the list of models, which costs nothing."""
        async with self._line() as client:
            await client.models.with_raw_response.list(limit=1)

    @asynccontextmanager
    async def _line(self) -> AsyncIterator[anthropic.AsyncAnthropic]:
        def make(http: httpx2.AsyncClient) -> anthropic.AsyncAnthropic:
            return anthropic.AsyncAnthropic(api_key=self.account.key, base_url=self.account.base_url, http_client=http, max_retries=0)

        with wire.as_ours(self.name, _translated):
            async with wire.client_for_this_loop(("anthropic", self.account.base_url, self.account.key), make) as client:
                yield client

    def _question(self, ask: Ask) -> dict[str, Any]:
        shape: dict[str, Any] = {"effort": self.account.effort_for(ask.grade)}
        if ask.schema is not None:
            shape["format"] = {"type": "json_schema", "schema": ask.schema}
        question: dict[str, Any] = {
            "model": self.model_for(Ability.COMPLETE, ask.grade),
            "system": ask.instructions,
            "messages": [{"role": who, "content": text} for who, text in ask.messages],
            "max_tokens": ask.max_tokens + self.account.room_for(ask.grade),
            "output_config": shape,
        }
        if ask.grade is Grade.QUICK:
            # Somebody waits for the first word.
            question["thinking"] = {"type": "disabled"}
        return question


class _Seen:
    """What has come of a stream so far."""

    def __init__(self, model: str) -> None:
        self.model = model
        self.start: _Tokens | None = None
        self.end: _Tokens | None = None
        self.written = 0
        self.letters = wire.Letters()
        self.is_refused = False
        self.is_whole = False

    def take(self, raw: anthropic.types.RawMessageStreamEvent) -> str:
        # The SDK takes any JSON for an event.
        event = _Event.model_validate(raw.model_dump(warnings=False))
        match event.type:
            case "message_start" if event.message:
                self.model, self.start = event.message.model, event.message.usage
            case "content_block_delta" if event.delta and event.delta.type == "text_delta":
                text = self.letters.of(event.delta.text or "")
                self.written += len(text)
                return text
            case "message_delta":
                self.end = event.usage
                self.is_refused = bool(event.delta and event.delta.stop_reason == "refusal")
            case "message_stop":
                self.is_whole = True
        return ""

    def check_end(self) -> None:
        if self.is_refused:
            raise Refused
        if not self.is_whole:
            raise Interrupted
        if not self.written:
            raise BadAnswer


def _counted(usage: _Tokens | None, ask: Ask, written: int) -> Usage:
    if usage and usage.output_tokens is not None:
        return Usage(usage.input_tokens or 0, usage.output_tokens)
    read = len(ask.instructions) + sum(len(text) for _, text in ask.messages)
    return Usage(input_tokens=tokens_in(read), output_tokens=tokens_in(written), is_estimated=True)


def _id_of(call: Call) -> dict[str, str]:
    return {"X-Client-Request-Id": str(call.attempt_id)}


def _translated(error: Exception) -> AIError | None:
    if isinstance(error, anthropic.APIStatusError) and error.status_code >= 300:
        return wire.for_status(error.status_code, wire.retry_after(error.response.headers), error.body)
    if isinstance(error, anthropic.APIConnectionError):
        return wire.of_the_line(error.__cause__) or Interrupted()
    if isinstance(error, anthropic.APIError):
        # An error event in the middle of a stream.
        return Interrupted()
    return None
