import json
import re

import pytest

from ai.testing import ModelServer
from tests.ai.asking import KEY, PATHS, ask, post, strict, wanted

GIVEN = "<question>What did you do?</question><answer>I led the migration. We moved 3,400 orders a day! Nobody lost a parcel.</answer>"
ANSWER = ["I led the migration.", "We moved 3,400 orders a day!", "Nobody lost a parcel."]


def fitting(server, schema, given=GIVEN):
    answer = ask(server, "chat", messages=[{"role": "user", "content": given}], response_format=wanted(schema))
    return json.loads(answer.json["choices"][0]["message"]["content"])


def test_texts_are_word_for_word_what_was_given(model_server):
    schema = strict({"quotes": {"type": "array", "minItems": 3, "items": {"type": "string"}}})

    assert fitting(model_server, schema) == {"quotes": ANSWER}


def test_texts_are_word_for_word_from_json_as_well(model_server):
    given = json.dumps({"id": 7, "answer": 'He said "we ship it on Monday" and left.\nThen we shipped it'})
    quote = fitting(model_server, strict({"quote": {"type": "string"}}), given)["quote"]

    assert len(quote.split()) > 2
    assert quote in json.loads(given)["answer"]


@pytest.mark.parametrize(
    ("schema", "is_right"),
    [
        ({"enum": ["low", "high"]}, lambda value: value == "low"),
        ({"const": "always"}, lambda value: value == "always"),
        ({"type": "integer", "minimum": 1, "maximum": 5}, lambda value: value in range(1, 6)),
        ({"type": "integer", "exclusiveMinimum": 3, "exclusiveMaximum": 5}, lambda value: value == 4),
        ({"type": "number", "minimum": 0.2, "maximum": 0.3}, lambda value: 0.2 <= value <= 0.3),
        ({"type": "integer", "multipleOf": 10, "minimum": 11, "maximum": 29}, lambda value: value == 20),
        ({"type": "boolean"}, lambda value: value is True),
        ({"type": "null"}, lambda value: value is None),
        ({"type": ["string", "null"]}, lambda value: value in ANSWER),
        ({"anyOf": [{"type": "null"}, {"type": "string"}]}, lambda value: value in ANSWER),
        ({"type": "string", "maxLength": 8}, lambda value: value == "I led"),
        ({"type": "string", "minLength": 60}, lambda value: len(value) >= 60),
        ({"type": "string", "format": "date"}, lambda value: re.fullmatch(r"\d{4}-\d\d-\d\d", value)),
        ({"type": "array", "minItems": 4, "items": {"type": "boolean"}}, lambda value: value == [True] * 4),
        ({"type": "array", "maxItems": 1, "items": {"type": "boolean"}}, lambda value: value == [True]),
        (strict({"inner": strict({"deep": {"enum": [3]}})}), lambda value: value == {"inner": {"deep": 3}}),
    ],
)
def test_an_answer_fits(model_server, schema, is_right):
    assert is_right(fitting(model_server, strict({"value": schema}))["value"])


def test_a_schema_that_holds_itself_comes_to_an_end(model_server):
    node = strict({"name": {"type": "string"}, "next": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]}})

    assert fitting(model_server, strict({"first": {"$ref": "#/$defs/node"}}, **{"$defs": {"node": node}}))["first"]["next"]


def test_the_same_request_has_the_same_answer_and_another_has_another(model_server):
    schema = strict({"score": {"type": "integer", "minimum": 0, "maximum": 10_000}, "quote": {"type": "string"}})

    assert fitting(model_server, schema) == fitting(model_server, schema)
    other = fitting(model_server, schema, "I have never led anybody. That is fine.")
    assert not fitting(model_server, schema).items() & other.items()


@pytest.mark.parametrize(
    ("schema", "complaint"),
    [
        (strict({"a": {"type": "string"}}, required=[]), "In context=(), 'required' is required .* Missing 'a'"),
        (strict({"a": strict({}, additionalProperties=True)}), r"In context=\('properties', 'a'\), 'additionalProperties' is required"),
        ({"type": "array", "items": {"type": "string"}}, "schema must be a JSON Schema of 'type: \"object\"'"),
        (strict({"a": {"type": "string", "default": "x"}}), "'default' is not permitted"),
        (strict({"a": {"oneOf": [{"type": "string"}]}}), "'oneOf' is not permitted"),
        (strict({"a": {"description": "anything"}}), "schema must have a 'type' key"),
        (strict({"a": {"$ref": "#/$defs/b", "title": "B"}}), "\\$ref cannot have keywords {'title'}"),
        (strict({"a": {"type": "array", "items": strict({}, additionalProperties=None)}}), r"'a', 'items'\), 'additionalProperties'"),
    ],
)
def test_a_schema_that_is_not_strict_is_refused_as_openai_refuses_it(model_server, schema, complaint):
    answer = ask(model_server, "chat", response_format=wanted(schema))

    assert answer.status == 400
    error = answer.json["error"]
    assert (error["type"], error["param"], error["code"]) == ("invalid_request_error", "response_format", None)
    assert re.search(complaint.replace("context=()", r"context=\(\)"), error["message"])


def test_without_strict_any_schema_goes(model_server):
    assert ask(model_server, "chat", response_format=wanted({"properties": {}}, is_strict=False)).status == 200


def test_json_without_a_schema_must_be_asked_for_in_words(model_server):
    refused = ask(model_server, "chat", response_format={"type": "json_object"})
    messages = [{"role": "user", "content": "I led the migration. Answer in JSON."}]
    given = ask(model_server, "chat", response_format={"type": "json_object"}, messages=messages)

    assert refused.status == 400
    assert json.loads(given.json["choices"][0]["message"]["content"]) == {"answer": "I led the migration."}


def test_plain_text_takes_up_a_word_and_parts_of_messages_are_read(model_server):
    messages = [
        {"role": "user", "content": [{"type": "text", "text": "My warehouse"}]},
        {"role": "assistant", "content": "Yes, extraordinary?"},
    ]

    assert "warehouse" in ask(model_server, "chat", messages=messages).json["choices"][0]["message"]["content"]


def test_scripted_replies_are_used_up_one_by_one(model_server):
    model_server.script("chat", ["First.", {"score": 3}])
    said = [ask(model_server, "chat").json["choices"][0]["message"]["content"] for _ in range(3)]

    assert said[:2] == ["First.", '{"score": 3}']
    assert "Thank you" in said[2]


def test_an_answer_ends_where_the_most_tokens_are_reached(model_server):
    choice = ask(model_server, "chat", max_completion_tokens=3).json["choices"][0]

    assert (len(choice["message"]["content"]), choice["finish_reason"]) == (12, "length")


def test_unknown_models_and_addresses_are_not_found(model_server):
    unknown = ask(model_server, "chat", model="no-such-model")

    assert (unknown.status, unknown.json["error"]["code"]) == (404, "model_not_found")
    nameless = ask(model_server, "chat", model="")
    assert (nameless.status, nameless.json["error"]["code"]) == (404, "model_not_found")
    assert post(model_server, "/v1/nothing", b"", {}).status == 404


def test_a_server_may_know_a_few_models_alone():
    with ModelServer(key=KEY, models=["llama"]) as server:
        assert [ask(server, "chat", model=name).status for name in ("llama", "gpt-4o-mini")] == [200, 404]


def test_what_is_no_json_or_lacks_messages_is_refused(model_server):
    assert post(model_server, PATHS["chat"], b"{", {}).status == 400
    assert ask(model_server, "chat", messages=None).status == 400
