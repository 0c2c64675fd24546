"""JSON lines: one object a line; its keys are the columns.

Owns their reading. A line that is no JSON object is a row without cells, and `raw_rows` gives it as
it stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase
from llmdesk.tools.tables import failures
from llmdesk.tools.tables.delimited import lines, open_text
from llmdesk.tools.tables.encoding import find_encoding, samples
from llmdesk.tools.tables.table import Table
from llmdesk.tools.tables.types import Cell

_COUNTED = 64 << 20
_HEADER_ROWS = 200
_MOST_COLUMNS = 10_000


class JsonLinesTable(Table):
    """Columns are the keys of the first 200 lines; later ones are added as they come."""

    kind = "jsonl"
    line_end = "\n"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        parts = samples(path)
        self.encoding = find_encoding(parts)
        self._places: dict[str, int] = {}
        first = next(self.raw_rows(), None)
        if first is None:
            raise failures.empty(path)
        if first[0].startswith("[") and first[1] is None:
            raise failures.json_array(path)
        for number, _ in enumerate(self.rows()):
            if number >= _HEADER_ROWS:
                break
        if not self.header:
            raise failures.damaged(path, Phrase(QT_TRANSLATE_NOOP("core", "no line is a JSON object")))
        size = path.stat().st_size
        if size <= _COUNTED:
            self.count, self.count_exact = sum(1 for _ in self._lines()), True
        else:
            self.count = max(1, parts[0].count(b"\n") * size // max(1, len(parts[0])))

    def rows(self) -> Iterator[list[Cell]]:
        for _, found in self.raw_rows():
            yield self._cells(found)

    def raw_rows(self) -> Iterator[tuple[str, dict[str, object] | None]]:
        """(the line without blanks around it, its object or None) of every line that is not blank."""
        for line in self._lines():
            try:
                found = json.loads(line)
            except (ValueError, RecursionError):
                found = None
            yield line, found if isinstance(found, dict) else None

    def _lines(self) -> Iterator[str]:
        try:
            with open_text(self.path, self.encoding) as stream:
                yield from filter(None, map(str.strip, lines(stream, self.path)))
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
        cells: list[Cell] = [None] * len(self._places)
        for key, value in found.items():
            if key in self._places:
                cells[self._places[key]] = _cell(value)
        return cells


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, str | int | float):
        return value
    return json.dumps(value, ensure_ascii=False)
