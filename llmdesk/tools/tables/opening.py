"""Which kind of table a path holds, by what is in it and then by its name.

Owns the choice. Must not read rows.
"""

from __future__ import annotations

from pathlib import Path

from llmdesk.tools.tables import failures
from llmdesk.tools.tables.delimited import DelimitedTable
from llmdesk.tools.tables.folder import FolderTable
from llmdesk.tools.tables.jsonl import JsonLinesTable
from llmdesk.tools.tables.table import Table
from llmdesk.tools.tables.xlsx import XlsxTable

JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")
XLSX_SUFFIXES = (".xlsx", ".xlsm")
_ARCHIVE, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_OTHER = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"GGUF", b"\x1f\x8b", b"SQLite", b"PAR1", b"{\\rtf")


def open_table(path: Path, sheet: str | None = None) -> Table:
    """The table at `path`: a file, or a folder of text files. `sheet`: of a workbook, by its name.

    Raises `TableError` for what is not there, cannot be read, is empty, or is no table.
    """
    if path.is_dir():
        return FolderTable(path)
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
    except FileNotFoundError as error:
        raise failures.not_found(path) from error
    except OSError as error:
        raise failures.unreadable(path, error) from error
    if not head:
        raise failures.empty(path)
    try:
        return _open(path, head, sheet)
    except OSError as error:
        raise failures.unreadable(path, error) from error


def _open(path: Path, head: bytes, sheet: str | None) -> Table:
    suffix = path.suffix.casefold()
    if head.startswith((_ARCHIVE, _OLE)) or suffix in XLSX_SUFFIXES:
        return XlsxTable(path, sheet)
    if head.startswith(_OTHER):
        raise failures.unknown_kind(path)
    if suffix in JSON_SUFFIXES:
        return JsonLinesTable(path)
    return DelimitedTable(path)
