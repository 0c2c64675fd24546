"""The documents of a library written as a table, at the place that the user says.

Owns the asking and the writing. What is done with the table is the caller's.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from llmdesk.errors import fill
from llmdesk.files import proposed_name
from llmdesk.store.libraries import Libraries, StoredLibrary
from llmdesk.ui.file_dialogs import ask_place
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

SUFFIXES = (".csv", ".tsv", ".jsonl")


def write_as_table(
    services: Services,
    library: StoredLibrary,
    parent: QWidget,
    then: Callable[[Path], None],
    on_error: Callable[[Exception], None] | None = None,
) -> None:
    """Ask where, and write all documents that were read there; `then` gets the table. A problem is told as
    those of all tasks are, unless `on_error` takes it."""

    translate = QCoreApplication.translate

    def meant(path: Path, _kind: str) -> Path:
        return path if path.suffix.casefold() in SUFFIXES else path.with_name(f"{path.name}.csv")

    def write(path: Path, _kind: str) -> None:
        services.tasks.start(
            lambda context: _written(services.libraries, library.id, path, context),
            owner=parent,
            on_done=then,
            on_error=on_error,
            long_job=fill(translate("LibraryTable", "Saving {file}"), {"file": path.name}),
        )

    proposed = Path((proposed_name(library.name) or translate("LibraryTable", "library")) + ".csv")
    title = translate("LibraryTable", "Save the documents as a table")
    kinds = [translate("LibraryTable", "CSV (*.csv)")]
    ask_place(parent, title, proposed, kinds, write, meant)


def _written(libraries: Libraries, library_id: int, path: Path, context: TaskContext) -> Path:
    """In a thread. Raises `UsageError`."""
    from llmdesk.outputs import look_at
    from llmdesk.tools.library.table import write_table

    return write_table(libraries, [library_id], look_at(path, overwrite=True), None, context.cancel)
