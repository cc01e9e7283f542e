"""What JSON holds, and how to take it apart without believing it."""

import json
from collections.abc import Mapping

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]
Json = dict[str, Value]


def parsed(text: bytes | str) -> Value:
    value: Value = json.loads(text)
    return value


def table(value: Value) -> Json:
    return value if isinstance(value, dict) else {}


def row(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def number(value: Value, default: float = 0) -> float:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else default


def written(value: Value | Mapping[str, Value]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
