"""JSON: one object a line, or one array of objects; their keys are the columns.

Owns the table of such a file. A value that is no JSON object is a row without cells, and `raw_rows` gives it
as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase
from llmdesk.tools.tables import failures
from llmdesk.tools.tables.account import Ledger
from llmdesk.tools.tables.formats.delimited import open_text
from llmdesk.tools.tables.formats.encoding import find_encoding, samples
from llmdesk.tools.tables.formats.json_values import BLANK, JsonValue, items_of, lines_of, load
from llmdesk.tools.tables.separated.records import LONGEST
from llmdesk.tools.tables.table import Table
from llmdesk.tools.tables.types import Cell

_COUNTED = 64 << 20
_HEADER_ROWS = 200
_MOST_COLUMNS = 10_000
_USUAL_COLUMNS = 1000


class JsonLinesTable(Table):
    """Columns are the keys of the first 200 objects; later ones are added as they come."""

    kind = "jsonl"
    line_end = "\n"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        parts = samples(path)
        self.encoding = find_encoding(parts)
        self._places: dict[str, int] = {}
        self._by_line = self._has_lines()
        empty = True
        for number, _ in enumerate(self.rows()):
            empty = False
            if number >= _HEADER_ROWS:
                break
        if empty and not self.account.findings:
            raise failures.empty(path)
        if not self.header:
            raise failures.damaged(path, Phrase(QT_TRANSLATE_NOOP("core", "no line is a JSON object")))
        size = path.stat().st_size
        if size <= _COUNTED:
            self.count, self.count_exact = sum(1 for _ in self.rows()), True
        else:
            lines = sum(1 for _ in self.rows_of(len(parts[0])))
            self.count = max(1, lines * size // max(1, len(parts[0])))

    def _has_lines(self) -> bool:
        """Whether each line is a value of its own, and not a part of one array or document."""
        with open_text(self.path, self.encoding) as stream:
            lines = iter(lambda: stream.readline(LONGEST), "")
            first, second, *_ = *islice((line.strip(BLANK) for line in lines if line.strip(BLANK)), 2), "", ""
        if not first.startswith(("{", "[")) or (second and _is_object(second)):
            return True
        return bool(second) and (_is_object(first) or not (first.startswith("[") or _is_open(first)))

    def rows(self) -> Iterator[list[Cell]]:
        ledger, count = Ledger(), 0
        for _, found in self._values(ledger):
            count += 1
            cells = self._cells(found)
            if len(self._places) >= _MOST_COLUMNS and found and found.keys() - self._places.keys():
                ledger.note("columns", count)
            yield cells
        self.account = ledger.close(ledger.lines, count)

    def rows_of(self, most: int) -> Iterator[JsonValue]:
        """The values in the first `most` characters or so."""
        for value in self._values(Ledger()):
            most -= len(value[0]) + 1
            if most < 0:
                return
            yield value

    def raw_rows(self) -> Iterator[JsonValue]:
        """(the text that it stands in, its object or None) of every value."""
        yield from self._values(Ledger())

    def _values(self, ledger: Ledger) -> Iterator[JsonValue]:
        try:
            with open_text(self.path, self.encoding) as stream:
                if self._by_line:
                    yield from lines_of(stream.readline, self.path, ledger)
                else:
                    yield from items_of(stream.read, ledger)
        except OSError as error:
            raise failures.unreadable(self.path, error) from error
        except UnicodeError as error:
            raise failures.damaged(self.path, error) from error

    def _cells(self, found: dict[str, object] | None) -> list[Cell]:
        if not found:
            return []
        if found.keys() - self._places.keys():
            for key in found:
                if key not in self._places and len(self._places) < _MOST_COLUMNS:
                    self._places[key] = len(self._places)
                    self.header.append(key)
        places = [self._places.get(key, -1) for key in found]
        few = len(self._places) <= _USUAL_COLUMNS  # else most of a row would be nothing
        cells: list[Cell] = [None] * (len(self._places) if few else max(places) + 1)
        for place, value in zip(places, found.values(), strict=True):
            if place >= 0:
                cells[place] = _cell(value)
        return cells


def _is_object(text: str) -> bool:
    try:
        return isinstance(load(text), dict)
    except ValueError:
        return False


def _is_open(text: str) -> bool:
    """Whether a line opens an object and leaves it open, as where each key has a line of its own."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.pos >= len(text.rstrip(","))
    except (ValueError, RecursionError):
        return False
    return False


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, str | int | float):
        return value
    try:
        return json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return "{…}" if isinstance(value, dict) else "[…]"
