"""What a tool goes over: a table whose columns fill its places, or the list of some documents.

Owns both as one value, and the guess which column belongs to which place. Must not run anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from llmdesk.engine.face import TextEngine
from llmdesk.tools.own.table.documents import DocumentWorker, names_in_list
from llmdesk.tools.own.table.worker import OwnWorker
from llmdesk.tools.own.types import OwnTool
from llmdesk.tools.tables import Table
from llmdesk.tools.tables.listed import COLUMN, list_of
from llmdesk.tools.tables.review.earlier import Earlier
from llmdesk.tools.tables.table import look_of


@dataclass(frozen=True)
class Source:
    """The table that is gone over; of documents, the list of them in `folder`."""

    table: Table
    columns: tuple[str, ...]
    folder: Path | None = None
    files: tuple[Path, ...] = ()

    @property
    def header_row(self) -> int | None:
        """The row of names, for whoever opens the table again; None where it has none."""
        return self.table.header_row if self.table.has_names_row else None

    def worker(
        self, engine: TextEngine, tool: OwnTool, model: str, earlier: Earlier | None = None
    ) -> OwnWorker:
        if self.folder is not None:
            return DocumentWorker(engine, tool, model, self.folder, self.files, earlier)
        return OwnWorker(engine, tool, model, earlier)


def of_documents(files: Sequence[Path], folder: Path, kept: Path) -> Source:
    """The documents `files` (in `folder`, or whole paths), their list written into the folder `kept`."""
    return Source(list_of(names_in_list(files), kept), (COLUMN,), folder, tuple(files))


def guessed(takes: Sequence[str], columns: Sequence[str], text_column: str) -> tuple[str, ...]:
    """The column for each place, by its name; "" where none has it. The only place of a tool gets the column
    with the texts where no name says better."""
    looks = {look_of(column): column for column in reversed(columns)}
    found = tuple(place if place in columns else looks.get(look_of(place), "") for place in takes)
    return (text_column,) if found == ("",) else found
