"""What tools keep in the store: values written as plain JSON, and read back as what they were.

Owns the one way to do so, and what is kept of a document. Must not know what any value means.

msgspec reads a kept result by the types of its fields. It was held against cattrs and pydantic on results of
a real database: a text's result in 6 µs (30 and 14; by hand 24), imported in 20 ms (55 and 120), 0.7 MB (1.4
and 10), and the only one of them that takes no text for a number.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

import msgspec

from llmdesk.tools.documents.types import Document

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")
D = TypeVar("D", bound="DataclassInstance")
_log = logging.getLogger(__name__)
# A text without a file is kept with its run up to this length, so that it can be shown again.
TEXT_LIMIT = 1_000_000


def write(value: object) -> Any:
    """Plain values of JSON: objects for dataclasses, texts for paths."""
    return msgspec.to_builtins(value, enc_hook=_plain)


def rounded(value: object) -> Any:
    """The same for other programs, with six decimals."""
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {name: rounded(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(each) for each in value]
    return rounded(write(value)) if is_dataclass(value) else value


def read(kind: type[T], kept: object, older: Callable[[Any], object] | None = None) -> T | None:
    """What `write` made of a value of `kind`; None for anything else, since a history of another version is
    no fault. Members that `kind` has not are left out, and its own that are missing have their defaults.

    `older` brings what older versions kept into the form of today; it may take that for granted.
    """
    if kept is None:
        return None
    try:
        return msgspec.convert(kept if older is None else older(kept), kind, dec_hook=_made)
    except (msgspec.ValidationError, TypeError, KeyError, ValueError, AttributeError) as error:
        _log.warning("What is kept is no %s: %s", kind, error)
        return None


def understood(default: D, kept: object) -> D:
    """`default` with those members of `kept` that can be read: choices, each of which stands by itself."""
    given, kinds = kept if isinstance(kept, dict) else {}, get_type_hints(type(default))
    found = {name: read(kind, given.get(name)) for name, kind in kinds.items()}
    return replace(default, **{name: value for name, value in found.items() if value is not None})


def by_name(kept: object, *names: str) -> object:
    """What older versions kept as a list, with the names of its members."""
    return dict(zip(names, kept, strict=True)) if isinstance(kept, list) else kept


def _plain(value: object) -> object:
    for kind in (str, int, float):
        if isinstance(value, kind):  # of a class below it: numpy has such numbers
            return kind(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _made(kind: type[object], value: object) -> object:
    if kind is object:
        return value
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise ValueError(f"{kind.__name__} from {type(value).__name__}")


# -- documents ---------------------------------------------------------------------------------------
def inputs_of(document: Document, path: Path | None) -> dict[str, object]:
    """What is kept of a document: name, kind, path, length and a hash of its text; the text itself where it
    is in no file."""
    inputs: dict[str, object] = {
        "name": document.name,
        "kind": document.kind,
        "path": "" if path is None else str(path.absolute()),
        "chars": len(document.text),
        "sha256": text_hash(document.text),
    }
    if path is None and len(document.text) <= TEXT_LIMIT:
        inputs["text"] = document.text
    return inputs


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
