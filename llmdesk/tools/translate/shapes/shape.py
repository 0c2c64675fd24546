"""What every kind of document gives to be translated, and takes back.

Owns the face, and the simplest kind: a text of which some places are replaced.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentError, UserError
from llmdesk.tools.translate.shapes.inline import Inline, without
from llmdesk.tools.translate.types import Unit

T = TypeVar("T")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class Shape(ABC):
    """`text` is all text to translate; `units` are its paragraphs, in order, without overlaps. `kind`:
    "text", "markdown", "html", "docx", "epub", "subtitles". `notes`: what the user should know of it."""

    kind: str
    name: str
    text: str
    units: tuple[Unit, ...]
    notes: tuple[UserError, ...] = ()
    suffix: str = ".txt"
    line_end: str = "\n"  # of the file; in `text` it is always "\n"

    @property
    def markdown(self) -> bool:
        return False

    @abstractmethod
    def write(self, translated: Sequence[str], language: str, cancel: CancelToken | None = None) -> bytes:
        """The document with the translation of each unit in its place; all else is as it was. Raises
        `Cancelled`."""

    def as_read(self, unit: int, text: str) -> str:
        """The unit of this number, or its translation, without the tags that stand for marks."""
        return text


def too_large(name: str) -> DocumentError:
    return DocumentError(
        QT_TRANSLATE_NOOP("core", "The file {file} is too large."),
        hint=QT_TRANSLATE_NOOP("core", "Split it into parts and open them one at a time."),
        file=name,
    )


def for_xml(text: str) -> str:
    """Without the characters that no XML file can hold."""
    return _NOT_IN_XML.sub("", text)


def looked_at(found: Iterable[T], cancel: CancelToken | None) -> Iterator[T]:
    """The same, each with a look at the token: a sign that the work goes on."""
    for each in found:
        if cancel is not None:
            cancel.raise_if_cancelled()
        yield each


class Spliced(Shape):
    """A text of whose characters those of the units are replaced, and no other."""

    def __init__(self, name: str, kind: str, text: str, units: Sequence[Unit], suffix: str) -> None:
        self.name, self.kind, self.text, self.units, self.suffix = name, kind, text, tuple(units), suffix

    @property
    def markdown(self) -> bool:
        return self.kind == "markdown"

    def write(self, translated: Sequence[str], language: str, cancel: CancelToken | None = None) -> bytes:
        return self.spliced(translated).replace("\n", self.line_end).encode("utf-8", "replace")

    def spliced(self, translated: Sequence[str]) -> str:
        pieces, at = [], 0
        for unit, text in zip(self.units, translated, strict=True):
            pieces += [self.text[at : unit.start], text]
            at = unit.end
        return "".join([*pieces, self.text[at:]])


class Listed(Shape):
    """A document whose text lies in many places: `text` is that of all units, one a line."""

    def __init__(
        self,
        name: str,
        kind: str,
        texts: Sequence[str],
        suffix: str,
        inlines: Sequence[Inline[Any] | None] = (),
    ) -> None:
        self.name, self.kind, self.suffix, self._tagged = name, kind, suffix, inlines
        units, at = [], 0
        for text in texts:
            units.append(Unit(at, at + len(text)))
            at += len(text) + 1
        self.text, self.units = "\n".join(texts), tuple(units)

    def tags(self) -> dict[int, frozenset[str]]:
        """The tags that stand for marks, by the number of the unit."""
        found = enumerate(self._tagged)
        return {at: inline.tags for at, inline in found if inline is not None and inline.tags}

    def as_read(self, unit: int, text: str) -> str:
        inline = self._tagged[unit] if self._tagged else None
        return text if inline is None else without(text, inline.tags)
