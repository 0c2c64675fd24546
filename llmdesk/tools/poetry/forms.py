"""The forms that poems are written and checked in, read from `resources/poetry/forms.toml`.

Owns how the data becomes `Form`s and tone patterns. Must not know how a rule is checked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, UsageError
from llmdesk.paths import resource
from llmdesk.tools.poetry.chinese.ci import tunes
from llmdesk.tools.poetry.types import Form


def forms() -> tuple[Form, ...]:
    """Every form, in the order they are offered."""
    return tuple(_forms().values())


def form(name: str) -> Form:
    """The form of that name, or of the tune (词牌) of that title; raises `UsageError`."""
    tune = tunes.titled(name) if name not in _forms() else None
    found = _forms().get(tune.name if tune else name)
    if found is None:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "There is no form “{name}”."),
            "",
            QT_TRANSLATE_NOOP("core", "The forms are: {forms}."),
            name=name,
            forms=Listing(tuple(_forms())),
        )
    return found


def patterns(characters: int, line_type: str, *, old: bool = False) -> tuple[str, ...]:
    """The tone patterns of a line type (A, B, a, b), 平 level, 仄 oblique, 中 either; the first is
    the plain one. `old`: with those that only the Tang allowed. Lines of other lengths than 5 and 7 (of a
    对联) have none: ()."""
    tables = ("patterns", "tolerated") if old else ("patterns",)
    return tuple(
        pattern for table in tables for pattern in _data()[table].get(str(characters), {}).get(line_type, ())
    )


def rescue(characters: int, line_type: str) -> str:
    """The pattern of a line that breaks its plain one and is rescued by the line that answers it (type A),
    and the one that rescues (type B); "" where there is none."""
    return str(_data()["rescues"].get(str(characters), {}).get(line_type, ""))


def rhyming_lines(sequence: str) -> tuple[int, ...]:
    """The lines (from 0) that rhyme: those whose type ends on a level tone."""
    return tuple(index for index, line_type in enumerate(sequence) if line_type in "Bb")


@cache
def _forms() -> dict[str, Form]:
    listed = {entry["name"]: _form(entry) for entry in _data()["form"]}
    return listed | {song.name: song for song in tunes.forms()}


def _form(entry: Mapping[str, Any]) -> Form:
    values = dict(entry)
    if metre := values.pop("metre", ""):
        values["measures"] = [[metre]]
    values["measures"] = tuple(tuple(measure) for measure in values.get("measures", ()))
    values["sequences"] = _data()["sequences"].get(values.get("sequences"), [])
    values["couplets"] = tuple(tuple(pair) for pair in values.get("couplets", ()))
    frozen: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    return Form(**frozen)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("poetry", "forms.toml").read_text("utf-8"))
