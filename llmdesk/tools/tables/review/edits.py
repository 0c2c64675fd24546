"""Results that somebody changed by hand, put into the table that a job made.

Owns the writing: the table is made anew from its source and from what it holds, at once and whole, as a job
over it would, with the changed rows marked. No model is asked. Must not know how a row is shown.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.outputs import MadeFiles
from llmdesk.tools.reading import open_table
from llmdesk.tools.tables import NewColumn, Row, Setting, TableError, Worker, run_job
from llmdesk.tools.tables.job import progress_of
from llmdesk.tools.tables.listed import COLUMN, listed_in
from llmdesk.tools.tables.progress_file import header_in
from llmdesk.tools.tables.review.by_hand import kind_of_cell, typed
from llmdesk.tools.tables.review.earlier import Earlier
from llmdesk.tools.tables.review.states import EDITED, MadeRow, MadeRowForm, Told
from llmdesk.tools.tables.table import Table


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to stand in a row: (place among the tool's columns, text) for what changes, and the status with
    its reason. `mark`: the `text_mark` of the row that was edited, "" for whichever has the number."""

    changes: tuple[tuple[int, str], ...]
    status: str = EDITED
    mark: str = ""


Edits = Mapping[int, Edit]  # by the number of the row, from 0


class _Edited(Worker[MadeRow]):
    name = "edits"
    keeps_rows = True

    def __init__(self, columns: Sequence[NewColumn], earlier: Earlier, edits: Edits) -> None:
        self._columns, self._earlier, self._edits = columns, earlier, edits
        self.left: list[int] = []  # rows that are others than those that were edited

    @property
    def columns(self) -> Sequence[NewColumn]:
        return self._columns

    @property
    def form(self) -> MadeRowForm:
        return MadeRowForm(self._earlier.told)

    @property
    def settings(self) -> Sequence[Setting]:
        return ()

    def rows(self, rows: Iterable[Row], cancel: CancelToken) -> Iterator[MadeRow]:
        """Not `at_once`: a job keeps such results until there is one to work on."""
        for number, row in enumerate(rows):
            cancel.raise_if_cancelled()
            answer = self._earlier.next(row)
            if answer is None:  # the source has grown meanwhile
                answer = MadeRow((None,) * (len(self._columns) - 1), EDITED)
            edit = self._edits.get(number)
            if edit is not None and edit.mark and edit.mark != self._earlier.mark():
                self.left.append(number)
                edit = None
            yield answer if edit is None else _edited(answer, edit, self._columns)


def _edited(row: MadeRow, edit: Edit, columns: Sequence[NewColumn]) -> MadeRow:
    """What does not change stays what it was; what does is of its column's kind, else of what stood there,
    as far as the text is such."""
    values = list(row.values)
    for place, text in edit.changes:
        values[place] = typed(text, columns[place].kind or kind_of_cell(values[place]))
    status, _, reason = edit.status.partition(": ")
    return MadeRow(tuple(values), status, reason)


@dataclass(frozen=True)
class Made:
    """A table that a job made: at `out`, from the columns `read` of `source` (None: of the documents that it
    names itself). `columns` were added, the last one `told` of the row."""

    out: Path
    source: Table | None
    read: Sequence[str]
    columns: Sequence[NewColumn]
    told: Told = "status"


def write_edits(
    table: Made,
    edits: Edits,
    made: MadeFiles | None = None,
    cancel: CancelToken | None = None,
    *,
    may_lose: bool = False,
) -> tuple[int, ...]:
    """Put `edits` into the table. The rows whose edits were left out, since another text stands there now.

    Raises `TableError` where the table is not the one that was made, or where unfinished work on it waits,
    which would be lost, and `WouldLose` where what others changed in it would be, unless it `may_lose` that;
    it is as it was then, and after a cancel, which raises nothing. The table is not taken for one that may be
    replaced without a question any more.
    """
    waiting = header_in(progress_of(table.out))
    if waiting is not None and waiting.get("worker") != _Edited.name:  # else another writing was killed
        raise TableError(
            QT_TRANSLATE_NOOP("core", "Rows of this table are being done again."),
            "{path}",
            QT_TRANSLATE_NOOP("core", "Let that work finish first; your changes are kept until then."),
            path=table.out,
        )
    mine = None if made is None else made.with_edits
    with tempfile.TemporaryDirectory(prefix="llmdesk-") as kept:
        source = table.source or listed_in(open_table(table.out), Path(kept))
        read = table.read or (COLUMN,)
        with closing(Earlier(table.out, source, read, table.columns, "nothing", table.told)) as earlier:
            earlier.check(may_lose=may_lose, made=mine)
            worker = _Edited(table.columns, earlier, edits)
            result = run_job(
                source.path, read, table.out, worker,
                sheet=source.sheet or None, header_row=source.header_row if source.has_names_row else None,
                overwrite=True, made=mine, cancel=cancel,
            )  # fmt: skip
        if result.unfinished is not None:  # cancelled: it is all done anew
            result.unfinished.unlink(missing_ok=True)
    return tuple(worker.left)
