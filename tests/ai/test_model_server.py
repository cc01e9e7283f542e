import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing

import pytest

from ai.testing import ModelServer
from tests.ai.asking import BODIES, HEADERS, KEY, PATHS, ask, form, left_waiting, opened, written
from tests.waiting import SLACK, eventually


def test_calls_are_counted_and_keys_are_not_kept(model_server):
    ask(model_server, "chat", headers={"X-Client-Request-Id": "mine"})
    ask(model_server, "embed", headers={"Authorization": "Bearer sk-secret-word"})

    right, wrong = model_server.calls
    assert (right.ability, right.request_id, right.model, right.path, right.status) == ("chat", "mine", "gpt-4o-mini", PATHS["chat"], 200)
    assert (right.authorization, right.body["messages"], right.fault) == ("test", BODIES["chat"]["messages"], "")
    assert (wrong.ability, wrong.status, wrong.authorization) == ("embed", 401, "word")
    assert abs(right.at - time.time()) < 5


def test_it_forgets_everything_when_told_to_behave(model_server):
    model_server.script("chat", ["Never said."])
    model_server.delays["chat"] = 60
    ask(model_server, "embed")
    model_server.behave()

    assert model_server.calls == []
    assert "Thank you" in ask(model_server, "chat").json["choices"][0]["message"]["content"]


def test_an_answer_can_be_delayed(model_server):
    model_server.delays["chat"] = 1
    start = time.perf_counter()
    ask(model_server, "embed")
    middle = time.perf_counter()
    ask(model_server, "chat")

    assert middle - start < 1 <= time.perf_counter() - middle


def test_a_stream_has_the_pace_it_was_given(model_server):
    model_server.paces["chat"] = 0.01
    start = time.perf_counter()
    chunks = ask(model_server, "chat", stream=True).events

    assert time.perf_counter() - start > 0.01 * len(chunks)


def test_the_kernel_holds_no_piece_back(model_server):
    with closing(http.client.HTTPConnection("127.0.0.1", model_server.port, timeout=5)) as connection:
        # The first few are never held back.
        usual = sorted(streamed(connection) for _ in range(30))[12]

    # Without TCP_NODELAY it would be 0.04.
    assert usual < 0.02


def streamed(connection):
    start = time.perf_counter()
    connection.request("POST", PATHS["chat"], written("chat", stream=True), HEADERS)
    connection.getresponse().read()
    return time.perf_counter() - start


def test_a_connection_serves_many_requests_of_every_kind(model_server):
    connection = http.client.HTTPConnection("127.0.0.1", model_server.port, timeout=5)
    line = None
    for body in (json.dumps(BODIES["embed"]).encode(), iter([b'{"model": "m", ', b'"input": "words"}'])):
        connection.request("POST", PATHS["embed"], body, {"Authorization": f"Bearer {KEY}"})
        assert connection.getresponse().read().startswith(b'{"object": "list"')
        assert line in (None, connection.sock)
        line = connection.sock
    connection.close()


def test_whoever_asks_before_sending_a_large_body_may_send_it(model_server):
    kind, body = form()
    head = f"POST {PATHS['transcribe']} HTTP/1.1\r\nAuthorization: Bearer {KEY}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    with socket.create_connection(("127.0.0.1", model_server.port), timeout=5) as line:
        line.sendall(f"{head}Expect: 100-continue\r\nConnection: close\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 100 Continue")
        line.sendall(body)
        assert b"I led a team." in b"".join(iter(lambda: line.recv(65536), b""))


@pytest.mark.parametrize(
    "sent",
    [
        b"hello\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
        b"A" * 99999,
    ],
)
def test_what_is_no_request_is_answered_with_400(model_server, sent):
    with socket.create_connection(("127.0.0.1", model_server.port), timeout=5) as line:
        line.sendall(sent)
        assert line.recv(100).startswith(b"HTTP/1.1 400")


def test_it_notices_a_client_that_goes_away(model_server):
    model_server.delays["chat"] = 60
    with left_waiting(model_server, "chat"):
        pass

    eventually(lambda: model_server.calls[0].client_left, within=5)
    assert model_server.calls[0].status is None


def test_it_ends_at_once_whoever_is_still_waiting():
    with ExitStack() as waiting, ModelServer() as server:
        server.delays["chat"] = 60
        waiting.enter_context(left_waiting(server, "chat"))
        start = time.perf_counter()

    assert time.perf_counter() - start < SLACK
    assert not server._thread.is_alive()


def test_a_taken_port_is_said_so(model_server):
    with pytest.raises(OSError, match="in use"):
        ModelServer(port=model_server.port).start()


@pytest.fixture
def program(tmp_path):
    """The server as a program, which orders reach by a file."""
    words = ["--port", "0", "--key", KEY, "--faults", tmp_path / "faults.json", "--log", tmp_path / "requests.jsonl", "--delay", "chat=0.1"]
    with subprocess.Popen([sys.executable, "-m", "ai.testing", *words], stdout=subprocess.PIPE, text=True) as process:
        process.port = int(re.search(r":(\d+)/v1", process.stdout.readline())[1])
        yield process
        process.kill()


def test_as_a_program_it_takes_orders_from_a_file(program, tmp_path):
    orders = tmp_path / "faults.json"
    start = time.perf_counter()
    assert ask(program, "chat").status == 200
    assert time.perf_counter() - start > 0.1

    orders.write_text(json.dumps({"faults": [{"fault": "http_429", "ability": "embed", "times": 1, "retry_after": 2}]}))
    limited, after = ask(program, "embed"), ask(program, "embed")
    assert (limited.status, limited.headers["Retry-After"], after.status) == (429, "2", 200)

    orders.write_text('{"faults": [{"fault": "htt')
    assert ask(program, "embed").status == 200

    orders.write_text(json.dumps({"scripts": {"chat": ["From the file."]}, "faults": [{"fault": "refuse"}]}))
    eventually(lambda: not reachable(program), within=5)

    orders.write_text(json.dumps({"scripts": {"chat": ["From the file."]}}))
    eventually(lambda: reachable(program), within=5)
    assert ask(program, "chat").json["choices"][0]["message"]["content"] == "From the file."


def test_as_a_program_it_writes_requests_down_before_it_answers(program, tmp_path):
    headers = {"X-Fault": "silence", "X-Client-Request-Id": "one"}
    with pytest.raises(TimeoutError), opened(program, PATHS["chat"], written("chat"), headers, head_within=0.2):
        pass
    ask(program, "embed", headers={"X-Client-Request-Id": "two"})
    lines = [json.loads(line) for line in (tmp_path / "requests.jsonl").read_text().splitlines()]
    program.send_signal(signal.SIGTERM)

    assert program.wait(5) == 0
    assert [(line["ability"], line["request_id"], line["fault"]) for line in lines] == [("chat", "one", "silence"), ("embed", "two", "")]
    assert {line["authorization"] for line in lines} == {KEY[-4:]}


def reachable(program):
    try:
        socket.create_connection(("127.0.0.1", program.port), timeout=5).close()
    except ConnectionRefusedError:
        return False
    return True
