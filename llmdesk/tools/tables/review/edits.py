"""Answers that somebody changed by hand, put into the table that a tool made.

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
from llmdesk.tools.own.kinds import kind_of
from llmdesk.tools.own.table.documents import COLUMN
from llmdesk.tools.own.table.source import Source, listed_in
from llmdesk.tools.own.table.worker import STATUS, AnswerForm
from llmdesk.tools.own.types import Answer, OwnTool
from llmdesk.tools.reading import open_table
from llmdesk.tools.tables import Cell, NewColumn, Row, Setting, TableError, Worker, run_job
from llmdesk.tools.tables.job import progress_of
from llmdesk.tools.tables.progress_file import header_in
from llmdesk.tools.tables.review.earlier import EDITED, Earlier


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to stand in a row: (place among the tool's columns, text) for what changes, and the status with
    its reason. `mark`: the `text_mark` of the row that was edited, "" for whichever has the number."""

    changes: tuple[tuple[int, str], ...]
    status: str = EDITED
    mark: str = ""


Edits = Mapping[int, Edit]  # by the number of the row, from 0


class _Edited(Worker[Answer]):
    name = "edits"

    def __init__(self, columns: Sequence[NewColumn], earlier: Earlier, edits: Edits) -> None:
        self._columns, self._earlier, self._edits = columns, earlier, edits
        self.left: list[int] = []  # rows that are others than those that were edited

    @property
    def columns(self) -> Sequence[NewColumn]:
        return self._columns

    @property
    def form(self) -> AnswerForm:
        return AnswerForm()

    @property
    def settings(self) -> Sequence[Setting]:
        return ()

    def rows(self, rows: Iterable[Row], cancel: CancelToken) -> Iterator[Answer]:
        """Not `at_once`: a job keeps such results until there is one to work on."""
        for number, row in enumerate(rows):
            cancel.raise_if_cancelled()
            answer = self._earlier.next(row)
            if answer is None:  # the source has grown meanwhile
                answer = Answer((None,) * (len(self._columns) - 1), EDITED)
            edit = self._edits.get(number)
            if edit is not None and edit.mark and edit.mark != self._earlier.mark():
                self.left.append(number)
                edit = None
            yield answer if edit is None else _edited(answer, edit)


def _edited(answer: Answer, edit: Edit) -> Answer:
    """What does not change stays what it was: a number, say."""
    values: list[Cell] = list(answer.values)
    for place, text in edit.changes:
        values[place] = text or None
    status, _, reason = edit.status.partition(": ")
    return Answer(tuple(values), status, reason=reason)


def write_edits(
    out: Path,
    source: Source | None,
    read: Sequence[str],
    tool: OwnTool,
    edits: Edits,
    made: MadeFiles | None = None,
    cancel: CancelToken | None = None,
    *,
    may_lose: bool = False,
) -> tuple[int, ...]:
    """Put `edits` into `out`, which `tool` made of `source` (None: of the documents that it names). The rows
    whose edits were left out, since another text stands there now.

    Raises `TableError` where the table is not the one that was made, or where unfinished work on it waits,
    which would be lost, and `WouldLose` where what others changed in it would be, unless it `may_lose` that;
    `out` is as it was then, and after a cancel, which raises nothing.
    """
    waiting = header_in(progress_of(out))
    if waiting is not None and waiting.get("worker") != _Edited.name:  # else another writing was killed
        raise TableError(
            QT_TRANSLATE_NOOP("core", "Rows of this table are being done again."),
            "{path}",
            QT_TRANSLATE_NOOP("core", "Let that work finish first; your changes are kept until then."),
            path=out,
        )
    with tempfile.TemporaryDirectory(prefix="llmdesk-") as kept:
        source = source or listed_in(open_table(out), Path(kept))
        read = read or (COLUMN,)
        columns = (*kind_of(tool).columns, NewColumn(STATUS))
        with closing(Earlier(out, source.table, read, columns, "nothing")) as earlier:
            earlier.check(may_lose=may_lose, made=made)
            worker = _Edited(columns, earlier, edits)
            result = run_job(
                source.table.path, read, out, worker,
                sheet=source.table.sheet or None, header_row=source.header_row,
                overwrite=True, made=made, cancel=cancel,
            )  # fmt: skip
        if result.unfinished is not None:  # cancelled: it is all done anew
            result.unfinished.unlink(missing_ok=True)
    return tuple(worker.left)
