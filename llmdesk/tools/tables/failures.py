"""What can be wrong with a table, in the user's words.

Owns the sentences. Must not read files.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing
from llmdesk.paths import is_bundle
from llmdesk.tools.tables.types import EmptyTable, TableError

_KINDS = QT_TRANSLATE_NOOP(
    "core", "llmdesk reads tables in CSV, TSV, XLSX or JSON Lines format, and folders of text files."
)


def not_found(path: Path) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "The table was not found."),
        "{path}",
        QT_TRANSLATE_NOOP("core", "Check the name and the folder."),
        path=path,
    )


def unreadable(path: Path, error: OSError) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "The table cannot be read."),
        QT_TRANSLATE_NOOP("core", "{path}: {reason}"),
        QT_TRANSLATE_NOOP("core", "Check that you may open it and that no other program holds it."),
        path=path,
        reason=error.strerror or error,
    )


def damaged(path: Path, reason: object) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "The table is damaged or not the kind of file its name suggests."),
        QT_TRANSLATE_NOOP("core", "{path}: {reason}"),
        QT_TRANSLATE_NOOP("core", "Open it in your spreadsheet program and save it again."),
        path=path,
        reason=reason,
    )


def empty(path: Path) -> TableError:
    return EmptyTable(
        QT_TRANSLATE_NOOP("core", "The table is empty."),
        "{path}",
        QT_TRANSLATE_NOOP("core", "A table has a row of column names and rows below it."),
        path=path,
    )


def empty_folder(path: Path) -> TableError:
    return EmptyTable(
        QT_TRANSLATE_NOOP("core", "There is nothing to read in the folder."),
        "{path}",
        QT_TRANSLATE_NOOP(
            "core",
            "It may hold tables with the same columns (CSV, TSV, JSON Lines or Parquet), or text files.",
        ),
        path=path,
    )


def other_files(path: Path | str, names: Sequence[str]) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "The files in the folder cannot be read as one table."),
        QT_TRANSLATE_NOOP("core", "{path}: {names}"),
        QT_TRANSLATE_NOOP(
            "core", "Leave files of one kind there: CSV and TSV, JSON Lines, or Parquet, none of them packed."
        ),
        path=path,
        names=Listing(tuple(names)),
    )


def too_many_files(path: Path | str, most: str) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "There are too many tables in the folder."),
        QT_TRANSLATE_NOOP("core", "{path} holds more than {most}."),
        QT_TRANSLATE_NOOP("core", "Share them out over several folders."),
        path=path,
        most=most,
    )


def other_columns(path: Path, name: str, first: str) -> TableError:
    """`path` lacks the column `name` that `first` has."""
    return TableError(
        QT_TRANSLATE_NOOP("core", "The tables in the folder do not have the same columns."),
        QT_TRANSLATE_NOOP("core", "{path} has no column “{name}”, which {first} has."),
        QT_TRANSLATE_NOOP(
            "core",
            "Nothing was done yet. Leave tables with the same columns in the folder, or say which row names "
            "them (--header-row).",
        ),
        path=path,
        name=name,
        first=first,
    )


def other_types(path: Path, first: str, reason: object) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "The tables in the folder do not have the same kinds of values."),
        QT_TRANSLATE_NOOP("core", "{path} does not fit {first}: {reason}"),
        QT_TRANSLATE_NOOP("core", "Nothing was done yet. Leave tables with the same columns in the folder."),
        path=path,
        first=first,
        reason=reason,
    )


def empty_sheet(path: Path, sheet: str, sheets: tuple[str, ...]) -> TableError:
    if len(sheets) < 2:
        return empty(path)
    return TableError(
        QT_TRANSLATE_NOOP("core", "The sheet “{sheet}” is empty."),
        QT_TRANSLATE_NOOP("core", "The sheets are: {sheets}."),
        QT_TRANSLATE_NOOP("core", "Choose one of them."),
        path=path,
        sheet=sheet,
        sheets=Listing.first(sheets),
    )


def password(path: Path) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "The workbook is protected by a password."),
        "{path}",
        QT_TRANSLATE_NOOP("core", "Open it in your spreadsheet program and save it without the password."),
        path=path,
    )


def other_format(path: Path, name: str) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "{name} files cannot be read."),
        "{path}",
        QT_TRANSLATE_NOOP("core", "Open it in your spreadsheet program and save it as XLSX or CSV."),
        path=path,
        name=name,
    )


def too_large_inside(path: Path) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "The workbook unpacks to far more than its size and is not opened."),
        "{path}",
        QT_TRANSLATE_NOOP("core", "Save it again in your spreadsheet program, or save it as CSV."),
        path=path,
    )


def long_line(path: Path, row: int) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "A row of the table does not end."),
        QT_TRANSLATE_NOOP("core", "{path}: row {row} has more than {most} characters."),
        QT_TRANSLATE_NOOP("core", "A quotation mark there may never be closed."),
        path=path,
        row=row,
        most="8,000,000",
    )


def no_column(name: str, columns: tuple[str, ...]) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "There is no column “{name}”."),
        QT_TRANSLATE_NOOP("core", "The columns are: {columns}."),
        QT_TRANSLATE_NOOP("core", "Choose one of them."),
        name=name,
        columns=Listing.first(columns),
    )


def no_header_row(path: Path, number: int) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "Row {number} cannot hold the column names."),
        QT_TRANSLATE_NOOP("core", "{path}: it is empty, or too far below the beginning."),
        QT_TRANSLATE_NOOP("core", "Give the number of the row with the column names, or 0 if there is none."),
        path=path,
        number=number,
    )


def no_file(path: Path) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "This is not a file."),
        QT_TRANSLATE_NOOP("core", "{path} is a pipe, a socket or a device."),
        QT_TRANSLATE_NOOP("core", "Save its output to a file first, then open that file."),
        path=path,
    )


def no_sheet(name: str, sheets: tuple[str, ...]) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "There is no sheet “{name}”."),
        QT_TRANSLATE_NOOP("core", "The sheets are: {sheets}."),
        QT_TRANSLATE_NOOP("core", "Choose one of them."),
        name=name,
        sheets=Listing.first(sheets),
    )


def output_is_input(path: Path) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "The output would overwrite the table itself."),
        "{path}",
        QT_TRANSLATE_NOOP("core", "Choose another name for the output."),
        path=path,
    )


def output_among_inputs(path: Path) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "The output would lie among the files that are read."),
        "{path}",
        QT_TRANSLATE_NOOP(
            "core", "Choose another folder for the output: the next reading would take it for one."
        ),
        path=path,
    )


def output_kind(path: Path) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "This kind of output cannot be written."),
        "{path}",
        QT_TRANSLATE_NOOP("core", "End the name with .csv, .tsv, .xlsx, .jsonl or .parquet."),
        path=path,
    )


def output_in_use(path: Path) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "This output is already being written."),
        "{path}",
        QT_TRANSLATE_NOOP("core", "Wait for the other one, or choose another name for the output."),
        path=path,
    )


def too_big_for_sheet(path: Path, most: str) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "The table does not fit in a worksheet."),
        QT_TRANSLATE_NOOP("core", "{path}: a sheet has at most {most}."),
        QT_TRANSLATE_NOOP("core", "End the output's name with .csv instead."),
        path=path,
        most=most,
    )


def changed_while_read(path: Path) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "The table was changed during processing."),
        "{path}",
        QT_TRANSLATE_NOOP("core", "Start over, and do not change the table until it is finished."),
        path=path,
    )


def unwritable(path: Path, error: OSError) -> TableError:
    """What stopped the writing; the rows beside the output are kept."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return TableError(
            QT_TRANSLATE_NOOP("core", "The disk is full."),
            QT_TRANSLATE_NOOP("core", "{path}: {reason}"),
            QT_TRANSLATE_NOOP(
                "core", "Finished rows are kept. Free some space, then resume with the same table."
            ),
            path=path,
            reason=error.strerror or error,
        )
    if isinstance(error, PermissionError):
        hint = QT_TRANSLATE_NOOP("core", "Close it in other programs, or choose another folder.")
    else:
        hint = QT_TRANSLATE_NOOP("core", "Choose another folder for the output.")
    return TableError(
        QT_TRANSLATE_NOOP("core", "The output cannot be written."),
        QT_TRANSLATE_NOOP("core", "{path}: {reason}"),
        hint,
        path=path,
        reason=error.strerror or error,
    )


def needs_pyarrow(path: Path) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "Parquet cannot be read or written here."),
        "{path}",
        QT_TRANSLATE_NOOP("core", "Nothing can be added to this program. Take a CSV file.")
        if is_bundle()
        else QT_TRANSLATE_NOOP(
            "core", 'Install pyarrow beside llmdesk (pip install "llmdesk[cluster]"), or take a CSV file.'
        ),
        path=path,
    )


def unknown_kind(path: Path) -> TableError:
    return TableError(
        QT_TRANSLATE_NOOP("core", "This kind of file is not a table that can be read."),
        "{path}",
        _KINDS,
        path=path,
    )
