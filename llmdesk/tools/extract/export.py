"""Extractions as JSON, as a table (CSV, TSV, XLSX), as Markdown and as text.

Owns these forms. Must not know where they are written.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from llmdesk.errors import QT_TRANSLATE_NOOP, fill
from llmdesk.outputs import Output
from llmdesk.tools.extract.types import Cell, Extraction, Record, Value
from llmdesk.tools.fields import PROBLEMS, Field
from llmdesk.tools.tables import Cell as TableCell
from llmdesk.tools.tables.added import defuse
from llmdesk.tools.tables.formats import new_workbook

DOCUMENT, CURRENCY, MARKS = (
    QT_TRANSLATE_NOOP("core", "Document"),
    QT_TRANSLATE_NOOP("core", "currency"),
    QT_TRANSLATE_NOOP("core", "Marks"),
)
PARTLY = QT_TRANSLATE_NOOP("core", "Only a part of the document was read.")
CUT = QT_TRANSLATE_NOOP("core", "A value is too long for a cell and was cut.")
EDITED = QT_TRANSLATE_NOOP("core", "Changed by hand.")
_NAMED = QT_TRANSLATE_NOOP("core", "{name}: {reason}")
SUFFIXES = (".csv", ".tsv", ".xlsx", ".json", ".md", ".markdown", ".txt")
YES, NO = QT_TRANSLATE_NOOP("core", "yes"), QT_TRANSLATE_NOOP("core", "no")
Translate = Callable[[str], str]
_JOINT = "; "
_FIRST_YEAR = 1900


# -- JSON ------------------------------------------------------------------------------------------
def as_json(extraction: Extraction) -> dict[str, Any]:
    """`records` has an object a row: of each field `value`, `text`, `start`, `end` (code points of the
    document's text), `confidence` (that of "not stated" where nothing is; null where it was not weighed),
    `found`, and of a list a list of these."""
    fields = extraction.fields.fields
    found: dict[str, Any] = {
        "records": [_record(fields, record) for record in extraction.records],
        "document": extraction.document,
        "model": extraction.model,
        "seconds": round(extraction.seconds, 3),
        "complete": extraction.complete,
        "chars_read": extraction.chars_read,
        "chars_total": extraction.chars_total,
    }
    if extraction.unread:
        found["unread"] = [
            {"start": each.start, "end": each.end, "reason": each.reason} for each in extraction.unread
        ]
    if extraction.warning is not None:
        found["warning"] = str(extraction.warning)
    return found


def _record(fields: Sequence[Field], record: Record) -> dict[str, Any]:
    return {field.name: _cell(field, cell) for field, cell in zip(fields, record, strict=True)}


def _cell(field: Field, cell: Cell) -> object:
    if field.type == "list":
        return [_value(field, value, cell.edited) for value in cell.values]
    if cell.first is not None:
        return _value(field, cell.first, cell.edited)
    absent = {"value": None, "text": "", "start": None, "end": None}
    weighed = {"confidence": _rounded(cell.confidence), "found": False}
    return absent | weighed | ({"edited": True} if cell.edited else {})


def _rounded(confidence: float | None) -> float | None:
    return None if confidence is None else round(confidence, 3)


def _value(field: Field, value: Value, edited: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "value": value.value,
        "text": value.text,
        "start": value.start,
        "end": value.end,
        "confidence": _rounded(value.confidence),
        "found": value.found,
    }
    if field.type == "money":
        found["currency"] = value.currency
    if edited:
        found["edited"] = True
    if value.problem:
        found["problem"] = PROBLEMS[value.problem]
    if len(value.places) > 1:
        found["places"] = [{"start": place.start, "end": place.end} for place in value.places]
    return found


# -- tables ----------------------------------------------------------------------------------------
def header(fields: Sequence[Field], translate: Translate = str) -> list[str]:
    """The names of the columns: the document, the fields, of money its currency too, and what is marked."""
    return [translate(DOCUMENT), *names_of(fields, translate), translate(MARKS)]


def names_of(fields: Sequence[Field], translate: Translate = str) -> list[str]:
    """The names of the columns of the values."""
    columns = []
    for field in fields:
        columns.append(field.name)
        if field.type == "money":
            columns.append(f"{field.name} ({translate(CURRENCY)})")
    return columns


def rows(
    extractions: Sequence[Extraction], translate: Translate = str, longest: int | None = None
) -> Iterator[list[TableCell]]:
    """A row for each record of each document; one that has none is there with an empty row. `longest`: of a
    cell."""
    for extraction in extractions:
        fields = extraction.fields.fields
        for record in extraction.records or (tuple(Cell() for _ in fields),):
            yield _row(extraction, record, translate, longest)


def _row(
    extraction: Extraction, record: Record, translate: Translate, longest: int | None
) -> list[TableCell]:
    row: list[TableCell] = [extraction.document, *values_of(extraction.fields.fields, record)]
    marks = marks_of(extraction, record, translate)
    if longest is not None and any(isinstance(cell, str) and len(cell) > longest for cell in row):
        marks.insert(0, translate(CUT))
    return [*row, " ".join(dict.fromkeys(marks))]


def values_of(fields: Sequence[Field], record: Record) -> Iterator[TableCell]:
    """A cell for each of `names_of`."""
    for field, cell in zip(fields, record, strict=True):
        yield table_cell(field, cell)
        if field.type == "money":
            yield cell.first.currency if cell.first is not None else None


def marks_of(extraction: Extraction, record: Record, translate: Translate = str) -> list[str]:
    """Why a person should look at it."""
    marks = []
    for field, cell in zip(extraction.fields.fields, record, strict=True):
        reasons = [PROBLEMS[each.problem] for each in cell.values if each.problem]
        reasons += [EDITED] if cell.edited else []
        named = translate(_NAMED)
        marks += [fill(named, {"name": field.name, "reason": translate(reason)}) for reason in reasons]
    marks += [translate(each.reason) for each in extraction.unread]
    return marks + ([translate(PARTLY)] if extraction.chars_read < extraction.chars_total else [])


def table_cell(field: Field, cell: Cell) -> TableCell:
    """A number or a date as such; the words where they are none."""
    if field.type == "list":
        return _JOINT.join(value.text for value in cell.values) or None
    value = cell.first
    if value is None:
        return None
    if value.value is None:
        return value.text
    if field.type == "date":
        return day_cell(str(value.value))
    return " ".join(value.text.split()) if field.type == "text" else value.value


def day_cell(iso: str) -> TableCell:
    """A day as such; as text where it is no day, or one before those that a spreadsheet has."""
    try:
        day = dt.datetime.fromisoformat(iso) if "T" in iso else dt.date.fromisoformat(iso)
    except ValueError:  # "2024-03", "--03-05"
        return iso
    return day if day.year >= _FIRST_YEAR else iso


def _as_word(cell: TableCell, translate: Translate = str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return translate(YES if cell else NO)
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def as_separated(extractions: Sequence[Extraction], separator: str, translate: Translate = str) -> str:
    """A table as text, tabs or commas between its cells."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, lineterminator="\r\n")
    writer.writerow(defuse(name) for name in header(extractions[0].fields.fields, translate))
    for row in rows(extractions, translate):
        words = (_as_word(cell, translate) for cell in row)
        writer.writerow(
            defuse(word) if isinstance(cell, str) else word for cell, word in zip(row, words, strict=True)
        )
    return stream.getvalue()


def as_markdown(extractions: Sequence[Extraction]) -> str:
    """A table."""
    names = header(extractions[0].fields.fields)
    lines = [names, ["---"] * len(names), *([_as_word(cell) for cell in row] for row in rows(extractions))]
    return "".join(f"| {' | '.join(map(_in_cell, line))} |\n" for line in lines)


def _in_cell(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|")


def as_text(extraction: Extraction) -> str:
    """Each record as lines "field: value", marked ones with a reason."""
    blocks = []
    for record in extraction.records:
        lines = []
        for field, cell in zip(extraction.fields.fields, record, strict=True):
            lines.append(f"{field.name}: {_JOINT.join(map(_in_words, cell.values)) or '-'}\n")
        blocks.append("".join(lines))
    return "\n".join(blocks)


def _in_words(value: Value) -> str:
    words = " ".join(value.text.split())
    if value.value is not None and str(value.value) != words:
        plain = _as_word(value.value)
        words = f"{plain} {value.currency}".strip() + (f" (“{words}”)" if words else "")
    return f"{words} [{PROBLEMS[value.problem]}]" if value.problem else words


# -- files -----------------------------------------------------------------------------------------
def write_to(output: Output, extractions: Sequence[Extraction], translate: Translate = str) -> Path:
    """Write them in the form that the name asks for; where it was written. Raises as `Output.write`, and
    `TableError` for more rows than a sheet has. `translate`: our own words in tables (not in JSON)."""
    suffix = output.path.suffix.casefold()
    if suffix in (".csv", ".tsv"):
        table = as_separated(extractions, "\t" if suffix == ".tsv" else ",", translate)
        return output.write(table.encode("utf-8-sig", "replace"))
    if suffix == ".xlsx":
        fields = extractions[0].fields
        names, longest = header(fields.fields, translate), new_workbook.MOST_CHARACTERS
        return new_workbook.write_to(output, fields.title, names, rows(extractions, translate, longest))
    if suffix == ".json":
        documents = [as_json(each) for each in extractions]
        whole: object = documents[0] if len(documents) == 1 else {"documents": documents}
        return output.write(
            (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
        )
    if suffix in (".md", ".markdown"):
        return output.write(as_markdown(extractions).encode("utf-8", "replace"))
    blocks = [
        f"{each.document}\n\n{as_text(each)}" if len(extractions) > 1 else as_text(each)
        for each in extractions
    ]
    return output.write("\n\n".join(blocks).encode("utf-8", "replace"))
