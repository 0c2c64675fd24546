"""A table or folder that was opened for a tool: which column is read where.

Owns what is asked for beside the table, and the look at five rows that takes the place of the first ones.
Must not run anything.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import Listing, fill, shown, spoken
from llmdesk.tools.own import OwnTool
from llmdesk.tools.own.table import guessed
from llmdesk.ui.look.sizes import least_width, scaled
from llmdesk.ui.notify import translate_core
from llmdesk.ui.own.table.job import DOCUMENTS, OwnRequest, Trial
from llmdesk.ui.own.table.places import NAME_WIDTH, PlaceChoices, bound_box
from llmdesk.ui.own.table.trial import TrialView
from llmdesk.ui.tables.opened import OpenedTable
from llmdesk.ui.tables.output_field import StartWords
from llmdesk.ui.tables.setup import TableSetup
from llmdesk.ui.theme import GAP, MARGIN, SPACE, Theme
from llmdesk.ui.widgets.job import Job, JobProgress
from llmdesk.ui.widgets.plain_label import plain_label

_MOST_FORM = 216  # pixels of the form's height; more places than that are scrolled to
_ROWS, _TRIAL = 0, 1
_MOST_NAMED, _LONGEST = 12, 30  # names in a sentence, and their characters
_MUCH = 100  # of the room, up to the most that a field needs


class OwnSetup(TableSetup):
    """`start_asked()`, `trial_asked()`."""

    start_asked = Signal()
    trial_asked = Signal()

    def __init__(self, theme: Theme, trying: Job, parent: QWidget | None = None) -> None:
        super().__init__(theme, "answers", parent)
        self._tool: OwnTool | None = None
        self._trying = trying
        self._preferred: tuple[str, ...] = ()  # columns that were read before
        self._wanted: tuple[str, ...] = ()  # those that were chosen for the places
        self.trial, self.places, self._shown = TrialView(), PlaceChoices(), QStackedWidget()
        self._try, self._progress = QPushButton(), JobProgress(trying, brief=True)
        self._note = plain_label("danger", wrap=True)
        self._arrange()
        self._connect()
        self._retranslate()

    # -- arrangement --------------------------------------------------------------------------------
    def _arrange(self) -> None:
        asked = QWidget()
        parts = QVBoxLayout(asked)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(GAP)
        parts.addWidget(self._preview, 1)
        parts.addWidget(self._form())
        parts.addWidget(self._note)
        self._shown.addWidget(asked)
        self._shown.addWidget(self.trial)
        self._begin.buttons.addWidget(self._try, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(GAP)
        column.addWidget(self._head)
        column.addWidget(self._shown, 1)
        column.addWidget(self._progress)
        column.addWidget(self._begin)

    def _form(self) -> QScrollArea:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(1, _MUCH)
        grid.setColumnStretch(2, 1)
        grid.addWidget(self.places, 2, 0, 1, 3)
        for box in (self._sheet, self._header):
            bound_box(box)
        for row, (name, field) in zip((0, 1, 3), self._named_parts(), strict=True):
            grid.addWidget(name, row, 0)
            grid.addWidget(field, row, 1, 1, 2 if field is self.output else 1)
            least_width(name, NAME_WIDTH)
        return _Form(inside)

    def _connect(self) -> None:
        self.places.changed.connect(self._on_places)
        self._preview.column_chosen.connect(self._choose_column)
        self._try.clicked.connect(self._on_try)
        self.trial.closed.connect(lambda: self._shown.setCurrentIndex(_ROWS))
        self._begin.asked.connect(self.start_asked)
        self._trying.busy_changed.connect(lambda _busy: self._refresh())

    # -- what is shown ------------------------------------------------------------------------------
    @property
    def request(self) -> OwnRequest | None:
        """What the form says now; None where it cannot be done."""
        table, tool = self.table, self._tool
        if table is None or tool is None or self._problem():
            return None
        columns, output = self.places.columns, self.output
        return OwnRequest(tool, table, columns, output.place, self._begin.resumes, output.overwrite)

    def show_tool(self, tool: OwnTool | None) -> None:
        """Another tool has other places."""
        if tool == self._tool:
            return
        self._tool = tool
        self._shown.setCurrentIndex(_ROWS)
        self._fill_places()
        self.changed.emit()

    def _fill(self, table: OpenedTable) -> None:
        self._wanted = ()
        self._shown.setCurrentIndex(_ROWS)
        self._fill_places()

    def prefer(self, columns: tuple[str, ...]) -> None:
        """The next table was made by a tool that read these."""
        self._preferred = columns

    def choose(self, columns: tuple[str, ...], out: Path) -> None:
        """As in a past run, also where its tool is not known yet."""
        self._wanted = columns
        self._fill_places()
        self.output.set_place(out)

    def show_trial(self, trial: Trial) -> None:
        self.trial.show_trial(trial)
        self._shown.setCurrentIndex(_TRIAL)

    def focus_first(self) -> None:
        """What one needs next."""
        if self.places.missing:
            self.places.focus_missing()
        else:
            self._try.setFocus()

    def _fill_places(self) -> None:
        table, tool = self.table, self._tool
        if table is None or tool is None:
            return
        known = next((name for name in self._preferred if name in table.columns), table.text_column)
        chosen = guessed(tool.takes, table.columns, known)
        if len(self._wanted) == len(chosen) and {*self._wanted} <= {*table.columns, ""}:
            chosen = self._wanted
        self.places.setVisible(table.kind != DOCUMENTS)
        self.places.show_places(tool.takes, table.columns, chosen)
        self._mark_columns()
        self._refresh()

    def _mark_columns(self) -> None:
        """The columns that are read stand out; the longest texts get the room."""
        table, columns = self.table, [name for name in self.places.columns if name]
        if table is not None and columns:
            widest = table.text_column if table.text_column in columns else columns[-1]
            self._preview.choose(widest, *columns)

    def _choose_column(self, name: str) -> None:
        """For a tool with one place, a click on the column chooses it."""
        if self._tool is not None and len(self._tool.takes) == 1:
            self.places.choose(0, name)

    def _on_places(self) -> None:
        self._wanted = self.places.columns
        self._mark_columns()
        self._shown.setCurrentIndex(_ROWS)
        self._refresh()
        self.changed.emit()

    def _on_try(self) -> None:
        if self._trying.running:
            self._trying.cancel()
        else:
            self.trial_asked.emit()

    def _problem(self) -> str:
        """Why it cannot be run, in the language of the window; "" where it can."""
        table, tool = self.table, self._tool
        if tool is None:
            return self.tr("Choose a tool on the left.")
        if table is None or not table.rows:
            return self.tr("There are no rows.")
        if table.kind == DOCUMENTS and len(tool.takes) > 1:
            return self.tr("This tool reads several columns of a table. A document is only one text.")
        if self.places.missing:
            named = (
                spoken(Listing(tuple(shown(name, _LONGEST) for name in names[:_MOST_NAMED])), translate_core)
                for names in (self.places.missing, table.columns)
            )
            words = self.tr("No column is named {places}. Choose which one to read: {columns}")
            return fill(words, dict(zip(("places", "columns"), named, strict=True)))
        return ""

    def _refresh(self) -> None:
        problem, busy = self._problem(), self._trying.running
        self._note.setText(problem)
        self._note.setVisible(bool(problem) and self.table is not None)
        self._begin.start.setEnabled(not problem)
        self._try.setEnabled(busy or not problem)
        name = self.tr("Stop the preview") if busy else self.tr("Preview five rows")
        self._try.setText(name)
        self._try.setAccessibleName(name)

    # -- words --------------------------------------------------------------------------------------
    def _start_words(self) -> StartWords:
        return self._usual_words(self.tr("Run on all rows"))

    def _retranslate(self) -> None:
        super()._retranslate()
        self._progress.set_name(self.tr("Trying five rows"))
        self._refresh()


class _Form(QScrollArea):
    """As high as what is in it, up to a bound."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = inside
        self.setWidget(inside)
        inside.installEventFilter(self)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return False

    def _fit(self) -> None:
        self.setFixedHeight(min(scaled(_MOST_FORM), self._inside.sizeHint().height()))
