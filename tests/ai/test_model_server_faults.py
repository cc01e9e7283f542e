import http.client
import json
import socket
import time
from contextlib import ExitStack

import pytest

from ai.testing import Fault, ModelServer
from tests.ai.asking import KEY, PATHS, Answer, ask, form, left_waiting, opened, written
from tests.waiting import SLACK, eventually

ABILITIES = list(PATHS)
TALKING = ("chat", "messages")
# Long enough that a test which waited for it would be seen.
LONG = 60
PATIENCE = {Fault.SILENCE: {"head_within": 0.2}, Fault.STALL: {"more_within": 0.2}, Fault.DRIBBLE: {"more_within": 0.2}}

EXPECTED = {
    Fault.HTTP_401: "401",
    Fault.HTTP_429: "429",
    Fault.HTTP_500: "500",
    Fault.HTTP_503: "503",
    Fault.REFUSE: "refused",
    Fault.RESET: "reset",
    Fault.SILENCE: "no answer",
    Fault.CUT: "broken off",
    Fault.STALL: "stalled",
    Fault.DRIBBLE: "stalled",
    Fault.HUGE: "huge",
    Fault.WRONG_TYPE: "a page",
    Fault.MALFORMED: "malformed",
    Fault.WRONG_SHAPE: "misshapen",
    Fault.EMPTY: "empty",
    Fault.REFUSAL: "400",
    Fault.LENGTH: "whole",
}
EXCEPTIONS = {
    (Fault.HTTP_503, "messages"): "529",
    (Fault.EMPTY, "chat"): "says nothing",
    (Fault.EMPTY, "messages"): "says nothing",
    (Fault.REFUSAL, "chat"): "declined",
    (Fault.REFUSAL, "messages"): "declined",
    (Fault.LENGTH, "chat"): "cut short",
    (Fault.LENGTH, "messages"): "cut short",
}
SCHEMA = {"type": "object", "properties": {"quote": {"type": "string"}}, "required": ["quote"], "additionalProperties": False}


def outcome(server, ability, **patience):
    """What a client sees, in a word or two."""
    kind, body = form() if ability == "transcribe" else ("application/json", written(ability))
    seen = "no answer"
    try:
        with opened(server, PATHS[ability], body, {"Content-Type": kind}, **patience) as response:
            seen = "stalled"
            return described(Answer(response.status, response.headers, response.read()), ability)
    except TimeoutError:
        return seen
    except http.client.IncompleteRead:
        return "broken off"
    except ConnectionRefusedError:
        return "refused"
    except ConnectionResetError as error:
        return "hung up" if isinstance(error, http.client.RemoteDisconnected) else "reset"


def described(answer, ability):
    if answer.status != 200:
        return str(answer.status)
    if len(answer.body) > 40_000_000:
        return "huge"
    if answer.headers["Content-Type"].startswith("text/html"):
        return "a page"
    if not answer.body:
        return "empty"
    if answer.headers["Content-Type"].startswith("audio/"):
        return "whole" if answer.body.startswith(b"RIFF") else "malformed"
    try:
        return DESCRIPTIONS[ability](answer.json)
    except json.JSONDecodeError:
        return "malformed"
    except (LookupError, TypeError):
        return "misshapen"


def chat(answer):
    choice = answer["choices"][0]
    if choice["message"]["refusal"]:
        return "declined"
    return talk(choice["message"]["content"], is_cut=choice["finish_reason"] == "length")


def messages(answer):
    if answer["stop_reason"] == "refusal":
        return "declined"
    return talk(answer["content"][0]["text"], is_cut=answer["stop_reason"] == "max_tokens")


def talk(words, *, is_cut):
    return "cut short" if is_cut else "whole" if words else "says nothing"


DESCRIPTIONS = {
    "chat": chat,
    "messages": messages,
    "transcribe": lambda answer: answer["text"] and "whole",
    "embed": lambda answer: isinstance(answer["data"], list) and "whole",
    "speak": lambda answer: answer["sound"],
}


@pytest.mark.parametrize("ability", ABILITIES)
def test_without_a_fault_everything_is_whole(model_server, ability):
    assert outcome(model_server, ability) == "whole"


@pytest.mark.parametrize("ability", ABILITIES)
@pytest.mark.parametrize("fault", Fault)
def test_a_fault_is_seen_by_the_client_and_then_is_over(model_server, fault, ability):
    model_server.fault(fault, ability=ability, times=1, seconds=LONG)

    assert outcome(model_server, ability, **PATIENCE.get(fault, {})) == EXCEPTIONS.get((fault, ability), EXPECTED[fault])
    if fault == Fault.REFUSE:
        model_server.behave()
    assert outcome(model_server, ability) == "whole"


def test_a_fault_concerns_its_own_ability_and_lasts_until_told_otherwise(model_server):
    model_server.fault(Fault.HTTP_500, ability="chat")

    assert [outcome(model_server, "chat") for _ in range(3)] == ["500"] * 3
    assert outcome(model_server, "embed") == "whole"
    model_server.behave()
    assert outcome(model_server, "chat") == "whole"


def test_faults_come_in_the_order_in_which_they_were_given(model_server):
    model_server.fault(Fault.HTTP_500, times=2)
    model_server.fault(Fault.HTTP_429, times=1, retry_after=7)

    assert [outcome(model_server, "chat") for _ in range(4)] == ["500", "500", "429", "whole"]
    assert [call.fault for call in model_server.calls] == ["http_500", "http_500", "http_429", ""]
    assert [call.status for call in model_server.calls] == [500, 500, 429, 200]


def test_a_request_may_ask_for_its_own_fault(model_server):
    limited = ask(model_server, "chat", headers={"X-Fault": "http_429;retry_after=2"})

    assert (limited.status, limited.headers["Retry-After"]) == (429, "2")
    assert limited.json["error"]["code"] == "rate_limit_exceeded"
    assert ask(model_server, "chat", headers={"X-Fault": "earthquake"}).status == 400


def test_anthropic_s_overload_is_worded_as_anthropic_words_it(model_server):
    answer = ask(model_server, "messages", headers={"X-Fault": "http_503"})

    assert answer.json == {"type": "error", "error": {"type": "overloaded_error", "message": answer.json["error"]["message"]}}


def test_while_connections_are_refused_the_port_stays_ours():
    # A server of its own: connections of others, just ended, would keep the port as well.
    with ModelServer(key=KEY) as server:
        port = server.port
        server.fault(Fault.REFUSE)
        with pytest.raises(OSError, match="in use"), socket.socket() as other:
            other.bind(("127.0.0.1", port))
        assert [outcome(server, "chat") for _ in range(3)] == ["refused"] * 3
        server.behave()

        assert (outcome(server, "chat"), server.port) == ("whole", port)


def test_a_refusal_ends_by_itself_when_a_number_of_times_was_given(model_server):
    model_server.fault(Fault.REFUSE, times=2)

    assert outcome(model_server, "chat") == "refused"
    eventually(lambda: outcome(model_server, "chat") == "whole", within=5)


def test_an_earlier_refusal_does_not_end_a_later_one(model_server):
    model_server.fault(Fault.REFUSE, seconds=0.1)
    model_server.behave()
    model_server.fault(Fault.REFUSE)
    time.sleep(0.2)

    assert outcome(model_server, "chat") == "refused"


def test_a_request_may_ask_for_connections_to_be_refused(model_server):
    with pytest.raises(ConnectionError):
        ask(model_server, "chat", headers={"X-Fault": "refuse;seconds=0.5"})

    assert outcome(model_server, "chat") == "refused"
    eventually(lambda: outcome(model_server, "chat") == "whole", within=5)


def test_a_server_that_refuses_drops_who_is_connected(model_server):
    with left_waiting(model_server, "chat", "X-Fault: silence\r\n") as line:
        model_server.fault(Fault.REFUSE, seconds=0.05)
        assert line.recv(100) == b""

    assert not model_server.calls[0].client_left
    eventually(lambda: outcome(model_server, "chat") == "whole", within=5)


def test_a_silence_and_a_stall_may_be_short(model_server):
    start = time.perf_counter()
    with pytest.raises(http.client.RemoteDisconnected):
        ask(model_server, "chat", headers={"X-Fault": "silence;seconds=0.1"})
    with pytest.raises(http.client.IncompleteRead):
        ask(model_server, "chat", headers={"X-Fault": "stall;seconds=0.1"})

    assert 0.2 <= time.perf_counter() - start < 5


def test_a_dribble_is_an_answer_to_who_has_time(model_server):
    answer = ask(model_server, "embed", headers={"X-Fault": "dribble;seconds=0"}, dimensions=8)

    assert len(answer.json["data"][0]["embedding"]) == 8


@pytest.mark.parametrize("ability", TALKING)
def test_a_stream_that_is_cut_has_begun_well(model_server, ability):
    with pytest.raises(http.client.IncompleteRead) as caught:
        ask(model_server, ability, stream=True, headers={"X-Fault": "cut"})

    assert b"Thank" in caught.value.partial
    assert b"came of it?" not in caught.value.partial


@pytest.mark.parametrize("ability", TALKING)
def test_a_stream_that_stalls_has_begun_well(model_server, ability):
    with opened(model_server, PATHS[ability], written(ability, stream=True), {"X-Fault": "stall"}, more_within=0.1) as response:
        assert any(b"Thank" in line for line in iter(response.readline, b""))
        with pytest.raises(TimeoutError):
            response.read()

    eventually(lambda: model_server.calls[0].client_left, within=5)


@pytest.mark.parametrize("ability", TALKING)
def test_a_malformed_stream_has_a_line_that_is_no_json(model_server, ability):
    answer = ask(model_server, ability, stream=True, headers={"X-Fault": "malformed"})

    with pytest.raises(json.JSONDecodeError):
        assert answer.events


def test_a_refusal_and_a_cut_are_told_in_the_stream_too(model_server):
    refusal = ask(model_server, "chat", stream=True, headers={"X-Fault": "refusal"}).events
    assert "".join(event["choices"][0]["delta"].get("refusal") or "" for event in refusal).startswith("I'm sorry")
    assert not any(event["choices"][0]["delta"].get("content") for event in refusal)

    short = ask(model_server, "chat", stream=True, headers={"X-Fault": "length"}).events
    assert short[-1]["choices"][0]["finish_reason"] == "length"
    assert ask(model_server, "messages", stream=True, headers={"X-Fault": "refusal"}).events[-2]["delta"]["stop_reason"] == "refusal"


@pytest.mark.parametrize("ability", TALKING)
@pytest.mark.parametrize("stream", [False, True])
def test_with_a_schema_a_wrong_shape_is_json_that_does_not_fit(model_server, ability, stream):
    wish = {"type": "json_schema", "json_schema": {"name": "judgement", "strict": True, "schema": SCHEMA}}
    more = {"response_format": wish} if ability == "chat" else {"output_config": {"format": {"type": "json_schema", "schema": SCHEMA}}}

    right, wrong = (
        json.loads(words_of(ask(model_server, ability, stream=stream, headers=headers, **more)))
        for headers in ({}, {"X-Fault": "wrong_shape"})
    )

    assert list(right) == ["quote"]
    assert "quote" not in wrong


def words_of(answer):
    if "event-stream" not in answer.headers["Content-Type"]:
        body = answer.json
        return body["choices"][0]["message"]["content"] if "choices" in body else body["content"][0]["text"]
    deltas = [event.get("delta") or event["choices"][0]["delta"] for event in answer.events if "delta" in event or event.get("choices")]
    return "".join(delta.get("content") or delta.get("text") or "" for delta in deltas)


def test_an_endless_stream_is_well_formed(model_server):
    answer = ask(model_server, "chat", stream=True, headers={"X-Fault": "huge"})

    assert len(answer.body) > 50_000_000
    assert json.loads(answer.body[:2000].split(b"\n\n")[0].removeprefix(b"data: "))["choices"][0]["delta"]["content"]


@pytest.mark.parametrize("fault", [Fault.SILENCE, Fault.STALL, Fault.DRIBBLE, Fault.HUGE])
def test_it_ends_at_once_in_the_middle_of_a_fault(fault):
    with ExitStack() as waiting, ModelServer() as server:
        server.fault(fault, seconds=LONG)
        waiting.enter_context(left_waiting(server, "chat"))
        start = time.perf_counter()

    assert time.perf_counter() - start < SLACK


def test_a_client_that_breaks_off_in_a_download_is_noticed(model_server):
    with left_waiting(model_server, "chat", "X-Fault: huge\r\n") as line:
        line.recv(100)

    eventually(lambda: model_server.calls[0].client_left, within=5)
