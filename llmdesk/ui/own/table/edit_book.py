"""Answers that the user changes in the tables that tools made: kept at once, put into the table soon.

Owns what waits to be written, table by table, and its writing: one at a time, when one has stopped typing.
What is written and how is `tools/own/table`'s. What cannot be written now waits, also over a restart.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from llmdesk.outputs import MadeFiles
from llmdesk.tools.kept import read, write
from llmdesk.tools.own.runs import PastTable
from llmdesk.tools.own.table import Edit, Source, write_edits
from llmdesk.tools.reading import open_table
from llmdesk.ui.drafts import Keeper
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

KEPT = "own.edits"
_LEAST_MS, _MOST_MS = 1_500, 60_000
_RATE = 3  # of the time that is waited to the time that the last writing took
Waiting = dict[str, dict[int, Edit]]  # by the path of the table, then by the row


class EditBook(QObject):
    """GUI thread. `changed()`: something waits, or was written."""

    changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._past: PastTable | None = None
        self._waiting: Waiting = {}
        self._writing = False
        self._timer = QTimer(self, singleShot=True, interval=_LEAST_MS)
        self._timer.timeout.connect(self._write)
        self._keeper = Keeper(
            services.drafts, KEPT, self._state, self._take, _as_text, _parse, self, merges=True
        )
        self._keeper.read()

    def when_read(self, then: Callable[[], None]) -> None:
        """Call `then` when it is known what waits."""
        self._keeper.when_read(then)

    def show_table(self, past: PastTable | None) -> None:
        """Edits are of this table; what waits for it is written."""
        self._past = past
        if self.waiting:
            self._timer.start()

    @property
    def waiting(self) -> Mapping[int, Edit]:
        """What is not in the table yet."""
        return self._waiting.get(str(self._past.path), {}) if self._past is not None else {}

    def put(self, row: int, edit: Edit) -> None:
        """What is to stand in a row; instead of what waited for it."""
        if self._past is None:
            return
        self._waiting.setdefault(str(self._past.path), {})[row] = edit
        self._keeper.keep_soon()
        self._timer.start()
        self.changed.emit()

    def write_now(self) -> None:
        """Without waiting for more."""
        if self.waiting:
            self._timer.stop()
            self._write()

    # -- writing ------------------------------------------------------------------------------------
    def _write(self) -> None:
        past, edits = self._past, dict(self.waiting)
        if past is None or not edits:
            return
        if self._writing:
            self._timer.start()
            return
        self._writing = True
        began = time.monotonic()
        made = MadeFiles(self._services.paths.made)

        def done(_result: None) -> None:
            self._writing = False
            self._timer.setInterval(
                min(_MOST_MS, max(_LEAST_MS, round(_RATE * 1_000 * (time.monotonic() - began))))
            )
            self._forget(str(past.path), edits)

        def fail(error: Exception) -> None:
            self._writing = False
            self._services.notify.show_error(error)
            self.changed.emit()

        self._services.tasks.start(partial(_put, past, edits, made), owner=self, on_done=done, on_error=fail)

    def _forget(self, path: str, written: Mapping[int, Edit]) -> None:
        """What was written; what was changed meanwhile still waits."""
        still = self._waiting.get(path, {})
        self._waiting[path] = {row: edit for row, edit in still.items() if written.get(row) != edit}
        if not self._waiting[path]:
            del self._waiting[path]
        self._keeper.keep_soon()
        if self.waiting:
            self._timer.start()
        self.changed.emit()

    # -- keeping ------------------------------------------------------------------------------------
    def _state(self) -> Waiting:
        return {path: dict(rows) for path, rows in self._waiting.items()}

    def _take(self, kept: Waiting) -> None:
        for path, rows in kept.items():
            self._waiting[path] = rows | self._waiting.get(path, {})


def _put(past: PastTable, edits: Mapping[int, Edit], made: MadeFiles, context: TaskContext) -> None:
    """In a thread. A cancel is the window's end: what waits is kept."""
    inputs, source = past.inputs, None
    if not inputs.folder:
        source = Source(open_table(inputs.path, inputs.sheet or None, inputs.header_row), inputs.columns)
    write_edits(past.path, source, inputs.columns, past.tool, edits, made, context.cancel)
    context.cancel.raise_if_cancelled()


def _as_text(waiting: Waiting) -> str:
    rows = {path: {str(row): write(edit) for row, edit in each.items()} for path, each in waiting.items()}
    return json.dumps(rows, ensure_ascii=False)


def _parse(kept: str) -> Waiting | None:
    """None for what makes no sense. In a thread."""
    try:
        found = read(dict[str, dict[str, Edit]], json.loads(kept))
        return {path: {int(row): edit for row, edit in rows.items()} for path, rows in (found or {}).items()}
    except ValueError:
        return None
