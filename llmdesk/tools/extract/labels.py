"""Values that a form names: what stands behind a label, or below one.

Owns which words are labels of a field (resources/extract/labels.toml, and its own name), how a form sets
values beside them, and that such a value goes before another that the model gave. Must not ask a model.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from llmdesk.paths import resource
from llmdesk.tools.extract.placing import Placer
from llmdesk.tools.extract.types import Cell, Record, Value
from llmdesk.tools.fields import Field, Place

_LABELLED = ("text", "date")
_CELL = re.compile(r"[^\s|](?:[^\n\t| ]| (?! )){0,400}")
_COLON = re.compile(r"[:：]")
_LONGEST_LABEL = 30
_LONGEST_VALUE = 120
_LEFT_OUT = re.compile(r"[\s.:：]")
_BEHIND = ("单位名称", "名称", "全称", "信息", "单位", " name", " details")


@dataclass(frozen=True, slots=True)
class _Cell:
    """Some words of a line, set apart from others on it by two spaces, a tab or a bar; `value` is where what
    stands behind a colon begins, the end where nothing does."""

    start: int
    end: int
    head: str
    value: int


def as_labelled(fields: Sequence[Field], record: Record, placer: Placer, language: str) -> Record:
    """The record in which a field whose label the text has once, with a value of its type, has this value;
    one that stands there already, or is a part of it, stays."""
    found = _labelled(fields, placer.source.text, language)
    cells = list(record)
    for number, places in found.items():
        value = placer.value_at(fields[number], places[0])
        if len({placer.source.text[each.start : each.end] for each in places}) > 1 or value.problem:
            continue
        if not any(_touches(record[number].first, place) for place in places):
            cells[number] = Cell((value,))
    return tuple(cells)


def _touches(value: Value | None, place: Place) -> bool:
    if value is None or value.problem:
        return False
    return any(each.start < place.end and place.start < each.end for each in value.places)


def _labelled(fields: Sequence[Field], text: str, language: str) -> Mapping[int, list[Place]]:
    """The places of the values by the number of their field."""
    labels, names = _labels_of(fields, language), _names(language)
    found: dict[int, list[Place]] = {}
    lines = list(_lines(text, labels))
    for at, line in enumerate(lines):
        for number, cell in enumerate(line):
            field = labels.get(cell.head)
            if field is None:
                continue
            place = _value_of(cell, line, number, lines[at + 1] if at + 1 < len(lines) else [], labels, names)
            if place is not None and place.end - place.start <= _LONGEST_VALUE:
                found.setdefault(field, []).append(place)
    return found


def _value_of(
    cell: _Cell,
    line: Sequence[_Cell],
    number: int,
    below: Sequence[_Cell],
    labels: Mapping[str, int],
    names: frozenset[str],
) -> Place | None:
    """Behind its colon; else in the next cell of the line; else below, in the same column."""
    if cell.value < cell.end:
        return Place(cell.value, cell.end)
    beside = line[number + 1] if number + 1 < len(line) else None
    if beside is not None and beside.head not in labels:
        return _unnamed(beside, labels, names)
    if len(line) == len(below):
        return _unnamed(below[number], labels, names)
    return None


def _unnamed(cell: _Cell, labels: Mapping[str, int], names: frozenset[str]) -> Place | None:
    """The cell without a word such as "Name:" before it; none where it is labelled otherwise."""
    if cell.head in names and cell.value < cell.end:
        return Place(cell.value, cell.end)
    labelled = cell.value < cell.end or cell.head in labels or cell.head in names
    return None if labelled else Place(cell.start, cell.end)


def _first_words(text: str, labels: Container[str]) -> str:
    """The longest label that a text without a colon begins with, before a space. Prose begins with single
    Latin words, too, so that none counts."""
    spaces = [at for at, character in enumerate(text[: _LONGEST_LABEL + 1]) if character == " "]
    for at in reversed(spaces):
        head = text[:at]
        if _folded(head) in labels and (" " in head or not head.isascii()):
            return head
    return ""


def _lines(text: str, labels: Container[str]) -> Iterator[list[_Cell]]:
    """The cells of each line that has any."""
    at = 0
    for line in text.split("\n"):
        cells = [_cell(line, found.start(), found.end(), at, labels) for found in _CELL.finditer(line)]
        if cells:
            yield cells
        at += len(line) + 1


def _cell(line: str, start: int, end: int, at: int, labels: Container[str]) -> _Cell:
    end = start + len(line[start:end].rstrip())
    colon = _COLON.search(line, start, min(end, start + _LONGEST_LABEL + 1))
    head = line[start : colon.start() if colon else end]
    value = colon.end() if colon else end
    if colon is None and (label := _first_words(line[start:end], labels)):
        head, value = label, start + len(label)
    while value < end and line[value].isspace():
        value += 1
    return _Cell(at + start, at + end, _folded(head) if len(head) <= _LONGEST_LABEL else "", at + value)


def _labels_of(fields: Sequence[Field], language: str) -> Mapping[str, int]:
    """Every label with the number of the field that it names; those of two fields name none."""
    found: dict[str, int] = {}
    several: set[str] = set()
    for number, field in enumerate(fields):
        if field.type not in _LABELLED:
            continue
        for label in {_folded(field.name), *_group_of(_folded(field.name), language)}:
            if found.setdefault(label, number) != number:
                several.add(label)
    own = {_folded(field.name): number for number, field in enumerate(fields)}
    return {label: number for label, number in found.items() if label not in several} | {
        label: number for label, number in own.items() if fields[number].type in _LABELLED
    }


def _group_of(name: str, language: str) -> frozenset[str]:
    return next(
        (group for group in _groups("zh" if language == "zh" else "en") if name in group), frozenset()
    )


@cache
def _groups(language: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(_folded, group)) for group in _all()[language]["groups"])


@cache
def _names(language: str) -> frozenset[str]:
    return frozenset(map(_folded, _all()["zh" if language == "zh" else "en"]["names"]))


@cache
def _all() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(resource("extract", "labels.toml").read_text(encoding="utf-8"))


def _folded(label: str) -> str:
    """Case, white space and points left out, and words behind a label that say that a value follows."""
    label = unicodedata.normalize("NFKC", label).casefold().strip()
    for ending in _BEHIND:
        if len(label) > len(ending) and label.endswith(ending):
            label = label.removesuffix(ending)
            break
    return _LEFT_OUT.sub("", label)
