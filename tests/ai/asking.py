"""Asks the model server over plain HTTP, as any client in any language might."""

import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from ai.testing import recording
from tests.waiting import eventually

KEY = "sk-test"
HEADERS = {"Authorization": f"Bearer {KEY}", "anthropic-version": "2023-06-01"}
PATHS = {
    "chat": "/v1/chat/completions",
    "transcribe": "/v1/audio/transcriptions",
    "speak": "/v1/audio/speech",
    "embed": "/v1/embeddings",
    "messages": "/v1/messages",
}
QUESTION = [{"role": "user", "content": "I led the migration of our warehouse. Nobody lost a parcel."}]
BODIES = {
    "chat": {"model": "gpt-4o-mini", "messages": QUESTION},
    "speak": {"model": "tts-1", "voice": "alloy", "input": "How are you?", "response_format": "wav"},
    "embed": {"model": "text-embedding-3-small", "input": "I led a team."},
    "messages": {"model": "claude-haiku-4-5", "messages": QUESTION, "max_tokens": 500},
}


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def events(self):
        """The data of a stream of events, without the word that ends it."""
        lines = [line.removeprefix(b"data: ") for line in self.body.split(b"\n") if line.startswith(b"data: ")]
        return [json.loads(line) for line in lines if line != b"[DONE]"]


def ask(server, ability: str, *, headers=None, **body) -> Answer:
    """Change what is asked by keywords; None leaves a part out."""
    kind, sent = form(**body) if ability == "transcribe" else ("application/json", written(ability, **body))
    return post(server, PATHS[ability], sent, {"Content-Type": kind} | (headers or {}))


def written(ability: str, **body) -> str:
    return json.dumps({name: value for name, value in (BODIES[ability] | body).items() if value is not None})


def post(server, path: str, body, headers) -> Answer:
    with opened(server, path, body, headers) as response:
        return Answer(response.status, response.headers, response.read())


@contextmanager
def opened(server, path: str, body, headers, *, head_within=5.0, more_within=5.0) -> Iterator[http.client.HTTPResponse]:
    """Lend an answer of which the head alone has been read."""
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=head_within)) as connection:
        connection.request("POST", path, body, HEADERS | headers)
        with connection.getresponse() as response:
            connection.sock.settimeout(more_within)
            yield response


@contextmanager
def left_waiting(server, ability: str, headers: str = "") -> Iterator[socket.socket]:
    """Ask, and read nothing of the answer."""
    body = written(ability)
    head = f"POST {PATHS[ability]} HTTP/1.1\r\nAuthorization: Bearer {KEY}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
        line.sendall((head + body).encode())
        eventually(lambda: server.calls, within=5)
        yield line


def strict(properties, **more):
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False} | more


def wanted(schema, is_strict=True):
    return {"type": "json_schema", "json_schema": {"name": "judgement", "strict": is_strict, "schema": schema}}


def form(*, file: bytes | None = None, name: str = "answer.webm", grains=(), **fields: str) -> tuple[str, bytes]:
    fields = {"model": "whisper-1"} | fields
    parts = [f'Content-Disposition: form-data; name="{key}"\r\n\r\n{value}'.encode() for key, value in fields.items()]
    parts += [f'Content-Disposition: form-data; name="timestamp_granularities[]"\r\n\r\n{grain}'.encode() for grain in grains]
    head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: audio/webm\r\n\r\n'.encode()
    parts.append(head + (recording("I led a team.") if file is None else file))
    return "multipart/form-data; boundary=edge", b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"
