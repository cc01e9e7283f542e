"""Which JSON schemas the vendors take for strict answers. They refuse the others, so we do."""

from collections.abc import Iterator

from .values import Json, Value, row, table, text

NOT_PERMITTED = {"allOf", "oneOf", "not", "if", "then", "else", "default", "patternProperties", "propertyNames", "uniqueItems", "contains"}
NOT_PERMITTED |= {"dependentRequired", "dependentSchemas", "minProperties", "maxProperties", "unevaluatedProperties"}
KINDS = {"type", "anyOf", "$ref", "enum", "const"}
DEEPEST = 10

# For Anthropic, limits belong into descriptions.
ANTHROPIC_REFUSES = {
    "integer": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    "string": ("minLength", "maxLength"),
    "array": ("maxItems", "uniqueItems"),
}

Path = tuple[str, ...]


def openai_complaint(name: str, schema: Json) -> str | None:
    start = f"Invalid schema for response_format '{name}': "
    if schema.get("type") != "object":
        return f"{start}schema must be a JSON Schema of 'type: \"object\"', got 'type: \"{schema.get('type')}\"'."
    for path, inner in _every(schema, ()):
        if complaint := _openai_complaint(inner, path):
            return f"{start}In context={path}, {complaint}"
    return None


def anthropic_complaint(schema: Json) -> str | None:
    for _, inner in _every(schema, ()):
        if complaint := _anthropic_complaint(inner):
            return f"output_config.format.schema: {complaint}"
    return None


def _every(schema: Json, path: Path) -> Iterator[tuple[Path, Json]]:
    yield path, schema
    for name, inner in _inside(schema):
        yield from _every(inner, (*path, *name))


def _inside(schema: Json) -> Iterator[tuple[Path, Json]]:
    for keyword in ("properties", "$defs", "definitions"):
        yield from (((keyword, name), table(inner)) for name, inner in table(schema.get(keyword)).items())
    yield from (((("anyOf", str(place))), table(inner)) for place, inner in enumerate(row(schema.get("anyOf"))))
    if "items" in schema:
        yield ("items",), table(schema["items"])


def _openai_complaint(schema: Json, path: Path) -> str | None:
    if path.count("properties") > DEEPEST:
        return f"schema exceeds the maximum of {DEEPEST} levels of nesting."
    if wrong := NOT_PERMITTED & schema.keys():
        return f"'{min(wrong)}' is not permitted."
    if "$ref" in schema and len(schema) > 1:
        return f"$ref cannot have keywords {schema.keys() - {'$ref'}}."
    if not KINDS & schema.keys():
        return "schema must have a 'type' key."
    return _about_object(schema) if _is(schema, "object") else None


def _about_object(schema: Json) -> str | None:
    if schema.get("additionalProperties") is not False:
        return "'additionalProperties' is required to be supplied and to be false."
    required = row(schema.get("required"))
    if missing := [name for name in table(schema.get("properties")) if name not in required]:
        wanted = "'required' is required to be supplied and to be an array including every key in properties."
        return f"{wanted} Missing '{missing[0]}'."
    return None


def _anthropic_complaint(schema: Json) -> str | None:
    if _is(schema, "object") and schema.get("additionalProperties") is not False:
        return "For 'object' type, 'additionalProperties' must be explicitly set to false"
    for kind, refused in ANTHROPIC_REFUSES.items():
        if wrong := [name for name in refused if name in schema and _is(schema, kind)]:
            return f"For '{kind}' type, property '{wrong[0]}' is not supported"
    if schema.get("minItems", 0) not in (0, 1):
        return "For 'array' type, 'minItems' values other than 0 or 1 are not supported"
    return None


def _is(schema: Json, kind: str) -> bool:
    kinds: list[Value] = row(schema.get("type")) or [text(schema.get("type"))]
    return kind in kinds
