"""JSON schemas as grammars: every text that the grammar allows is JSON that the schema takes.

Owns the way from one to the other. A schema is untrusted: its depth, its size and the repeats in it are
bounded, nothing that it names is fetched, and what cannot be kept to is refused by name instead of left out.
The grammar may allow less than the schema: only the properties that are named, in the order in which they are
named. Not the converter of llama-cpp-python, which fetches what `$ref` names and leaves out what it does not
know.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from llmdesk.tools.fields.json_numbers import between, number_between

MOST_RULES = 1500
MOST_REPEATS = 500  # of one array or string
MOST_REPEATS_IN_ALL = 4000
DEEPEST = 32
LONGEST = 200_000  # characters of the grammar

_SPACE = 'ws ::= | " " | "\\n" [ \\t]{0,20}'
_BASE = {
    "char": r'char ::= [^"\\\x00-\x1f\x7f] | "\\" (["\\/bfnrt] | "u" [0-9a-fA-F]{4})',
    "string": r'string ::= "\"" char* "\""',
    "integer": 'integer ::= "-"? ("0" | [1-9] [0-9]{0,15})',
    "number": 'number ::= integer ("." [0-9]{1,16})? ([eE] [-+]? [0-9]{1,3})?',
    "boolean": 'boolean ::= "true" | "false"',
    "null": 'null ::= "null"',
    "value": "value ::= object | array | string | number | boolean | null",
    "object": r'object ::= "{" ws (string ws ":" ws value (ws "," ws string ws ":" ws value)*)? ws "}"',
    "array": r'array ::= "[" ws (value (ws "," ws value)*)? ws "]"',
    "date": 'date ::= [0-9]{4} "-" ("0" [1-9] | "1" [0-2]) "-" ("0" [1-9] | [1-2] [0-9] | "3" [0-1])',
    "time": (
        'time ::= ([0-1] [0-9] | "2" [0-3]) ":" [0-5] [0-9] ":" [0-5] [0-9] zone\n'
        'zone ::= "Z" | [-+] [0-1] [0-9] ":" [0-5] [0-9]'
    ),
    "uuid": 'uuid ::= hex{8} "-" hex{4} "-" hex{4} "-" hex{4} "-" hex{12}\nhex ::= [0-9a-f]',
}
_NEEDS = {
    "string": ("char",),
    "number": ("integer",),
    "value": ("object", "array", "string", "number", "boolean", "null"),
    "object": ("value", "string"),
    "array": ("value",),
}
_FORMATS = {
    "date": r'"\"" date "\""',
    "time": r'"\"" time "\""',
    "date-time": r'"\"" date "T" time "\""',
    "uuid": r'"\"" uuid "\""',
}
_TYPES = ("string", "number", "integer", "boolean", "null", "object", "array")
# They say nothing of which JSON is right.
_NOTES = frozenset(
    (
        "$schema", "$id", "$comment", "$defs", "definitions", "title", "description", "default", "examples",
        "deprecated", "readOnly", "writeOnly", "contentMediaType", "discriminator",
    )
)  # fmt: skip
# What each kind of value may be bound by; whatever else stands in a schema is refused.
_BOUNDS = {
    "string": {"minLength", "maxLength", "format"},
    "integer": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "format"},
    "number": {"minimum", "maximum", "format"},
    "object": {"properties", "required", "additionalProperties"},
    "array": {"items", "prefixItems", "minItems", "maxItems"},
    "boolean": set(),
    "null": set(),
}


class SchemaError(ValueError):
    """No grammar can be made of a schema. Says where, in English."""


def grammar_of(schema: object) -> str:
    """GBNF with the root rule `root`. Raises `SchemaError`."""
    return _Writer(schema).grammar()


class _Writer:
    def __init__(self, schema: object) -> None:
        self._schema = schema
        self._rules: dict[str, str] = {}
        self._used: set[str] = set()
        self._named: dict[str, str] = {}  # a $ref, and the rule that stands for it
        self._begins: dict[str, tuple[str, ...]] = {}
        self._repeats = 0

    def grammar(self) -> str:
        body = self._of(self._schema, "$", 0)
        base = self._closed(self._used)
        lines = [f"root ::= ws {body} ws", _SPACE]
        lines += [f"{name} ::= {rule}" for name, rule in self._rules.items()]
        lines += [_BASE[name] for name in _BASE if name in base]
        text = "\n".join(lines) + "\n"
        if len(text) > LONGEST:
            raise SchemaError("The schema is too large.")
        return text

    @staticmethod
    def _closed(used: set[str]) -> set[str]:
        found, open_ = set[str](), list(used)
        while open_:
            name = open_.pop()
            if name not in found:
                found.add(name)
                open_ += _NEEDS.get(name, ())
        return found

    def _base(self, *names: str) -> None:
        self._used |= set(names)

    def _rule(self, body: str, begins: Sequence[str] = ()) -> str:
        """The name of a new rule; `begins`: the rules it may begin with, which stand for all of it."""
        name = f"r{len(self._rules)}"
        self._keep(name, body)
        self._begins[name] = tuple(begins)
        return name

    def _keep(self, name: str, body: str) -> None:
        if len(self._rules) >= MOST_RULES or len(body) > LONGEST:
            raise SchemaError("The schema is too large.")
        self._rules[name] = body

    # -- any schema ---------------------------------------------------------------------------------
    def _of(self, schema: object, at: str, depth: int) -> str:
        """What stands for the values that `schema` takes: a rule's name, or a group."""
        if depth > DEEPEST:
            raise SchemaError(f"{at}: the schema is nested too deeply.")
        if schema is True or (isinstance(schema, Mapping) and not set(schema) - _NOTES):
            self._base("value")
            return "value"
        if not isinstance(schema, Mapping):
            raise SchemaError(f"{at}: this is no schema.")
        if "$ref" in schema:
            self._only(schema, {"$ref"}, at)
            return self._reference(schema["$ref"], at, depth)
        for word in ("anyOf", "oneOf", "allOf"):
            if word in schema:
                return self._of_several(schema, word, at, depth)
        if "const" in schema:
            self._only(schema, {"const", "type"}, at)
            return _literal(_json(schema["const"], at))
        if "enum" in schema:
            return self._enum(schema, at)
        return self._of_type(schema, at, depth)

    def _of_several(self, schema: Mapping[str, Any], word: str, at: str, depth: int) -> str:
        self._only(schema, {word, "type"}, at)
        options = schema[word]
        if not isinstance(options, Sequence) or isinstance(options, str) or not options:
            raise SchemaError(f"{at}.{word}: this is no list of schemas.")
        if word == "allOf" and len(options) > 1:
            raise SchemaError(f"{at}.allOf: several schemas at once are not supported.")
        each = [self._of(one, f"{at}.{word}[{n}]", depth + 1) for n, one in enumerate(options)]
        return self._rule(" | ".join(each), each)

    def _enum(self, schema: Mapping[str, Any], at: str) -> str:
        self._only(schema, {"enum", "type"}, at)
        values = schema["enum"]
        if not isinstance(values, list) or not values:
            raise SchemaError(f"{at}.enum: this is no list of values.")
        if len(values) > LONGEST // 4:  # each takes so many characters at the least
            raise SchemaError("The schema is too large.")
        return self._rule(" | ".join(_literal(_json(value, at)) for value in values))

    def _reference(self, target: object, at: str, depth: int) -> str:
        """The rule of what a `$ref` means, which may be what it stands in, within an object or a list."""
        if not isinstance(target, str) or target[:2] not in ("#", "#/"):
            raise SchemaError(f"{at}.$ref: only references within the schema are followed.")
        if target not in self._named:
            name = f"r{len(self._rules)}"
            self._named[target] = name
            self._keep(name, "")
            body = self._of(self._find(target, at), f"{at}.$ref", depth + 1)
            self._keep(name, body)
            self._begins[name] = (body,)
            self._refuse_circle(name, at)
        return self._named[target]

    def _find(self, target: str, at: str) -> object:
        found: Any = self._schema
        for step in target[1:].split("/")[1:]:
            step = step.replace("~1", "/").replace("~0", "~")
            if not isinstance(found, Mapping) or step not in found:
                raise SchemaError(f"{at}.$ref: there is no such place in the schema.")
            found = found[step]
        return found

    def _refuse_circle(self, name: str, at: str) -> None:
        """A rule that may begin with itself never ends."""
        seen, open_ = set[str](), [name]
        while open_:
            for word in self._begins.get(open_.pop(), ()):
                if word == name:
                    raise SchemaError(f"{at}.$ref: the reference leads back to itself.")
                if word not in seen:
                    seen.add(word)
                    open_.append(word)

    # -- the kinds of values --------------------------------------------------------------------------
    def _of_type(self, schema: Mapping[str, Any], at: str, depth: int) -> str:
        kinds = schema.get("type")
        if kinds is None:
            kinds = [kind for kind in ("object", "array") if _BOUNDS[kind] & set(schema)] or list(_TYPES)
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if not isinstance(kinds, list) or not kinds or any(kind not in _TYPES for kind in kinds):
            raise SchemaError(f"{at}.type: there is no such type.")
        self._only(schema, {"type"}.union(*(_BOUNDS[kind] for kind in kinds)), at)
        each = [getattr(self, f"_{kind}")(schema, at, depth) for kind in dict.fromkeys(kinds)]
        return each[0] if len(each) == 1 else self._rule(" | ".join(each))

    def _only(self, schema: Mapping[str, Any], words: set[str], at: str) -> None:
        for word in schema:
            if word not in words and word not in _NOTES:
                raise SchemaError(f"{at}: “{word}” is not supported here.")

    def _null(self, _schema: Mapping[str, Any], _at: str, _depth: int) -> str:
        self._base("null")
        return "null"

    def _boolean(self, _schema: Mapping[str, Any], _at: str, _depth: int) -> str:
        self._base("boolean")
        return "boolean"

    def _number(self, schema: Mapping[str, Any], at: str, _depth: int) -> str:
        low, high = (self._bound(schema, name, "", 0, at) for name in ("minimum", "maximum"))
        if low is None and high is None:
            self._base("number")
            return "number"
        return self._rule(" | ".join(self._some(number_between(low, high), at)))

    def _integer(self, schema: Mapping[str, Any], at: str, _depth: int) -> str:
        low, high = (
            self._bound(schema, name, f"exclusive{name.capitalize()}", step, at)
            for name, step in (("minimum", 1), ("maximum", -1))
        )
        if low is None and high is None:
            self._base("integer")
            return "integer"
        return self._rule(" | ".join(self._some(between(low, high), at)))

    @staticmethod
    def _some(parts: list[str], at: str) -> list[str]:
        if not parts:
            raise SchemaError(f"{at}: no number is within the bounds.")
        return parts

    @staticmethod
    def _bound(schema: Mapping[str, Any], name: str, beyond: str, step: int, at: str) -> int | None:
        """The last whole number that is allowed on one side; of two bounds there the narrower one."""
        found = list[int]()
        for word, more in ((name, 0), (beyond, step)):
            value = schema.get(word)
            if value is None:
                continue
            whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
            if isinstance(value, bool) or not whole:
                raise SchemaError(f"{at}.{word}: this is no whole number.")
            if abs(value) > 10**15:
                raise SchemaError(f"{at}.{word}: the number is too large.")
            found.append(int(value) + more)
        if not found:
            return None
        return max(found) if name == "minimum" else min(found)

    def _string(self, schema: Mapping[str, Any], at: str, _depth: int) -> str:
        shape = _FORMATS.get(schema["format"]) if isinstance(schema.get("format"), str) else None
        if shape is not None:
            self._base(*(name for name in ("date", "time", "uuid") if name in shape))
            return self._rule(shape)
        low, high = self._counts(schema, "minLength", "maxLength", at)
        if (low, high) == (0, None):
            self._base("string")
            return "string"
        self._base("char")
        return self._rule(rf'"\"" char{_times(low, high)} "\""')

    def _counts(self, schema: Mapping[str, Any], least: str, most: str, at: str) -> tuple[int, int | None]:
        low, high = schema.get(least), schema.get(most)
        low = 0 if low is None else low
        for word, value in ((least, low), (most, high)):
            if value is None:
                continue
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise SchemaError(f"{at}.{word}: this is no number of times.")
            if value > MOST_REPEATS:
                raise SchemaError(f"{at}.{word}: at most {MOST_REPEATS} are supported.")
        if high is not None and high < low:
            raise SchemaError(f"{at}.{most}: it is below {least}.")
        self._repeats += max(low, high or 0)
        if self._repeats > MOST_REPEATS_IN_ALL:
            raise SchemaError("The schema is too large.")
        return low, high

    def _array(self, schema: Mapping[str, Any], at: str, depth: int) -> str:
        low, high = self._counts(schema, "minItems", "maxItems", at)
        first = schema.get("prefixItems", [])
        if not isinstance(first, list):
            raise SchemaError(f"{at}.prefixItems: this is no list of schemas.")
        if first:
            return self._tuple(schema, first, at, depth)
        item = self._of(schema.get("items", True), f"{at}.items", depth + 1)
        if high == 0:
            return self._rule('"[" ws "]"')
        more = f'(ws "," ws {item}){_times(max(0, low - 1), None if high is None else high - 1)}'
        inside = f"{item} {more}"
        return self._rule(f'"[" ws {inside if low else f"({inside})?"} ws "]"')

    def _tuple(self, schema: Mapping[str, Any], first: list[object], at: str, depth: int) -> str:
        """A list of so many values, each of its own kind."""
        counts = {schema.get(word, len(first)) for word in ("minItems", "maxItems")}
        if schema.get("items", False) is not False or counts != {len(first)}:
            raise SchemaError(f"{at}.prefixItems: more or fewer items than these are not supported.")
        each = [self._of(one, f"{at}.prefixItems[{n}]", depth + 1) for n, one in enumerate(first)]
        inside = ' ws "," ws '.join(each)
        return self._rule(f'"[" ws {inside} ws "]"')

    def _object(self, schema: Mapping[str, Any], at: str, depth: int) -> str:
        properties, required = schema.get("properties", {}), schema.get("required", [])
        if not isinstance(properties, Mapping) or not isinstance(required, list):
            raise SchemaError(f"{at}.properties: this is not a schema of an object.")
        if not all(isinstance(name, str) for name in required):
            raise SchemaError(f"{at}.required: this is no list of names.")
        missing = [name for name in required if name not in properties]
        if missing:
            raise SchemaError(f"{at}.required: “{missing[0]}” is not among the properties.")
        if not properties:
            return self._map(schema.get("additionalProperties", True), at, depth)
        pairs, needed = [], frozenset(required)
        for name, one in properties.items():
            value = self._of(one, f"{at}.properties.{name}", depth + 1)
            pair = self._rule(f'{_literal(_json(name, at))} ws ":" ws {value}')
            pairs.append((pair, name in needed))
        return self._rule(f'"{{" ws {self._pairs(pairs)} ws "}}"')

    def _map(self, values: object, at: str, depth: int) -> str:
        """An object with any names, whose values are all of one kind."""
        if values is False:
            return self._rule('"{" ws "}"')
        self._base("string")
        pair = f'string ws ":" ws {self._of(values, f"{at}.additionalProperties", depth + 1)}'
        return self._rule(f'"{{" ws ({pair} (ws "," ws {pair})*)? ws "}}"')

    def _pairs(self, pairs: Sequence[tuple[str, bool]]) -> str:
        """The pairs in order, with commas between those that are there; what is not required may be missing.

        From the last one to the first: `rest` is what may follow a pair that is there, `begin` what may stand
        where none was before.
        """
        rest = begin = ""
        for pair, needed in reversed(pairs):
            there = f"{pair} {rest}".rstrip()
            after = f'ws "," ws {there}'
            begin = self._rule(there if needed else f"{there} | {begin}" if begin else f"({there})?")
            rest = self._rule(after if needed else f"{after} | {rest}" if rest else f"({after})?")
        return begin


def _times(low: int, high: int | None) -> str:
    return "*" if (low, high) == (0, None) else f"{{{low},{'' if high is None else high}}}"


def _json(value: object, at: str) -> str:
    try:
        return json.dumps(value, ensure_ascii=False).encode("utf-8").decode()
    except (ValueError, RecursionError, UnicodeError):
        raise SchemaError(f"{at}: a value cannot be written as JSON.") from None


def _literal(text: str) -> str:
    """`text` as it stands in a grammar."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{plain}"'


ANY_OBJECT = grammar_of({"type": "object"})
