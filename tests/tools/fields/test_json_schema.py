"""JSON schemas as grammars: what the grammar allows, the schema takes; what cannot be kept to is named."""

from __future__ import annotations

import json
import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.tools.fields.json_numbers import between, number_between
from llmdesk.tools.fields.json_schema import ANY_OBJECT, MOST_REPEATS, SchemaError, grammar_of
from tests.tools.fields.gbnf import allows

PERSON: Any = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "maxLength": 5},
        "age": {"type": "integer", "minimum": 0, "maximum": 120},
        "tags": {"type": "array", "items": {"enum": ["a", 'b"\\', 3, None]}, "minItems": 1, "maxItems": 2},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
    },
    "required": ["name", "tags"],
    "additionalProperties": False,
}
TREE: Any = {
    "$ref": "#/$defs/node",
    "$defs": {
        "node": {
            "type": "object",
            "properties": {"next": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]}},
            "required": ["next"],
        }
    },
}


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        (
            PERSON,
            [
                {"name": "Ann", "tags": ["a"]},
                {"name": "", "age": 120, "tags": ['b"\\', 3], "note": None},
                {"name": "Ann", "tags": [None], "note": "x"},
            ],
            [
                {"name": "Annabel", "tags": ["a"]},
                {"name": "Ann", "age": 121, "tags": ["a"]},
                {"name": "Ann", "tags": []},
                {"name": "Ann", "tags": ["c"]},
                {"name": "Ann"},
                {"name": "Ann", "tags": ["a"], "more": 1},
            ],
        ),
        (TREE, [{"next": None}, {"next": {"next": {"next": None}}}], [{}, {"next": 1}]),
        ({"type": ["integer", "null"]}, [0, -7, 12, None], [1.5, "1", True]),
        ({"const": {"a": ["é\n"]}}, [{"a": ["é\n"]}], [{"a": []}]),
        (
            {"type": "object", "additionalProperties": {"type": "boolean"}},
            [{}, {"x": True, "y": False}],
            [{"x": 1}],
        ),
        (
            {"type": "array", "prefixItems": [{"type": "string"}, {"type": "null"}]},
            [["a", None]],
            [["a"], []],
        ),
        ({"type": "array", "maxItems": 0}, [[]], [[1]]),
        ({"type": "string", "minLength": 2, "maxLength": 3}, ["ab", "a\nb"], ["a", "abcd"]),
        ({"type": "string", "format": "date"}, ["2026-11-30"], ["2026-13-01", "soon"]),
        ({"type": "string", "format": "date-time"}, ["2026-11-30T10:00:00Z"], ["2026-11-30"]),
        ({"type": "number", "minimum": 0, "maximum": 1}, [0, 0.25, 1, 1.0], [-0.5, 1.5, 2]),
        ({}, [1, "a", None, [1, {"a": []}], {"b": True}], []),
        (
            {"type": "object", "properties": {"a": {}, "b": {}}},
            [{}, {"a": 1}, {"b": 2}, {"a": 1, "b": 2}],
            [[]],
        ),
        ({"oneOf": [{"type": "null"}, {"allOf": [{"type": "boolean"}]}]}, [None, True], [1]),
    ],
)  # fmt: skip
def test_the_grammar_allows_what_the_schema_takes_and_nothing_else(
    schema: Any, good: list[Any], bad: list[Any]
) -> None:
    grammar = grammar_of(schema)
    for value in good:
        for text in (json.dumps(value, ensure_ascii=False), json.dumps(value, separators=(",", ":"))):
            if "\\u" not in text:
                assert allows(grammar, text), text
    for value in bad:
        assert not allows(grammar, json.dumps(value, ensure_ascii=False)), value


def test_any_object_is_an_object() -> None:
    assert allows(ANY_OBJECT, '{"a": [1, {"b": null}]}')
    assert not allows(ANY_OBJECT, "[1]")


@pytest.mark.parametrize(
    ("schema", "named"),
    [
        ({"not": {}}, "not"),
        ({"type": "string", "pattern": "a+"}, "pattern"),
        ({"type": "array", "uniqueItems": True}, "uniqueItems"),
        ({"type": "number", "multipleOf": 3}, "multipleOf"),
        ({"type": "number", "minimum": 0.5}, "minimum"),
        ({"type": "integer", "minimum": 3, "maximum": 2}, "bounds"),
        ({"type": "thing"}, "type"),
        ({"type": "object", "properties": {"a": {"if": {}}}}, "properties.a"),
        ({"type": "object", "properties": {}, "required": ["a"]}, "required"),
        ({"allOf": [{}, {}]}, "allOf"),
        ({"$ref": "https://example.org/schema.json"}, "$ref"),
        ({"$ref": "#/$defs/gone"}, "$ref"),
        ({"$ref": "#"}, "itself"),
        ({"$defs": {"a": {"anyOf": [{"$ref": "#/$defs/a"}, {}]}}, "$ref": "#/$defs/a"}, "itself"),
        ({"type": "string", "maxLength": MOST_REPEATS + 1}, "maxLength"),
        ({"type": "array", "minItems": -1}, "minItems"),
        ({"enum": []}, "enum"),
        ({"$ref": "#node"}, "$ref: only"),
        ({"type": "integer", "minimum": float("inf")}, "minimum"),
        ({"type": "object", "properties": {"a": {}}, "required": [{}]}, "required"),
        (5, "schema"),
        (False, "schema"),
    ],
)
def test_what_cannot_be_kept_to_is_refused_by_name(schema: Any, named: str) -> None:
    with pytest.raises(SchemaError, match=re.escape(named)):
        grammar_of(schema)


def test_of_two_bounds_the_narrower_one_counts_and_one_that_is_null_is_none() -> None:
    both = grammar_of({"type": "integer", "minimum": 0, "exclusiveMinimum": 7, "maximum": 9})
    assert [number for number in range(12) if allows(both, str(number))] == [8, 9]
    for word, value in (("minItems", "[]"), ("minLength", '""')):
        kind = "array" if word == "minItems" else "string"
        assert allows(grammar_of({"type": kind, word: None}), value)


def test_a_schema_that_asks_for_much_work_is_refused_or_done_soon() -> None:
    names = [f"p{n}" for n in range(200)]
    other = {
        "type": "object",
        "properties": dict.fromkeys([*names, *(f"z{n}" for n in range(200))], True),
        "required": names * 5000,
    }
    begun = time.process_time()
    grammar_of(other)
    with pytest.raises(SchemaError, match="too large"):
        grammar_of({"enum": list(range(1_000_000))})
    assert time.process_time() - begun < 1


def test_a_schema_that_is_made_to_be_large_is_refused() -> None:
    deep: Any = {}
    for _ in range(200):
        deep = {"type": "array", "items": deep}
    wide = {"enum": ["x" * 1000] * 1000}
    many = {
        "type": "object",
        "properties": {f"p{n}": {"type": "string", "maxLength": 400} for n in range(50)},
    }
    long = {"type": "object", "properties": {f"p{n}": {} for n in range(5000)}}
    for schema in (deep, wide, many, long):
        with pytest.raises(SchemaError):
            grammar_of(schema)


_WORDS = (
    "type", "enum", "const", "anyOf", "items", "properties", "required", "$ref", "minItems", "maxLength",
    "minimum", "format", "allOf", "prefixItems",
)  # fmt: skip
_VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
_MEANT = st.sampled_from(["string", "object", "array", "integer", "#"])
_SCHEMAS = st.recursive(
    _VALUES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_WORDS), inner | _MEANT, max_size=4)
    ),
)


@given(_SCHEMAS)
def test_anything_that_claims_to_be_a_schema_gives_a_grammar_or_its_fault(schema: object) -> None:
    fault = ""
    try:
        grammar = grammar_of(schema)
    except SchemaError as error:
        fault = str(error)
    assert fault or grammar.startswith("root ::= ")


@given(st.integers(-3000, 3000), st.integers(0, 3000), st.integers(-4000, 7000))
def test_digits_between_two_bounds_are_the_numbers_between_them(low: int, more: int, value: int) -> None:
    high = low + more
    grammar = "root ::= " + " | ".join(between(low, high))
    assert allows(grammar, str(value)) == (low <= value <= high)
    grammar = "root ::= " + " | ".join(number_between(low, high))
    for text in (str(value), f"{value}.5", f"{value}.0"):
        if text not in ("-0.5", "-0.0"):
            assert allows(grammar, text) == (low <= float(text) <= high), text
