"""Anthropic: completing and streaming."""

from collections.abc import AsyncGenerator
from typing import Any

import anthropic
import httpx2
from pydantic import BaseModel

from ai.call import Call
from ai.configuration import Account
from ai.errors import AIError, BadAnswer, Interrupted, Refused
from ai.protocols import Ask, Grade
from ai.providers import wire
from ai.results import Ability, Completion, Made, Usage


class _Block(BaseModel):
    type: str
    text: str = ""


class _Tokens(BaseModel):
    input_tokens: int = 0
    output_tokens: int = 0


class _Reply(BaseModel):
    model: str
    content: list[_Block]
    stop_reason: str | None
    usage: _Tokens


class Anthropic:
    def __init__(self, account: Account) -> None:
        self.account = account
        self.name = account.name

    def model_for(self, ability: Ability, grade: Grade) -> str:
        return self.account.model_for(ability, grade)

    async def complete(self, ask: Ask, call: Call) -> Completion:
        with wire.as_ours(self.name, _translated):
            raw = await self._client().messages.with_raw_response.create(**self._question(ask), extra_headers=_id_of(call))
            reply = _Reply.model_validate_json(await raw.http_response.aread())
        if reply.stop_reason == "refusal":
            raise Refused(self.name)
        text = "".join(block.text for block in reply.content if block.type == "text")
        made = Made(self.name, reply.model, Usage(reply.usage.input_tokens, reply.usage.output_tokens))
        return Completion(text, made, is_cut=reply.stop_reason == "max_tokens")

    async def stream(self, ask: Ask, call: Call) -> AsyncGenerator[str | Made, None]:
        seen = _Seen(self.model_for(Ability.COMPLETE, ask.grade))
        with wire.as_ours(self.name, _translated):
            events = await self._client().messages.create(**self._question(ask), stream=True, extra_headers=_id_of(call))
            async with events:
                async for event in events:
                    if text := seen.take(event):
                        yield text
            seen.check_end()
        yield Made(self.name, seen.model, Usage(seen.read, seen.written))

    async def check_key(self) -> None:
        """Ask for the list of models, which costs nothing."""
        with wire.as_ours(self.name, _translated):
            await self._client().models.with_raw_response.list(limit=1)

    def _client(self) -> anthropic.AsyncAnthropic:
        def make(http: httpx2.AsyncClient) -> anthropic.AsyncAnthropic:
            return anthropic.AsyncAnthropic(api_key=self.account.key, base_url=self.account.base_url, http_client=http, max_retries=0)

        return wire.client_for_this_loop(("anthropic", self.account.base_url, self.account.key), make)

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
        self.read = 0
        self.written = 0
        self.has_text = False
        self.is_refused = False
        self.is_whole = False

    def take(self, event: anthropic.types.RawMessageStreamEvent) -> str:
        match event.type:
            case "message_start":
                self.model, self.read = event.message.model, event.message.usage.input_tokens
            case "content_block_delta" if event.delta.type == "text_delta":
                self.has_text = True
                return event.delta.text
            case "message_delta":
                self.written = event.usage.output_tokens
                self.is_refused = event.delta.stop_reason == "refusal"
            case "message_stop":
                self.is_whole = True
        return ""

    def check_end(self) -> None:
        if self.is_refused:
            raise Refused
        if not self.is_whole:
            raise Interrupted
        if not self.has_text:
            raise BadAnswer


def _id_of(call: Call) -> dict[str, str]:
    return {"X-Client-Request-Id": str(call.attempt_id)}


def _translated(error: Exception) -> AIError | None:
    if isinstance(error, anthropic.APIStatusError) and error.status_code >= 400:
        return wire.for_status(error.status_code, wire.retry_after(error.response.headers))
    if isinstance(error, anthropic.APIConnectionError):
        return wire.of_the_line(error.__cause__) or Interrupted()
    if isinstance(error, anthropic.APIError):
        # An error event in the middle of a stream.
        return Interrupted()
    return None
