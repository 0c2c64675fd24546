"""Ready sets of fields, from resources/fields/sets.toml, in both languages.

Owns their names and reading them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from llmdesk.paths import resource
from llmdesk.tools.fields.toml import fields_of
from llmdesk.tools.fields.types import Field, FieldSet

SETS = ("invoice", "cv", "contract", "meeting", "entities", "complaint")
Language = Literal["en", "zh"]


def ready_set(name: str, language: Language = "en") -> FieldSet:
    """One of `SETS`; its results are named in `language`, whatever the language of the texts."""
    table = _sets()[name]
    english, chinese = (_fields(name, each) for each in ("en", "zh"))
    named = chinese if language == "zh" else english
    return FieldSet(
        named,
        table["rows"],
        table["title"][language],
        (("en", english), ("zh", chinese)),
        _sums(table, named, english),
    )


def _sums(
    table: Mapping[str, Any], named: tuple[Field, ...], english: tuple[Field, ...]
) -> tuple[tuple[str, ...], ...]:
    """In the names of the results."""
    names = {field.name: own.name for field, own in zip(english, named, strict=True)}
    return tuple(tuple(names[name] for name in each) for each in table.get("sums", ()))


@cache
def _fields(name: str, language: str) -> tuple[Field, ...]:
    return fields_of(_sets()[name][language])


@cache
def _sets() -> Mapping[str, Any]:
    return tomllib.loads(resource("fields", "sets.toml").read_text(encoding="utf-8"))
