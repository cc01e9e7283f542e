"""POST /v1/messages, as Anthropic answers it"""

from collections.abc import Iterator
from uuid import uuid4

from .asks import Ask
from .errors import ApiError
from .http import Response, in_turn
from .replies import Reply, Wish, reply_to, tokens
from .schemas import anthropic_complaint
from .values import Json, number, row, table, written


async def answer(ask: Ask) -> Response:
    wish = _wish(ask.body)
    reply = reply_to(wish, ask)
    if ask.body.get("stream"):
        return Response("text/event-stream; charset=utf-8", stream=in_turn(_events(ask, wish, reply)))
    message = _message(ask) | _stop(reply) | {"usage": {"input_tokens": wish.tokens, "output_tokens": tokens(reply.text)}}
    content: Json = {} if reply.is_misshapen else {"content": [] if reply.is_refusal else [_block(reply.text)]}
    return Response("application/json", written(message | content))


def _wish(body: Json) -> Wish:
    for name in ("max_tokens", "messages"):
        if not body.get(name):
            raise ApiError(400, f"{name}: Field required")
    messages = [table(message) for message in row(body["messages"])]
    system: Json = {"role": "system", "content": body.get("system")}
    return Wish([system, *messages], _schema(body), number(body["max_tokens"]))


def _schema(body: Json) -> Json | None:
    wanted = table(table(body.get("output_config")).get("format"))
    if wanted.get("type") != "json_schema":
        return None
    schema = table(wanted.get("schema"))
    if complaint := anthropic_complaint(schema):
        raise ApiError(400, complaint)
    return schema


def _events(ask: Ask, wish: Wish, reply: Reply) -> Iterator[bytes]:
    usage: Json = {"input_tokens": wish.tokens, "output_tokens": 1}
    stop = _stop(reply) | {"stop_details": None}
    yield _event("message_start", {"message": _message(ask) | {"content": [], "stop_reason": None, "stop_sequence": None, "usage": usage}})
    if not reply.is_refusal:
        yield from _text_events(reply)
    yield _event("message_delta", {"delta": stop, "usage": {"output_tokens": tokens(reply.text)}})
    yield _event("message_stop", {})


def _text_events(reply: Reply) -> Iterator[bytes]:
    yield _event("content_block_start", {"index": 0, "content_block": _block("")})
    for piece in reply.pieces:
        delta: Json = {} if reply.is_misshapen else {"delta": {"type": "text_delta", "text": piece}}
        yield _event("content_block_delta", {"index": 0} | delta)
    yield _event("content_block_stop", {"index": 0})


def _message(ask: Ask) -> Json:
    return {"id": f"msg_{uuid4().hex[:24]}", "type": "message", "role": "assistant", "model": ask.model}


def _block(words: str) -> Json:
    return {"type": "text", "text": words, "citations": None}


def _stop(reply: Reply) -> Json:
    reason = "refusal" if reply.is_refusal else "max_tokens" if reply.is_cut else "end_turn"
    return {"stop_reason": reason, "stop_sequence": None}


def _event(kind: str, data: Json) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (kind.encode(), written({"type": kind} | data))
