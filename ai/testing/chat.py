"""POST /v1/chat/completions"""

import time
from collections.abc import Iterator
from uuid import uuid4

from .asks import Ask
from .errors import ApiError
from .http import Response, in_turn
from .replies import Reply, Wish, reply_to, said, tokens
from .schemas import openai_complaint
from .values import Json, Value, number, row, table, text, written


async def answer(ask: Ask) -> Response:
    wish = _wish(ask.body)
    reply = reply_to(wish, ask)
    usage = _usage(wish, reply)
    if ask.body.get("stream"):
        return Response("text/event-stream; charset=utf-8", stream=in_turn(_events(ask, reply, usage)))
    return Response("application/json", written(_completion(ask, reply, usage)))


def _wish(body: Json) -> Wish:
    messages = [table(message) for message in row(body.get("messages"))]
    if not messages:
        raise ApiError(400, "Missing required parameter: 'messages'.", param="messages", code="missing_required_parameter")
    most = body.get("max_completion_tokens") or body.get("max_tokens")
    return Wish(messages, _schema(table(body.get("response_format")), messages), number(most))


def _schema(wanted: Json, messages: list[Json]) -> Json | None:
    match text(wanted.get("type")):
        case "json_schema":
            return _strict(table(wanted.get("json_schema")))
        case "json_object":
            _require_the_word(messages)
            return {"type": "object", "properties": {"answer": {"type": "string"}}}
    return None


def _strict(wanted: Json) -> Json:
    schema = table(wanted.get("schema"))
    if wanted.get("strict") and (complaint := openai_complaint(text(wanted.get("name")), schema)):
        raise ApiError(400, complaint, param="response_format")
    return schema


def _require_the_word(messages: list[Json]) -> None:
    if not any("json" in said(message).lower() for message in messages):
        rule = "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."
        raise ApiError(400, rule, param="messages")


def _usage(wish: Wish, reply: Reply) -> Json:
    asked, answered = wish.tokens, tokens(reply.text)
    return {"prompt_tokens": asked, "completion_tokens": answered, "total_tokens": asked + answered}


def _completion(ask: Ask, reply: Reply, usage: Json) -> Json:
    content: Json = {"content": None, "refusal": reply.text} if reply.is_refusal else {"content": reply.text, "refusal": None}
    choice: Json = {"index": 0, "message": content | {"role": "assistant"}, "logprobs": None, "finish_reason": _reason(reply)}
    choices: Json = {} if reply.is_misshapen else {"choices": [choice]}
    return _envelope(ask, "chat.completion") | choices | {"usage": usage}


def _events(ask: Ask, reply: Reply, usage: Json) -> Iterator[bytes]:
    envelope = _envelope(ask, "chat.completion.chunk")
    counts = bool(table(ask.body.get("stream_options")).get("include_usage"))
    rest: Json = {"usage": None} if counts else {}
    for choice in _choices(reply):
        yield _event(envelope | ({} if reply.is_misshapen else {"choices": [choice]}) | rest)
    if counts:
        yield _event(envelope | {"choices": [], "usage": usage})
    yield b"data: [DONE]\n\n"


def _choices(reply: Reply) -> Iterator[Value]:
    field = "refusal" if reply.is_refusal else "content"
    yield _choice({"role": "assistant", "content": None if reply.is_refusal else "", "refusal": None})
    for piece in reply.pieces:
        yield _choice({field: piece})
    yield _choice({}) | {"finish_reason": _reason(reply)}


def _choice(delta: Json) -> Json:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": None}


def _reason(reply: Reply) -> str:
    return "length" if reply.is_cut else "stop"


def _envelope(ask: Ask, kind: str) -> Json:
    return {"id": f"chatcmpl-{uuid4().hex}", "object": kind, "created": int(time.time()), "model": ask.model}


def _event(data: Json) -> bytes:
    return b"data: " + written(data) + b"\n\n"
