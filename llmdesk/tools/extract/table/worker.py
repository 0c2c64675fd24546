"""Values out of the texts of a column: a new column for each field, and one for what is to be looked at.

Owns how results are kept in unfinished work, and on what they depend. Must not know files.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llmdesk import __version__
from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.errors import QT_TRANSLATE_NOOP, Cancelled, in_one_line
from llmdesk.tools.documents import from_text
from llmdesk.tools.extract.export import Translate, day_cell, marks_of, names_of, values_of
from llmdesk.tools.extract.method import extract
from llmdesk.tools.fields import FieldSet
from llmdesk.tools.kept import write
from llmdesk.tools.tables.added import defuse
from llmdesk.tools.tables.side_by_side import side_by_side
from llmdesk.tools.tables.table import clean
from llmdesk.tools.tables.types import Cell, ColumnKind
from llmdesk.tools.tables.worker import NewColumn, Row, Setting, Worker

CHECKS = "extraction_checks"
_KINDS: Mapping[str, ColumnKind] = {"number": "number", "money": "number", "date": "date", "yes/no": "yes/no"}
_CHINESE = re.compile(r"[\u3400-\u9fff]")  # as the names of the fields are, so is that of the currency


@dataclass(frozen=True, slots=True)
class RowValues:
    """`values`: a cell for each new column but the last, days as ISO 8601. `remarks`: what is to be looked
    at, one after the other; "" where nothing is."""

    values: tuple[str | int | float | bool | None, ...]
    remarks: str = ""
    status: str = "ok"


@dataclass(frozen=True)
class ValuesForm:
    """`days`: the places of the columns that hold days."""

    days: frozenset[int]

    def to_json(self, result: RowValues) -> object:
        return [list(result.values), result.remarks, result.status]

    def from_json(self, kept: Any) -> RowValues:
        values, remarks, status = kept
        return RowValues(tuple(values), str(remarks), str(status))

    def cells(self, result: RowValues) -> Sequence[Cell]:
        return (
            *(self._cell(place, value) for place, value in enumerate(result.values)),
            result.remarks or None,
        )

    def _cell(self, place: int, value: Cell) -> Cell:
        if not isinstance(value, str):
            return value
        return day_cell(value) if place in self.days else defuse(clean(value))

    def status(self, result: RowValues) -> str:
        return result.status


class ExtractWorker(Worker[RowValues]):
    """Each text gives one row of `fields`, whatever they say of rows. `translate`: for what is to be looked
    at."""

    name = "extraction"

    def __init__(self, engine: TextEngine, fields: FieldSet, model: str, translate: Translate = str) -> None:
        self._engine, self._fields, self._model = engine, fields.with_rows("one"), model
        chinese = any(map(_CHINESE.search, (field.name for field in fields.fields)))
        self._names = names_of(fields.fields, lambda _currency: "币种" if chinese else "currency")
        self._translate = translate

    @property
    def columns(self) -> Sequence[NewColumn]:
        kinds = {field.name: _KINDS.get(field.type, "") for field in self._fields.fields}
        return (*(NewColumn(name, kind=kinds.get(name, "")) for name in self._names), NewColumn(CHECKS))

    @property
    def form(self) -> ValuesForm:
        days = {field.name for field in self._fields.fields if field.type == "date"}
        return ValuesForm(frozenset(place for place, name in enumerate(self._names) if name in days))

    @property
    def settings(self) -> Sequence[Setting]:
        return (
            Setting("fields", write(self._fields), QT_TRANSLATE_NOOP("core", "It looked for other fields.")),
            Setting(
                "model",
                [self._model, __version__],
                QT_TRANSLATE_NOOP("core", "It was made with another model, or another version of llmdesk."),
            ),
        )

    def at_once(self, row: Row) -> RowValues | None:
        return None if row[0].strip() else RowValues((None,) * len(self._names), status="empty")

    def rows(self, rows: Iterable[Row], cancel: CancelToken) -> Iterator[RowValues]:
        return side_by_side(self._one, rows, cancel)

    def _one(self, text: str, cancel: CancelToken) -> RowValues:
        found = extract(from_text(text), self._fields, self._engine, cancel=cancel)
        if cancel.cancelled:
            raise Cancelled
        (record,) = found.records
        values = tuple(map(_plain, values_of(self._fields.fields, record)))
        return RowValues(values, clean(in_one_line(marks_of(found, record, self._translate))))


def _plain(cell: Cell) -> str | int | float | bool | None:
    """As JSON has it."""
    if cell is None or isinstance(cell, str | int | float | bool):
        return cell
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)
