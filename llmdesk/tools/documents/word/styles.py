"""The styles of a Word document: which are headings, list items, hidden, raised.

Owns the inheritance of styles. Must not look at the document's text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from llmdesk.tools.documents.numerals import whole_number
from llmdesk.tools.documents.word.events import Quiet, is_on, local, value

_DEEPEST = 20  # styles that build on each other


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says; `numbering`: ids of the list and the level in it, "" and -1 for none."""

    level: int = 0
    item: bool = False
    numbering: str = ""
    list_level: int = -1
    hidden: bool = False
    lift: str = ""


@dataclass
class _Style:
    name: str = ""
    base: str = ""
    level: int = 0
    item: bool = False
    numbering: str = ""
    list_level: int = -1
    hidden: bool | None = None
    lift: str = ""


class Styles(Quiet):
    """Reads `styles.xml`."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._open = _Style()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = local(tag)
        style = self._open
        if name == "style":
            self._open = _Style()
            self._styles[value(attributes, "styleId")] = self._open
        elif name == "name":
            style.name = value(attributes).lower()
        elif name == "basedOn":
            style.base = value(attributes)
        elif name == "outlineLvl":
            style.level = outline_level(attributes)
        elif name == "numPr":
            style.item = True
        elif name == "numId":
            style.numbering = value(attributes)
        elif name == "ilvl":
            style.list_level = list_level(attributes)
        elif name == "vanish":
            style.hidden = is_on(attributes)
        elif name == "vertAlign":
            style.lift = value(attributes)

    def end(self, tag: str) -> None:
        """Styles need no end."""

    def resolved(self) -> dict[str, Style]:
        """Style id → what it and the styles that it builds on say."""
        return {key: self._resolve(key) for key in self._styles}

    def _resolve(self, key: str) -> Style:
        chain: list[_Style] = []
        while key in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[key])
            key = self._styles[key].base
        own = chain[0]
        listed = next((style for style in chain if style.numbering), own)
        return Style(
            level=next((level for level in map(_heading_level, chain) if level), 0),
            item=own.item,
            numbering=listed.numbering,
            list_level=next((style.list_level for style in chain if style.list_level >= 0), -1),
            hidden=next((style.hidden for style in chain if style.hidden is not None), False),
            lift=next((style.lift for style in chain if style.lift), ""),
        )


def _heading_level(style: _Style) -> int:
    """By the style's name ("heading 2", "Title"), else by its outline level."""
    if style.name == "title":
        return 1
    number = style.name.removeprefix("heading ")
    if number != style.name:
        level = whole_number(number, 0)
        if level > 0:
            return min(level, 6)
    return style.level


def outline_level(attributes: Mapping[str, str]) -> int:
    """1 to 6, or 0 for a paragraph of the text."""
    number = whole_number(value(attributes), 9)
    return number + 1 if 0 <= number < 6 else 0


def list_level(attributes: Mapping[str, str]) -> int:
    """0 to 8; 0 for what is none."""
    number = whole_number(value(attributes), 0)
    return number if 0 <= number <= 8 else 0
