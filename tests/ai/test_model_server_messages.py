import json

import pytest

from tests.ai.asking import KEY, ask, strict


def test_a_message_is_answered(model_server):
    answer = ask(model_server, "messages", system="Be kind.", headers={"x-api-key": KEY, "Authorization": ""})

    assert answer.headers["request-id"].startswith("req_")
    assert answer.json.items() >= {"type": "message", "role": "assistant", "stop_reason": "end_turn"}.items()
    assert "migration" in answer.json["content"][0]["text"]
    assert answer.json["usage"]["input_tokens"] > 10


def test_a_message_is_streamed_as_events(model_server):
    answer = ask(model_server, "messages", stream=True)
    kinds = [line[7:] for line in answer.body.decode().split("\n") if line.startswith("event: ")]

    assert kinds == [event["type"] for event in answer.events]
    assert kinds[:2] == ["message_start", "content_block_start"]
    assert kinds[-3:] == ["content_block_stop", "message_delta", "message_stop"]
    words = "".join(event["delta"]["text"] for event in answer.events if event["type"] == "content_block_delta")
    assert words == ask(model_server, "messages").json["content"][0]["text"]
    assert answer.events[-2]["delta"]["stop_reason"] == "end_turn"
    assert answer.events[-2]["usage"]["output_tokens"] > 5


def test_a_message_fits_a_schema(model_server):
    schema = strict({"quote": {"type": "string"}, "score": {"type": "integer"}})
    answer = ask(model_server, "messages", output_config={"format": {"type": "json_schema", "schema": schema}})

    assert json.loads(answer.json["content"][0]["text"])["quote"] == "I led the migration of our warehouse."


@pytest.mark.parametrize(
    ("schema", "complaint"),
    [
        (strict({"a": {"type": "integer", "minimum": 1}}), "For 'integer' type, property 'minimum' is not supported"),
        (strict({"a": {"type": "array", "items": {"type": "string", "maxLength": 9}}}), "For 'string' type, property 'maxLength'"),
        (strict({"a": {"type": "array", "minItems": 2, "items": {"type": "string"}}}), "For 'array' type, 'minItems'"),
        (strict({}, additionalProperties=None), "'additionalProperties' must be explicitly set to false"),
    ],
)
def test_a_schema_is_refused_as_anthropic_refuses_it(model_server, schema, complaint):
    answer = ask(model_server, "messages", output_config={"format": {"type": "json_schema", "schema": schema}})

    assert (answer.status, answer.json["type"], answer.json["error"]["type"]) == (400, "error", "invalid_request_error")
    assert complaint in answer.json["error"]["message"]


def test_anthropic_has_words_of_its_own_for_errors(model_server):
    wrong = ask(model_server, "messages", headers={"x-api-key": "sk-another", "Authorization": ""})

    assert (wrong.status, wrong.json["error"]["type"]) == (401, "authentication_error")
    assert ask(model_server, "messages", headers={"anthropic-version": ""}).status == 400
    assert ask(model_server, "messages", max_tokens=None).json["error"]["message"] == "max_tokens: Field required"
