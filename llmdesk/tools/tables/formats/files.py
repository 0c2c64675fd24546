"""A folder of tables with the same columns, read one after the other as one table.

Owns which files these are, and that they fit together, which is found out when it is opened. Must not know
how a file of any kind is read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from llmdesk.tools.tables import failures
from llmdesk.tools.tables.account import MOST_NAMED, Account, FileAccount
from llmdesk.tools.tables.formats.delimited import DelimitedTable
from llmdesk.tools.tables.formats.json_values import JsonValue
from llmdesk.tools.tables.formats.jsonl import JsonLinesTable
from llmdesk.tools.tables.formats.parquet import ParquetTable
from llmdesk.tools.tables.table import Table
from llmdesk.tools.tables.types import Cell, EmptyTable, TableKind

OpenFile = Callable[[Path, int | None], Table]  # with the row of names

_KINDS: dict[str, TableKind] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".parquet": "parquet",
}
_NOT_READ = (".xlsx", ".xlsm", ".xls", ".ods", ".gz", ".bz2", ".xz", ".zst", ".zip")  # but meant as tables
_MOST = 10_000
_NAMED = 5
_README = "readme"


class FilesTable(Table):
    """The tables in a folder and the folders in it, in the order of their names; those without a row are
    passed over. Of tables in CSV or Parquet each has all columns, in any order; of JSON lines some may lack
    keys, but not those that are asked for with `column`. `parts`: of one class all."""

    kind = "files"
    line_end = "\n"

    def __init__(self, path: Path, open_file: OpenFile, header_row: int | None = None) -> None:
        super().__init__(path)
        self.files = tuple(sorted(tables_in(path)))
        check_files(path, self.files)
        self.parts: tuple[Table, ...] = tuple(self._opened(open_file, header_row))
        if not self.parts:
            raise failures.empty_folder(path)
        first = self.parts[0]
        if any(type(part) is not type(first) for part in self.parts):
            raise failures.other_files(path, [part.path.name for part in _one_of_each(self.parts)])
        self.header, self.header_row = list(first.header), first.header_row
        self.first_rows, self._guessed = first.first_rows, header_row is None
        self._places = [self._places_of(part) for part in self.parts]
        if isinstance(first, ParquetTable):
            first.check_types([part for part in self.parts if isinstance(part, ParquetTable)])
        for part in self.parts[1:]:
            part.first_rows = ()  # they would be carried for nothing
        self.count = sum(part.count for part in self.parts)
        self.count_exact = all(part.count_exact for part in self.parts)

    @property
    def has_names_row(self) -> bool:
        return isinstance(self.parts[0], DelimitedTable)

    def column(self, name: str) -> int:
        place = super().column(name)
        for part, places in zip(self.parts, self._places, strict=True):
            if place not in places:
                raise failures.other_columns(part.path, self.columns[place], self._name(self._with(place)))
        return place

    def rows(self) -> Iterator[list[Cell]]:
        found: list[FileAccount] = []
        rows = lines = 0
        for part, places in zip(self.parts, self._places, strict=True):
            in_order = places == list(range(len(self.header)))
            for cells in part.rows():
                yield cells if in_order and len(cells) <= len(places) else self._placed(part, places, cells)
            lines, rows = lines + part.account.lines, rows + part.account.rows
            if part.account.findings and len(found) < MOST_NAMED:
                found.append(FileAccount(self._name(part), part.account.findings))
        self.account = Account(lines, rows, files=tuple(found))

    def raw_rows(self) -> Iterator[JsonValue] | None:
        """The lines as they stand, where they are JSON; see `JsonLinesTable`."""
        if not isinstance(self.parts[0], JsonLinesTable):
            return None
        return (value for part in self.parts if isinstance(part, JsonLinesTable) for value in part.raw_rows())

    def trust_quotes(self) -> None:
        for part in self.parts:
            part.trust_quotes()

    # -- opening -------------------------------------------------------------------------------------
    def _opened(self, open_file: OpenFile, header_row: int | None) -> Iterator[Table]:
        first: Table | None = None
        for name in self.files:
            try:
                part = open_file(self.path / name, header_row)
            except EmptyTable:
                continue
            if first is not None and set(_names(part)) != set(_names(first)) and part.has_names_row:
                part = _as_in(first, part, open_file)
            first = first or part
            yield part

    def _places_of(self, part: Table) -> list[int]:
        """Where each column of `part` stands here."""
        first, names = self.parts[0], _names(part)
        if isinstance(part, JsonLinesTable):
            self.header += [name for name in names if name not in self.header]
        else:
            for one, other in ((first, part), (part, first)):
                for name in _names(one):
                    if name not in _names(other):
                        raise failures.other_columns(other.path, name, self._name(one))
        self.widen(part.width)
        columns = self.columns
        return [columns.index(name) for name in names] + list(range(len(names), part.width))

    # -- reading -------------------------------------------------------------------------------------
    def _placed(self, part: Table, places: list[int], cells: Sequence[Cell]) -> list[Cell]:
        for place in range(len(places), len(cells)):
            places.append(self._new_place(part, place))
        row: list[Cell] = [None] * self.width
        for place, cell in zip(places, cells, strict=False):
            row[place] = cell
        return row

    def _new_place(self, part: Table, place: int) -> int:
        """Of a column that a row has which is longer than the names, or a key that was not seen before."""
        if isinstance(part, JsonLinesTable):
            if part.header[place] not in self.header:
                self.header.append(part.header[place])
            return self.header.index(part.header[place])
        self.widen(place + 1)
        return place

    def _with(self, place: int) -> Table:
        return next(part for part, places in zip(self.parts, self._places, strict=True) if place in places)

    def _name(self, part: Table) -> str:
        return part.path.relative_to(self.path).as_posix()


def _names(part: Table) -> Sequence[str]:
    """Of its columns; not of those that only have a row which is longer than the names."""
    if not isinstance(part, DelimitedTable):
        return part.columns
    named = [place for place, cell in enumerate(part.header, start=1) if cell.strip()]
    return part.columns[: max(named, default=0)]


def tables_in(folder: Path) -> Iterator[str]:
    """Names of tables of any kind, relative to `folder`, with "/". What begins with "." or "_" is none, as
    where other programs write folders; links to folders are not followed."""
    try:
        for where, folders, names in os.walk(folder, onerror=_raise):
            folders[:] = [name for name in folders if not name.startswith((".", "_"))]
            for name in names:
                file = Path(where) / name
                if is_table(name) and file.is_file():
                    yield file.relative_to(folder).as_posix()
    except OSError as error:
        raise failures.unreadable(folder, error) from error


def is_table(name: str) -> bool:
    """Whether a file of this name in a folder is meant as a table, or a part of one."""
    suffix = Path(name).suffix.casefold()
    return (suffix in _KINDS or suffix in _NOT_READ) and not name.startswith((".", "_"))


def is_folder_of_tables(folder: Path, texts: Sequence[str]) -> bool:
    """`texts`: the text files in it. A folder with texts is one of texts, but that of a "read me"."""
    return all(Path(name).stem.casefold() == _README for name in texts) and any(
        True for _ in tables_in(folder)
    )


def check_files(folder: Path | str, names: Sequence[str]) -> None:
    """Raises `TableError` for names of tables that are no one table together."""
    if len(names) > _MOST:
        raise failures.too_many_files(folder, f"{_MOST:,}")
    kinds: dict[str, str] = {}
    for name in names:
        suffix = Path(name).suffix.casefold()
        kinds.setdefault(_KINDS.get(suffix, suffix), name)
    if len(kinds) > 1 or any(kind in _NOT_READ for kind in kinds):
        raise failures.other_files(folder, list(kinds.values())[:_NAMED])


def _as_in(first: Table, part: Table, open_file: OpenFile) -> Table:
    """`part` with its names in the row where those of `first` are, if they are the same there: of a file with
    hardly a row the guess can be another one."""
    if all(row.number != first.header_row for row in part.first_rows):
        return part
    again = open_file(part.path, first.header_row)
    return again if set(_names(again)) == set(_names(first)) else part


def _one_of_each(parts: Sequence[Table]) -> list[Table]:
    return list({type(part): part for part in parts}.values())


def _raise(error: OSError) -> None:
    raise error
