"""A table that a job made: its rows beside their texts, filtered, compared, edited, done again.

Owns what of it shows, and the open `ReviewedTable`. Reading and finding are done in tasks, writing is
`edit_book`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QProgressBar, QPushButton, QVBoxLayout, QWidget

from llmdesk.errors import DocumentError, fill
from llmdesk.tools.reading import read_document
from llmdesk.tools.tables.review import (
    EDITED,
    GOOD,
    Again,
    Edit,
    MadeTable,
    ReviewedRow,
    ReviewedTable,
    text_mark,
)
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import least_width, scaled
from llmdesk.ui.services import Services
from llmdesk.ui.tables.file_head import FileHead
from llmdesk.ui.tables.paged import NO_ROWS, Rows
from llmdesk.ui.tables.review.choosing import RowChoices, select_rows
from llmdesk.ui.tables.review.edit_book import EditBook
from llmdesk.ui.tables.review.result_pane import ResultPane
from llmdesk.ui.tables.review.rows import ReviewedRows, ReviewedView
from llmdesk.ui.tables.shared import Shared
from llmdesk.ui.tasks import Task, TaskContext
from llmdesk.ui.theme import MARGIN, SPACE
from llmdesk.ui.widgets.panes import Panes
from llmdesk.ui.words import row_words

Reviewed = Shared[ReviewedTable]
_LEAST_ROWS, _LEAST_PANE = 340, 240  # pixels; where both have no room beside each other, the row stands below


class TableReview(Retranslating, QWidget):
    """`show_table(MadeTable)`; `again_asked(which)`: "failed", "edited" or "changed"; `more_asked()`: another
    column beside; `open_asked()`, `discuss_asked(text)`; `failed()`: the table cannot be shown. `kept`: the
    name of the draft with what is edited. `closes`: it can be left for a text, with `close_asked()`."""

    again_asked = Signal(str)
    more_asked = Signal()
    open_asked = Signal()
    discuss_asked = Signal(str)
    close_asked = Signal()
    failed = Signal()

    def __init__(
        self, services: Services, kept: str, *, closes: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._past: MadeTable | None = None
        self._table: Reviewed | None = None
        self._opening: Task[Reviewed] | None = None
        self._selecting: Task[Rows] | None = None
        self._reading: Task[ReviewedRow] | None = None
        self._then: Callable[[], object] | None = None  # when what was edited is written
        self._edited: set[int] = set()  # rows, since the table was opened
        self._columns: tuple[str, ...] = ()
        self._given: tuple[int, ...] = ()
        self.edits = EditBook(services, kept, self)
        self._again, self._more, self._other = QPushButton(), QPushButton(), QPushButton()
        self._close = QPushButton()
        self._close.setVisible(closes)
        self._head = FileHead(self._close, self._again, self._more, self._other)
        self._menu = QMenu(self._again)
        self.choices, self._busy = RowChoices(), QProgressBar(textVisible=False, maximum=0)
        self._model = ReviewedRows(services, self)
        self.rows = ReviewedView(services.theme, self._model)
        self.pane = ResultPane()
        self._arrange()
        self._connect()
        self._retranslate()

    # -- arrangement --------------------------------------------------------------------------------
    def _arrange(self) -> None:
        self._again.setMenu(self._menu)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.choices)
        column.addWidget(self.rows, 1)
        self._sides = sides = Panes(left, self.pane)
        least_width(left, _LEAST_ROWS)
        least_width(self.pane, _LEAST_PANE)
        sides.setSizes([560, 320])
        sides.setStretchFactor(0, 3)
        sides.setStretchFactor(1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, SPACE, MARGIN, SPACE)
        whole.setSpacing(SPACE)
        whole.addWidget(self._head)
        whole.addWidget(self._busy)
        whole.addWidget(sides, 1)

    def _connect(self) -> None:
        self._close.clicked.connect(self.close_asked)
        self._other.clicked.connect(self.open_asked)
        self._more.clicked.connect(self.more_asked)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.choices.changed.connect(self._select)
        self.rows.chosen.connect(self._read_row)
        self.pane.edited.connect(self._edit)
        self.pane.taken_back.connect(self._take_back)
        self.pane.discuss_asked.connect(self.discuss_asked)
        self.edits.changed.connect(self._refresh_saved)
        self.edits.changed.connect(self._go_on)

    # -- opening ------------------------------------------------------------------------------------
    @property
    def past(self) -> MadeTable | None:
        return self._past

    def show_table(self, past: MadeTable) -> None:
        """Show a table that a tool made; its rows as soon as they were read."""
        waiting = dict(self.edits.waiting_for(past))  # it can be written while the table is read as it was
        self.close_table()
        self._past = past
        self.pane.show_table(past)
        self._busy.show()
        self._opening = self._services.tasks.start(
            partial(_open, past),
            owner=self,
            on_done=partial(self._on_opened, past, waiting),
            on_error=self._on_failed,
            on_cancelled=self._busy.hide,
            on_progress=self._on_progress,
        )
        self._refresh()

    def close_table(self) -> None:
        """Write what waits, and give the rows' file back."""
        self._then = None
        self.edits.write_now()
        self.edits.show_table(None)
        if self._opening is not None:
            self._opening.cancel()
        self._model.compare(None, "")
        self._model.show_rows(None, NO_ROWS)
        if self._table is not None:
            self._table.close()
        self._past = self._table = self._opening = None
        self._edited.clear()

    def _on_progress(self, share: object) -> None:
        if isinstance(share, float):
            self._busy.setMaximum(1_000)
            self._busy.setValue(round(1_000 * share))

    def _on_opened(self, past: MadeTable, waiting: Mapping[int, Edit], table: Reviewed) -> None:
        if past is not self._past:
            table.close()
            return
        self._busy.hide()
        self._opening, self._table = None, table
        self.edits.when_read(partial(self._begin, past, waiting, table))

    def _begin(self, past: MadeTable, waiting: Mapping[int, Edit], table: Reviewed) -> None:
        """It is known what was edited before, and never written."""
        if table is not self._table:
            return
        self.edits.show_table(past)
        with table.reading() as reviewed:
            self._columns, self._given = reviewed.columns, reviewed.given
            for row, edit in {**waiting, **self.edits.waiting}.items():
                if row < len(reviewed) and edit.mark in ("", text_mark(reviewed.before(row).texts)):
                    reviewed.edit(row, edit.changes, edit.status)
                    self._edited.add(row)
            own = {*reviewed.read, *reviewed.given}
            columns = [(n, name) for n, name in enumerate(reviewed.columns) if n not in own]
            columns += [(n, reviewed.columns[n]) for n in reviewed.given[1:-1]]
            counts = reviewed.counts()
        self.choices.show_table(columns, counts)
        self._select()

    def _on_failed(self, error: Exception) -> None:
        self._busy.hide()
        self._services.notify.show_error(error)
        self.failed.emit()

    # -- which rows ---------------------------------------------------------------------------------
    def _select(self) -> None:
        """Find the rows that are asked for; the newest asking counts."""
        table, choice = self._table, self.choices.choice
        if table is None:
            return
        if self._selecting is not None:
            self._selecting.cancel()
        task = self._services.tasks.start(
            partial(select_rows, table, choice),
            owner=self,
            on_done=lambda numbers: self._show_rows(task, table, choice.compared, numbers),
        )
        self._selecting = task

    def _show_rows(self, task: Task[Rows], table: Reviewed, compared: int | None, numbers: Rows) -> None:
        past = self._past
        if task is not self._selecting or table is not self._table or past is None:
            return
        self._model.compare(compared, self._columns[compared] if compared is not None else "")
        self._model.show_rows(table, numbers)
        self.rows.scrollToTop()
        self.pane.show_row(None)
        with table.reading() as reviewed:
            self.choices.show_count(len(numbers), len(reviewed))
            self.rows.set_total(len(reviewed))
        self._refresh()

    # -- one row ------------------------------------------------------------------------------------
    def _read_row(self, row: int) -> None:
        table, number, past = self._table, self._model.number(row), self._past
        if table is None or number is None or past is None:
            return

        def read(context: TaskContext) -> ReviewedRow:
            with table.reading() as reviewed:
                return _with_its_document(reviewed.rows([number])[0], past, context)

        def show(found: ReviewedRow) -> None:
            if task is self._reading and table is self._table and self._model.number(self.rows.row) == number:
                self.pane.show_row(found, changed=found.index in self._edited)

        task = self._services.tasks.start(read, owner=self, on_done=show)
        self._reading = task

    def _edit(self, place: int, text: str) -> None:
        """As it is typed: what stood there before this table was opened can come back."""
        row = self.pane.row
        if row is None or place >= len(row.values) or row.values[place] == text:
            return
        values = [text if n == place else value for n, value in enumerate(row.values)]
        self._put(row.index, values, EDITED)

    def _take_back(self) -> None:
        row, table = self.pane.row, self._table
        if row is not None and table is not None:
            with table.reading() as reviewed:
                before = reviewed.before(row.index)
            self._put(row.index, before.values, before.status)

    def _put(self, index: int, values: Sequence[str], status: str) -> None:
        table, shown = self._table, self.pane.row
        if table is None or shown is None:
            return
        with table.reading() as reviewed:
            before = reviewed.before(index)
            old = reviewed.rows([index])[0].values
            places = range(len(before.values))
            changed = {n for n in places if values[n] != before.values[n] or values[n] != old[n]}
            changes = tuple((n, str(values[n])) for n in sorted(changed))
            reviewed.edit(index, changes, status)
            now = reviewed.rows([index])[0]
        self._edited.add(index)
        self.edits.put(index, Edit(changes, status, text_mark(before.texts)))
        self._model.show_edited(now)
        self.pane.show_row(replace(now, texts=shown.texts), changed=now != before)
        self._refresh()

    # -- again --------------------------------------------------------------------------------------
    def when_written(self, then: Callable[[], object]) -> None:
        """Call `then` when what was edited is in the table; what cannot be written is not waited for."""
        self._then = then
        if not self._go_on():
            self.edits.write_now()

    def _go_on(self) -> bool:
        """Whether nothing was waited for any more."""
        if self.edits.waiting and not self.edits.failed:
            return False
        then, self._then = self._then, None
        if then is not None:
            then()
        return True

    def _fill_menu(self) -> None:
        counts = self._counts()
        failed = sum(count for status, count in counts.items() if status not in GOOD)
        self._menu.clear()
        number = QLocale().toString
        for which, words, rows in (
            ("failed", self.tr("Failed rows ({rows})"), failed),
            ("edited", self.tr("Rows edited by hand ({rows})"), counts.get(EDITED, 0)),
        ):
            action = self._menu.addAction(fill(words, {"rows": number(rows)}))
            action.setEnabled(rows > 0)
            action.triggered.connect(lambda _=False, each=which: self.again_asked.emit(each))
        action = self._menu.addAction(self.tr("Rows whose text has changed"))
        action.triggered.connect(lambda _=False: self.again_asked.emit("changed"))

    def _counts(self) -> dict[str, int]:
        if self._table is None:
            return {}
        with self._table.reading() as reviewed:
            return reviewed.counts()

    # -- what is shown ------------------------------------------------------------------------------
    def _refresh(self) -> None:
        past = self._past
        if past is None:
            return
        number, counts = QLocale().toString, self._counts()
        self._head.show_file(past.path)
        facts = [row_words(past.rows), past.title, past.model]
        failed = sum(count for status, count in counts.items() if status not in GOOD)
        if failed:
            facts.append(fill(self.tr("{count} failed"), {"count": number(failed)}))
        self._head.show_facts(facts)
        self.choices.show_counts(counts)
        self._refresh_saved()

    def _refresh_saved(self) -> None:
        past, words = self._past, ""
        if past is not None and self.edits.failed:
            words = fill(
                self.tr("Your changes are kept, but are not in {table} yet."), {"table": past.path.name}
            )
        elif past is not None and self.edits.waiting:
            words = self.tr("Your changes are kept and will be in the table in a moment.")
        elif past is not None and self._edited:
            words = fill(self.tr("Your changes are in {table}."), {"table": past.path.name})
        self.pane.show_saved(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= scaled(_LEAST_ROWS + _LEAST_PANE + 2 * MARGIN)
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self._sides.orientation() != wanted:
            self._sides.setOrientation(wanted)

    def _retranslate(self) -> None:
        self.rows.setAccessibleName(self.tr("Rows"))
        self._busy.setAccessibleName(self.tr("Reading the rows"))
        for button, text, tip in (
            (self._close, self.tr("Back to the text"), ""),
            (self._again, self.tr("Run again"), self.tr("Do some rows again; all others stay")),
            (
                self._more,
                self.tr("Add column…"),
                self.tr("Go over this table in another way; what comes stands beside this"),
            ),
            (self._other, self.tr("Open table"), ""),
        ):
            button.setText(text)
            button.setAccessibleName(text.removesuffix("…"))
            button.setToolTip(tip)
        self._refresh()


def which_again(name: str) -> Again:
    """What `again_asked` names."""
    return "edited" if name == "edited" else "changed" if name == "changed" else "failed"


def _with_its_document(row: ReviewedRow, past: MadeTable, context: TaskContext) -> ReviewedRow:
    """In a thread: of a document the table has the name alone. One that is gone goes without."""
    if not past.inputs.folder or not row.texts:
        return row
    try:
        text = read_document(past.inputs.path / row.texts[0], context.cancel).text
    except DocumentError:
        return row
    return replace(row, texts=(row.texts[0], text))


def _open(past: MadeTable, context: TaskContext) -> Reviewed:
    """In a thread: a second for 100,000 short rows."""
    reviewed = ReviewedTable.open(
        past.path,
        past.inputs.columns,
        past.added,
        sheet=past.inputs.sheet or None,
        header_row=past.out_header_row,
        told=past.told,
        on_progress=context.progress,
        cancel=context.cancel,
    )
    return Shared(reviewed)
