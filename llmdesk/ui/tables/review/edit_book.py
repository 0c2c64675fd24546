"""Answers that the user changes in the tables that tools made: kept at once, put into the table soon.

Owns what waits to be written, table by table, and its writing: one at a time, when one has stopped typing.
What is written and how is `tools/own/table`'s. What cannot be written now waits, also over a restart.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from llmdesk.errors import QT_TRANSLATE_NOOP, fill, shown
from llmdesk.outputs import MadeFiles
from llmdesk.tools.kept import read, write
from llmdesk.tools.reading import open_table
from llmdesk.tools.tables.review import Edit, Made, MadeTable, write_edits
from llmdesk.tools.tables.types import WouldLose
from llmdesk.ui.drafts import Keeper
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

_LEAST_MS, _MOST_MS = 1_500, 60_000
_RATE = 3  # of the time that is waited to the time that the last writing took
_MOST_TOLD = 5  # rows
_SHOWN = 120  # characters of an answer that cannot be written
Waiting = dict[str, dict[int, Edit]]  # by the table, then by the row


class EditBook(QObject):
    """GUI thread. `changed()`: something waits, or was written. `kept`: the name of the draft with what
    waits."""

    changed = Signal()

    def __init__(self, services: Services, kept: str, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._past: MadeTable | None = None
        self._waiting: Waiting = {}
        self._tables: dict[str, MadeTable] = {}  # those that were edited here
        self._failed: set[str] = set()  # those that could not be written
        self._may_lose: set[str] = set()  # those in which others' changes may go, as the user says
        self._writing = False
        self._timer = QTimer(self, singleShot=True, interval=_LEAST_MS)
        self._timer.timeout.connect(self._write)
        self._keeper = Keeper(
            services.drafts, kept, self._state, self._take, _as_text, _parse, self, merges=True
        )
        self._keeper.read()

    def when_read(self, then: Callable[[], None]) -> None:
        """Call `then` when it is known what waits."""
        self._keeper.when_read(then)

    def show_table(self, past: MadeTable | None) -> None:
        """Edits are of this table; what waits for it is written."""
        self._past = past
        if past is not None and self.waiting:
            self._tables[_key(past)] = past
            self._failed.discard(_key(past))
            self._timer.start()

    @property
    def waiting(self) -> Mapping[int, Edit]:
        """What is not in the table yet."""
        return self.waiting_for(self._past) if self._past is not None else {}

    def waiting_for(self, past: MadeTable) -> Mapping[int, Edit]:
        """What is not in that table yet."""
        return self._waiting.get(_key(past), {})

    @property
    def failed(self) -> bool:
        """Whether what waits could not be written the last time."""
        return self._past is not None and bool(self.waiting) and _key(self._past) in self._failed

    def put(self, row: int, edit: Edit) -> None:
        """What is to stand in a row; instead of what waited for it."""
        if self._past is None:
            return
        key = _key(self._past)
        self._waiting.setdefault(key, {})[row] = edit
        self._tables[key] = self._past
        self._failed.discard(key)
        self._keeper.keep_soon()
        self._timer.start()
        self.changed.emit()

    def write_now(self) -> None:
        """Without waiting for more."""
        if self.waiting:
            self._timer.stop()
            self._write()

    # -- writing ------------------------------------------------------------------------------------
    def _next(self) -> MadeTable | None:
        """The table that shows, else one that was left while something waited."""
        shown = () if self._past is None else (_key(self._past),)
        for key in (*shown, *self._tables):
            if self._waiting.get(key) and key in self._tables and key not in self._failed:
                return self._tables[key]
        return None

    def _write(self) -> None:
        past = self._next()
        if past is None:
            return
        edits = dict(self.waiting_for(past))
        if self._writing:
            self._timer.start()
            return
        self._writing = True
        began = time.monotonic()
        made, may_lose = MadeFiles(self._services.paths.made), _key(past) in self._may_lose

        def done(left: tuple[int, ...]) -> None:
            self._writing = False
            self._may_lose.discard(_key(past))
            self._tell_left(past, edits, left)
            self._timer.setInterval(
                min(_MOST_MS, max(_LEAST_MS, round(_RATE * 1_000 * (time.monotonic() - began))))
            )
            self._forget(_key(past), edits)

        def fail(error: Exception) -> None:
            self._writing = False
            self._failed.add(_key(past))
            if isinstance(error, WouldLose):
                self._ask_to_replace(past, error)
            else:
                self._services.notify.show_error(error)
            if self._next() is not None:
                self._timer.start()
            self.changed.emit()

        work = partial(_put, past, edits, made, may_lose)
        self._services.tasks.start(work, owner=self, on_done=done, on_error=fail)

    def _ask_to_replace(self, past: MadeTable, doubt: WouldLose) -> None:
        """What others changed in the table is in the way; it stays until the user has decided."""

        def replace() -> None:
            self._may_lose.add(_key(past))
            self._tables[_key(past)] = past
            self._failed.discard(_key(past))
            self.changed.emit()
            self._write()

        hint = QT_TRANSLATE_NOOP("core", "Copy the table to another name first, if these changes are needed.")
        asked = WouldLose(doubt.title, doubt.detail, hint, **doubt.params)
        action = (self.tr("Replace the table"), replace)
        self._services.notify.show_error(asked, action, asks=True)

    def _tell_left(self, past: MadeTable, edits: Mapping[int, Edit], left: Sequence[int]) -> None:
        """Another text stands in these rows now: an answer to the old one must not go there, nor be lost
        without a word."""
        for row in left[:_MOST_TOLD]:
            said = " · ".join(text for _, text in edits[row].changes)
            words = self.tr("Row {number} of {table} has another text now. Not written: “{answer}”")
            number = QLocale().toString(row + 1)
            places = {"number": number, "table": past.path.name, "answer": shown(said, _SHOWN)}
            self._services.notify.show(fill(words, places))

    def _forget(self, key: str, written: Mapping[int, Edit]) -> None:
        """What was written; what was changed meanwhile still waits."""
        still = self._waiting.get(key, {})
        self._waiting[key] = {row: edit for row, edit in still.items() if written.get(row) != edit}
        if not self._waiting[key]:
            del self._waiting[key]
        self._keeper.keep_soon()
        if self._next() is not None:
            self._timer.start()
        self.changed.emit()

    # -- keeping ------------------------------------------------------------------------------------
    def _state(self) -> Waiting:
        return {path: dict(rows) for path, rows in self._waiting.items()}

    def _take(self, kept: Waiting) -> None:
        for path, rows in kept.items():
            self._waiting[path] = rows | self._waiting.get(path, {})


def _key(past: MadeTable) -> str:
    """The table, as this source and these columns made it: another one at the same place is another."""
    inputs = past.inputs
    made_of = [str(inputs.path), inputs.columns, inputs.sheet, inputs.header_row, past.added]
    return f"{hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:16]} {past.path}"


def _put(
    past: MadeTable, edits: Mapping[int, Edit], made: MadeFiles, may_lose: bool, context: TaskContext
) -> tuple[int, ...]:
    """In a thread. A cancel is the window's end: what waits is kept."""
    inputs, source = past.inputs, None
    if not inputs.folder:
        source = open_table(inputs.path, inputs.sheet or None, inputs.header_row)
    table = Made(past.path, source, inputs.columns, past.columns, past.told)
    left = write_edits(table, edits, made, context.cancel, may_lose=may_lose)
    context.cancel.raise_if_cancelled()
    return left


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
