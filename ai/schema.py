"""A task's output as a JSON schema in the strict form that providers share."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from ai.errors import WrongConfiguration

# What some provider refuses. We check it ourselves; the model reads it as words.
ONLY_IN_WORDS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "exclusiveMinimum": "more than {}",
    "exclusiveMaximum": "less than {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "pattern": "matching {}",
    "multipleOf": "a multiple of {}",
}
MOST_CHOICES = 20
DROPPED = {"title", "default", "format", "examples", *ONLY_IN_WORDS}
KNOWN = {"type", "description", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "$ref", "$defs"}


@cache
def strict_schema(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema()
    if "$ref" in schema:
        # One that holds itself.
        schema = {**schema["$defs"][schema.pop("$ref").rpartition("/")[2]], **schema}
    strict = _strict(schema)
    if strict.get("type") != "object":
        raise WrongConfiguration(f"The output {model.__name__} must be an object with fields.")
    for node in _nodes(strict):
        _check(model.__name__, node)
    return strict


def names_in(schema: dict[str, Any]) -> set[str]:
    return {name for node in _nodes(schema) for name in node.get("properties", {})}


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    inside = [*node.get("properties", {}).values(), *node.get("$defs", {}).values(), *node.get("anyOf", []), node.get("items")]
    for each in inside:
        if isinstance(each, dict):
            yield from _nodes(each)


def _check(name: str, node: dict[str, Any]) -> None:
    if wrong := node.keys() - KNOWN:
        raise WrongConfiguration(f"The output {name} needs {', '.join(sorted(wrong))} in its schema, which providers refuse.")
    if not node.keys() & {"type", "anyOf", "$ref", "enum", "const"}:
        raise WrongConfiguration(f"The output {name} has a field of any type; providers want to know which.")
    if node.get("type") == "object" and not node.get("properties"):
        raise WrongConfiguration(
            f"The output {name} has an object without named fields, such as a dict; a model could only leave it empty."
        )


def _strict(node: dict[str, Any]) -> dict[str, Any]:
    if node.get("type") == "integer" and {"minimum", "maximum"} <= node.keys() and node["maximum"] - node["minimum"] < MOST_CHOICES:
        # Everybody takes a list of choices, and a model cannot leave it.
        node = {"description": node.get("description"), "type": "integer", "enum": list(range(node["minimum"], node["maximum"] + 1))}
    kept = {key: _inside(key, value) for key, value in node.items() if key not in DROPPED and value is not None}
    limits = [words.format(node[key]) for key, words in ONLY_IN_WORDS.items() if key in node]
    if limits:
        kept["description"] = " ".join(filter(None, [kept.get("description"), f"({', '.join(limits)})"]))
    if "$ref" in kept and len(kept) > 1:
        # Beside a $ref OpenAI takes nothing.
        kept = {**{key: value for key, value in kept.items() if key != "$ref"}, "anyOf": [{"$ref": kept["$ref"]}]}
    if kept.get("type") == "object":
        kept["additionalProperties"] = False
        kept["required"] = list(kept.get("properties", {}))
    return kept


def _inside(key: str, value: Any) -> Any:
    if key in ("properties", "$defs"):
        # Here the keys are names, and one may be called "title".
        return {name: _strict(node) for name, node in value.items()}
    if isinstance(value, dict):
        return _strict(value)
    if isinstance(value, list):
        return [_strict(node) if isinstance(node, dict) else node for node in value]
    return value
