"""Where a request is taken in: who asks, what for, what shall go wrong, and which answer there is."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from uuid import uuid4

from . import chat, embeddings, messages, speech, transcriptions
from .asks import Ask, taken_apart
from .calls import Call, Calls
from .errors import ApiError, error_for, error_response, refused, wrong_key
from .faults import Fault, Rule, rule_from_header
from .http import Request, Response
from .orders import Orders, OrdersFile
from .spoiling import TALKING, spoiled
from .values import Value, written

MODELS = ["gpt-4o-mini", "whisper-1", "gpt-4o-mini-transcribe", "gpt-4o-mini-tts", "text-embedding-3-small", "claude-haiku-4-5"]
UNKNOWN_MODEL = "no-such-model"
ABILITIES = {
    ("GET", "/v1/models"): "models",
    ("POST", "/v1/chat/completions"): "chat",
    ("POST", "/v1/audio/transcriptions"): "transcribe",
    ("POST", "/v1/audio/speech"): "speak",
    ("POST", "/v1/embeddings"): "embed",
    ("POST", "/v1/messages"): "messages",
}


async def models(ask: Ask) -> Response:
    data: list[Value] = [{"id": name, "object": "model", "created": 1_700_000_000, "owned_by": "colloquy"} for name in MODELS]
    return Response("application/json", written({"object": "list", "data": data}))


ANSWERS: dict[str, Callable[[Ask], Awaitable[Response]]] = {
    "models": models,
    "chat": chat.answer,
    "transcribe": transcriptions.answer,
    "speak": speech.answer,
    "embed": embeddings.answer,
    "messages": messages.answer,
}


@dataclass(frozen=True, slots=True)
class Visit:
    request: Request
    ability: str
    ask: Ask
    number: int
    rule: Rule | None = None
    problem: ApiError | None = None

    @property
    def fault(self) -> Fault | None:
        return self.rule.fault if self.rule else None


class Desk:
    def __init__(self, key: str | None, file: OrdersFile, calls: Calls, models: frozenset[str] = frozenset()) -> None:
        self.key = key
        self.models = models
        self.own = Orders()
        self.file = file
        self.calls = calls

    def take(self, request: Request) -> Visit:
        """Count the request; from here on whoever asks may be killed."""
        ability = ABILITIES.get((request.method, request.path), "")
        ask, problem = Ask({}), None
        try:
            ask = taken_apart(request)
            self._require(request, ability, ask)
            rule = self._rule(request, ability)
        except ApiError as error:
            rule, problem = None, error
        number = self.calls.add(_call(request, ability, ask, rule))
        return Visit(request, ability, ask, number, rule, problem)

    async def wait(self, visit: Visit) -> None:
        delay = self._setting(visit.ability, self.own.delays, self.file.look().delays)
        if delay:
            await asyncio.sleep(delay)

    def pace(self, visit: Visit) -> float:
        return self._setting(visit.ability, self.own.paces, self.file.look().paces)

    async def response(self, visit: Visit) -> Response:
        try:
            response = await self._answered(visit)
        except ApiError as error:
            response = error_response(error, visit.ability)
        name = "request-id" if visit.ability == "messages" else "x-request-id"
        last = {} if visit.request.wants_to_stay else {"Connection": "close"}
        return replace(response, headers=response.headers | {name: f"req_{uuid4().hex}"} | last)

    async def _answered(self, visit: Visit) -> Response:
        if problem := visit.problem or (error_for(visit.rule) if visit.rule else None):
            raise problem
        if visit.fault == Fault.REFUSAL and visit.ability not in TALKING:
            raise refused()
        reply = self.own.next_reply(visit.ability)
        reply = self.file.look().next_reply(visit.ability) if reply is None else reply
        mishears = self.own.mishears.get(visit.ask.model) or self.file.look().mishears.get(visit.ask.model, {})
        ask = replace(visit.ask, fault=visit.fault, reply=reply, mishears=mishears)
        response = await ANSWERS[visit.ability](ask)
        return await spoiled(response, visit.fault, visit.ability) if visit.fault else response

    def _require(self, request: Request, ability: str, ask: Ask) -> None:
        key = _key(request)
        if self.key is not None and key != self.key:
            raise wrong_key(key)
        if not ability:
            raise ApiError(404, f"Invalid URL ({request.method} {request.path})")
        if ability == "messages" and not request.header("anthropic-version"):
            raise ApiError(400, "anthropic-version: header is required")
        if ability != "models" and ask.body and not self._knows(ask.model):
            message = f"The model `{ask.model}` does not exist or you do not have access to it."
            raise ApiError(404, message, param="model", code="model_not_found")

    def _knows(self, model: str) -> bool:
        return model in self.models if self.models else model not in ("", UNKNOWN_MODEL)

    def _rule(self, request: Request, ability: str) -> Rule | None:
        try:
            asked = rule_from_header(request.header("x-fault"))
        except ValueError:
            raise ApiError(400, "X-Fault names no fault of ours.") from None
        return asked or self.own.rule_for(ability) or self.file.look().rule_for(ability)

    def _setting(self, ability: str, own: dict[str, float], filed: dict[str, float]) -> float:
        return own.get(ability, filed.get(ability, 0))


def _key(request: Request) -> str:
    return request.header("x-api-key") or request.header("authorization").removeprefix("Bearer ")


def _call(request: Request, ability: str, ask: Ask, rule: Rule | None) -> Call:
    return Call(
        ability=ability,
        path=request.path,
        model=ask.model,
        request_id=request.header("x-client-request-id"),
        authorization=_key(request)[-4:],
        fault=rule.fault if rule else "",
        body=ask.body,
    )
