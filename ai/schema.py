"""A task's output as a JSON schema in the strict form that providers share."""

from functools import cache
from typing import Any

from pydantic import BaseModel

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
}
MOST_CHOICES = 20
DROPPED = {"title", "default", "format", *ONLY_IN_WORDS}


@cache
def strict_schema(model: type[BaseModel]) -> dict[str, Any]:
    return _strict(model.model_json_schema())


def _strict(node: dict[str, Any]) -> dict[str, Any]:
    if node.get("type") == "integer" and {"minimum", "maximum"} <= node.keys() and node["maximum"] - node["minimum"] < MOST_CHOICES:
        # Everybody takes a list of choices, and a model cannot leave it.
        node = {"description": node.get("description"), "type": "integer", "enum": list(range(node["minimum"], node["maximum"] + 1))}
    kept = {key: _inside(key, value) for key, value in node.items() if key not in DROPPED and value is not None}
    limits = [words.format(node[key]) for key, words in ONLY_IN_WORDS.items() if key in node]
    if limits:
        kept["description"] = " ".join(filter(None, [kept.get("description"), f"({', '.join(limits)})"]))
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
