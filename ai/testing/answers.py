"""An answer that fits a JSON schema. The same request gets the same answer; texts are quotes from what was given."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from .excerpts import sentences, shortened
from .values import Json, Value, number, row, table, text

DEEPEST = 6
IN_WORDS = {
    "minItems": r"at least (\d+) items",
    "maxItems": r"at most (\d+) items",
    "minLength": r"at least (\d+) characters",
    "maxLength": r"at most (\d+) characters",
}
FORMATS: dict[str, str] = {
    "date-time": "2026-11-02T09:30:00Z",
    "date": "2026-11-02",
    "time": "09:30:00Z",
    "duration": "PT30M",
    "email": "someone@mail.example",
    "hostname": "mail.example",
    "uri": "https://mail.example/",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uuid": "0190f3b4-7c1e-7a52-9c0d-3f1d5e8a9b10",
}


def fitting_answer(schema: Json, given: str) -> Value:
    return _Answer(schema, sentences(given), crc32(given.encode())).to(schema, 0)


@dataclass(slots=True)
class _Answer:
    root: Json
    sentences: Iterator[str]
    seed: int

    def to(self, schema: Json, depth: int) -> Value:
        if "$ref" in schema:
            return self.to(self._referred(text(schema["$ref"])), depth)
        if "const" in schema:
            return schema["const"]
        if choices := row(schema.get("enum")):
            return choices[0]
        if options := row(schema.get("anyOf")) or row(schema.get("oneOf")):
            return self.to(_chosen([table(option) for option in options], depth), depth)
        return self._of_kind(_kind(schema, depth), schema, depth)

    def _of_kind(self, kind: str, schema: Json, depth: int) -> Value:
        match kind:
            case "object":
                return {name: self.to(table(inner), depth + 1) for name, inner in table(schema.get("properties")).items()}
            case "array":
                return _told_apart([self.to(table(schema.get("items")), depth + 1) for _ in range(_length(schema, depth))])
            case "integer" | "number":
                return self._number(schema, kind == "integer")
            case "boolean":
                return True
            case "null":
                return None
        return self._text(schema)

    def _text(self, schema: Json) -> str:
        if text(schema.get("format")) in FORMATS:
            return FORMATS[text(schema["format"])]
        words = next(self.sentences)
        while len(words) < _limit(schema, "minLength", 0):
            words += " " + next(self.sentences)
        return shortened(words, int(_limit(schema, "maxLength", len(words))))

    def _number(self, schema: Json, is_whole: bool) -> Value:
        """Return one within the limits that depends on what was given, so that not every score is the same."""
        self.seed = crc32(str(self.seed).encode())
        step = number(schema.get("multipleOf"), 1 if is_whole else 0.01)
        least, most = _limits(schema, step, 5 if is_whole else 1)
        value = (least + self.seed % (max(most - least, 0) + 1)) * step
        return round(value) if is_whole else round(value, 6)

    def _referred(self, place: str) -> Json:
        found: Value = self.root
        for name in place.removeprefix("#").strip("/").split("/"):
            found = table(found).get(name) if name else found
        return table(found)


def _chosen(options: list[Json], depth: int) -> Json:
    """Prefer something to nothing, until a schema that holds itself has gone deep enough."""
    nothing = [option for option in options if option.get("type") == "null"]
    something = [option for option in options if option.get("type") != "null"]
    return (nothing or something if depth > DEEPEST else something or nothing)[0]


def _kind(schema: Json, depth: int) -> str:
    kinds = row(schema.get("type")) or [schema.get("type") or ("object" if "properties" in schema else "string")]
    return text(_chosen([{"type": kind} for kind in kinds], depth).get("type"))


def _length(schema: Json, depth: int) -> int:
    wanted = max(int(_limit(schema, "minItems", 0)), 0 if depth > DEEPEST else 2)
    return min(wanted, int(_limit(schema, "maxItems", wanted)))


def _limit(schema: Json, name: str, usual: float) -> float:
    """As the schema says it or, where providers would refuse that, its description: a model reads it there."""
    said = re.search(IN_WORDS[name], text(schema.get("description")))
    return number(schema.get(name), float(said[1]) if said else usual)


def _told_apart(items: list[Value]) -> list[Value]:
    """A short text gives few sentences, and a list of the same ones would fit nothing."""
    seen: list[Value] = []
    for item in items:
        seen.append(f"{item} ({len(seen) + 1})" if isinstance(item, str) and item in seen else item)
    return seen


def _limits(schema: Json, step: float, usual: float) -> tuple[int, int]:
    """Return the least and the most, counted in steps."""
    least = number(schema.get("minimum"), number(schema.get("exclusiveMinimum"), -step) + step)
    most = number(schema.get("maximum"), number(schema.get("exclusiveMaximum"), least + usual + step) - step)
    # A little more or less makes up for decimals that have no exact float.
    return math.ceil(least / step - 1e-6), math.floor(most / step + 1e-6)
