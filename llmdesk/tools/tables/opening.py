"""Which kind of table a path holds, by what is in it and then by its name.

Owns the choice. Must not read rows.
"""

from __future__ import annotations

import codecs
import json
import re
import stat
from pathlib import Path

from llmdesk.tools.tables import failures
from llmdesk.tools.tables.formats.delimited import DelimitedTable
from llmdesk.tools.tables.formats.files import FilesTable, is_folder_of_tables
from llmdesk.tools.tables.formats.folder import FolderTable, text_files
from llmdesk.tools.tables.formats.jsonl import JsonLinesTable
from llmdesk.tools.tables.formats.parquet import ParquetTable
from llmdesk.tools.tables.formats.xlsx import XlsxTable
from llmdesk.tools.tables.table import Table

JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")
XLSX_SUFFIXES = (".xlsx", ".xlsm")
_HEAD = 64 << 10
_MARKUP = re.compile(rb"<(?:\?xml|!doctype|html|head|body|table|meta)\b", re.IGNORECASE)
_ARCHIVE, _OLE, _PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1"
_OTHER = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"GGUF", b"\x1f\x8b", b"SQLite", b"{\\rtf")


def open_table(path: Path, sheet: str | None = None, header_row: int | None = None) -> Table:
    """The table at `path`: a file, a folder of tables, or one of text files. `sheet`: of a workbook, by its
    name. `header_row`: where the names of the columns stand, 0 for nowhere; else it is guessed.

    Raises `TableError` for what is not there, cannot be read, is empty, or is no table.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return _open_folder(path, header_row)
        if not stat.S_ISREG(mode):  # a pipe would be waited for, and a device may have no end
            raise failures.no_file(path)
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except (FileNotFoundError, ValueError) as error:
        raise failures.not_found(path) from error
    except OSError as error:
        raise failures.unreadable(path, error) from error
    if not head:
        raise failures.empty(path)
    try:
        return _open(path, head, sheet, header_row)
    except OSError as error:
        raise failures.unreadable(path, error) from error


def _open_folder(path: Path, header_row: int | None) -> Table:
    texts = tuple(text_files(path))
    if is_folder_of_tables(path, texts):
        return FilesTable(path, lambda file, row: open_table(file, None, row), header_row)
    if not texts:
        raise failures.empty_folder(path)
    return FolderTable(path, texts)


def _open(path: Path, head: bytes, sheet: str | None, header_row: int | None) -> Table:
    suffix = path.suffix.casefold()
    text = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if head.startswith((_ARCHIVE, _OLE)) or (suffix in XLSX_SUFFIXES and _is_binary(head)):
        return XlsxTable(path, sheet, header_row)
    if head.startswith(_PARQUET):
        return ParquetTable(path)
    if head.startswith(_OTHER):
        raise failures.unknown_kind(path)
    if _MARKUP.match(text):
        raise failures.other_format(path, "XML" if text.startswith(b"<?xml") else "HTML")
    if suffix in JSON_SUFFIXES or _is_json(text):
        return JsonLinesTable(path)
    return DelimitedTable(path, header_row)


def _is_binary(head: bytes) -> bool:
    return b"\0" in head and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _is_json(text: bytes) -> bool:
    """Whether a text whose name says nothing of it begins with a JSON object in a line of its own."""
    line = text.split(b"\n", 1)[0].strip()
    if not (line.startswith(b"{") and line.endswith(b"}")):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
