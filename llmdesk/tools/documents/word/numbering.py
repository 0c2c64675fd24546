"""The numbers that Word writes before the paragraphs of a list, and that stand nowhere in its text.

Owns `numbering.xml` and the counters: levels, restarts, ways of counting. Must not look at the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from llmdesk.tools.documents.numerals import WORD_FORMATS, whole_number
from llmdesk.tools.documents.word.events import Quiet, is_on, local, value
from llmdesk.tools.documents.word.styles import Style

BULLET = "-"
_PLACE = re.compile(r"%([1-9])")
_LONGEST_TEXT = 60
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str | None = None
    gap: bool = True
    restart: int = -1  # after which level (1 is the highest) it begins anew; -1 after any higher one
    legal: bool = False
    style: str = ""


@dataclass
class _Levels:
    levels: dict[int, _Level] = field(default_factory=dict)
    link: str = ""  # its levels are those of the list that this style names
    names: str = ""  # the style whose list it is


@dataclass
class _Number:
    levels: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    overrides: dict[int, _Level] = field(default_factory=dict)


class Numbering(Quiet):
    """Reads `numbering.xml`, then gives each paragraph of a list its number in turn."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self._styles = styles
        self._abstract: dict[str, _Levels] = {}
        self._numbers: dict[str, _Number] = {}
        self._open: _Levels | None = None
        self._number: _Number | None = None
        self._at = 0
        self._level = _Level()
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()  # lists whose own starts have been set
        self._resolved: dict[str, dict[int, _Level]] = {}
        self._linked: dict[str, tuple[str, int]] = {}  # paragraph style → list, level

    # -- reading ----------------------------------------------------------------------------
    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = local(tag)
        if name == "abstractNum":
            self._open = self._abstract.setdefault(value(attributes, "abstractNumId"), _Levels())
        elif name == "num":
            self._number = self._numbers.setdefault(value(attributes, "numId"), _Number())
        elif name == "abstractNumId" and self._number:
            self._number.levels = value(attributes)
        elif name == "numStyleLink" and self._open:
            self._open.link = value(attributes)
        elif name == "styleLink" and self._open:
            self._open.names = value(attributes)
        elif name == "lvlOverride":
            self._at = _level_number(attributes)
        elif name == "startOverride" and self._number:
            self._number.starts[self._at] = _start(attributes)
        elif name == "lvl":
            self._at, self._level = _level_number(attributes), _Level()
        else:
            self._describe(name, attributes)

    def _describe(self, name: str, attributes: Mapping[str, str]) -> None:
        level, text = self._level, value(attributes)
        if name == "start":
            self._level = replace(level, start=_start(attributes))
        elif name == "numFmt":
            self._level = replace(level, form=text)
        elif name == "lvlText":
            self._level = replace(level, text=text[:_LONGEST_TEXT])
        elif name == "suff":
            self._level = replace(level, gap=text != "nothing")
        elif name == "lvlRestart":
            self._level = replace(level, restart=whole_number(text, -1, 9))
        elif name == "isLgl":
            self._level = replace(level, legal=is_on(attributes))
        elif name == "pStyle":
            self._level = replace(level, style=text)

    def end(self, tag: str) -> None:
        name = local(tag)
        if name == "lvl":
            if self._number:
                self._number.overrides[self._at] = self._level
            elif self._open:
                self._open.levels[self._at] = self._level
        elif name == "abstractNum":
            self._open = None
        elif name == "num":
            self._number = None

    def close(self) -> None:
        for number, found in self._numbers.items():
            for at, level in self._levels(found).items():
                if level.style:
                    self._linked.setdefault(level.style, (number, at))

    # -- counting ---------------------------------------------------------------------------
    def place(self, style_id: str, number: str, level: int) -> tuple[str, int]:
        """(list, level) of a paragraph: what it says itself, else its style; ("", 0) for none."""
        style = self._styles.get(style_id, Style())
        if number == "0" or (not number and style.numbering in ("", "0")):
            return "", 0
        if not number and level < 0 and style_id in self._linked:
            return self._linked[style_id]
        chosen = number or style.numbering
        if level < 0:
            level = style.list_level if not number and style.list_level >= 0 else 0
        return chosen, level

    def label(self, number: str, level: int) -> str | None:
        """The next number of a list, with its punctuation; `BULLET` for a point, "" for a list that shows
        none, None when there is no such list. It counts on."""
        found = self._numbers.get(number)
        if number not in self._resolved:
            self._resolved[number] = self._levels(found) if found else {}
        levels = self._resolved[number]
        if found is None or not levels:
            return None
        counts = self._counts.setdefault(found.levels, [None] * 9)
        if number not in self._begun:
            self._begun.add(number)
            for at, first in found.starts.items():
                counts[at] = first - 1
        self._count(counts, levels, level)
        shape = levels.get(level, _Level())
        if shape.form == "bullet" or (shape.text is not None and not shape.text and shape.form != "none"):
            return BULLET if shape.form == "bullet" else ""
        return self._written(shape, counts, levels, level)

    def _count(self, counts: list[int | None], levels: Mapping[int, _Level], level: int) -> None:
        for higher in range(level):
            if counts[higher] is None:
                counts[higher] = levels.get(higher, _Level()).start
        before = counts[level]
        counts[level] = levels.get(level, _Level()).start if before is None else min(before + 1, _MOST)
        for lower in range(level + 1, 9):
            restart = levels.get(lower, _Level()).restart
            if restart < 0 or level < restart:
                counts[lower] = None

    def _written(
        self, shape: _Level, counts: list[int | None], levels: Mapping[int, _Level], level: int
    ) -> str:
        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            form = levels.get(at, _Level()).form
            if shape.legal and form not in ("decimal", "decimalZero"):
                form = "decimal"
            number = counts[at]
            return WORD_FORMATS.get(form, str)(number) if number is not None and at <= level else ""

        text = shape.text if shape.text is not None else f"%{level + 1}."
        label = _PLACE.sub(one, text).strip()
        return label + (" " if shape.gap and label else "")

    def _levels(self, number: _Number) -> dict[int, _Level]:
        abstract = self._abstract.get(number.levels, _Levels())
        if abstract.link and not abstract.levels:
            named = (each for each in self._abstract.values() if each.names == abstract.link)
            abstract = next(named, abstract)
        return {**abstract.levels, **number.overrides}


def _level_number(attributes: Mapping[str, str]) -> int:
    number = whole_number(value(attributes, "ilvl"), 0)
    return number if 0 <= number <= 8 else 0


def _start(attributes: Mapping[str, str]) -> int:
    return max(whole_number(value(attributes), 1, _MOST), 0)
