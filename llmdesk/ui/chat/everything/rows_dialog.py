"""All documents of an answer as a table: filtered, looked through, opened at the sentence, saved.

Owns the dialog. Must not read or write files, nor keep what the user decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from llmdesk.ui.chat.everything.all_rows import KINDS, AllRows
from llmdesk.ui.chat.everything.rows import QUOTE, FoundRows
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.services import Services
from llmdesk.ui.tables.rows_view import RowsView
from llmdesk.ui.tasks import Task, TaskContext
from llmdesk.ui.theme import GAP, SPACE
from llmdesk.ui.widgets.segmented import Segmented

_SOON_MS = 150
_ANSWER, _VALUE, _DOCUMENT = 130, 170, 240  # pixels
_KEYS: dict[int, str] = {Qt.Key.Key_Y: "yes", Qt.Key.Key_N: "no"}


@dataclass(frozen=True)
class _Chosen:
    """The place that was chosen, in what was listed."""

    rows: AllRows
    at: int
    listed: Sequence[int]


@dataclass(frozen=True)
class _Listed:
    """What is listed, and the place that is to be chosen; None: as it is."""

    numbers: Sequence[int]
    chosen: int | None


class RowsDialog(Retranslating, QDialog):
    """Beside the window, not over it. `row_asked(Judged)`: it is to be opened; `save_asked()`;
    `decided(Judged, verdict)`: the user's own answer on a row, where they are not `valued`."""

    row_asked = Signal(object)
    save_asked = Signal()
    decided = Signal(object, str)

    def __init__(
        self, services: Services, title: str, rows: AllRows, parent: QWidget, *, valued: bool = False
    ) -> None:
        super().__init__(parent)
        self._services, self._rows, self._valued = services, rows, valued
        self._newest = rows  # to be listed
        self._finding: Task[_Listed] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.model = FoundRows(rows, self, valued=valued)
        self.kinds, self.words = Segmented(len(KINDS)), QLineEdit(clearButtonEnabled=True)
        self.view = RowsView(services.theme, self.model, QUOTE)
        self.view.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.view.setColumnWidth(0, scaled(_VALUE if valued else _ANSWER))
        self.view.setColumnWidth(1, scaled(_DOCUMENT))
        self.save, self._close = QPushButton(autoDefault=False), QPushButton(autoDefault=False)
        self.deciding = {verdict: QPushButton(autoDefault=False) for verdict in ("yes", "no")}
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._show)
        self._arrange()
        self.kinds.chosen.connect(lambda _at: self._show())
        self.words.textChanged.connect(lambda _text: self._soon.start())
        self.view.clicked.connect(self._open)
        self.view.installEventFilter(self)
        for verdict, button in self.deciding.items():
            button.setHidden(valued)
            button.clicked.connect(lambda _checked=False, verdict=verdict: self._decide(verdict))
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.model.modelReset.connect(self._enable)
        self.save.clicked.connect(self.save_asked)
        self._close.clicked.connect(self.close)
        self._retranslate()
        self.view.setFocus()
        self._show()

    def _arrange(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.kinds)
        head.addWidget(self.words, 1)
        for button in self.deciding.values():
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.save)
        foot.addWidget(self._close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP, GAP, GAP, GAP)
        whole.setSpacing(SPACE)
        whole.addLayout(head)
        whole.addWidget(self.view, 1)
        whole.addLayout(foot)
        self.resize(scaled(860), scaled(560))

    def _show(self) -> None:
        """List the rows that are asked for; the newest asking counts."""
        self._soon.stop()
        self._list(None)

    def show_rows(self, rows: AllRows) -> None:
        """The same documents after the user has decided; of those below the one that was chosen, the first
        on which nothing was decided now is chosen, wherever the others have gone."""
        self._newest = rows
        self._list(_Chosen(self._rows, max(self.view.row, 0), self.model.listed))

    def _list(self, chosen: _Chosen | None) -> None:
        if self._finding is not None:
            self._finding.cancel()
        rows = self._newest
        asked = (rows, KINDS[self.kinds.current], self.words.text(), chosen)
        task = self._services.tasks.start(
            lambda context: _listed(*asked, context),
            owner=self,
            on_done=lambda found: self._on_listed(task, rows, found),
        )
        self._finding = task

    def _on_listed(self, task: Task[_Listed], rows: AllRows, found: _Listed) -> None:
        if task is not self._finding:
            return
        self._rows = rows
        self.model.show(rows, found.numbers)
        self._show_counts()
        if found.chosen is not None:
            self.view.go_to(found.chosen)

    def _enable(self) -> None:
        for button in self.deciding.values():
            button.setEnabled(self.view.row >= 0)

    def _decide(self, verdict: str) -> None:
        at = self.view.row
        if 0 <= at < len(self.model.listed) and not self._valued:
            self.decided.emit(self.model.judged(at), verdict)
            self.view.go_to(at + 1)  # the next key is for that one, however long it takes to count

    def _open(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self.model.listed):
            self.row_asked.emit(self.model.judged(index.row()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.view or event.type() != QEvent.Type.KeyPress or self.view.row < 0:
            return False
        if not isinstance(event, QKeyEvent) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.row_asked.emit(self.model.judged(self.view.row))
            return True
        verdict = _KEYS.get(event.key())
        if verdict is None or self._valued:
            return False
        self._decide(verdict)
        return True

    def _show_counts(self) -> None:
        names = (self.tr("All"), self.tr("Yes"), self.tr("Unsure"), self.tr("No"))
        if self._valued:
            names = (self.tr("All"), self.tr("Stated"), self.tr("Not checked"), self.tr("Nothing found"))
        counts = [self.locale().toString(self._rows.count_of(kind)) for kind in KINDS]
        self.kinds.set_texts([f"{name} {count}" for name, count in zip(names, counts, strict=True)])

    def _retranslate(self) -> None:
        self._show_counts()
        self.kinds.setAccessibleName(self.tr("Which documents are listed"))
        self.words.setPlaceholderText(
            self.tr("Find in names, values and sentences")
            if self._valued
            else self.tr("Find in names and sentences")
        )
        self.words.setAccessibleName(self.words.placeholderText())
        self.view.setAccessibleName(self.tr("Documents"))
        self.view.setToolTip(self.tr("Click a document to read it beside the chat"))
        for button, text, how in (
            (self.deciding["yes"], self.tr("Counts"), self.tr("The document counts (Y)")),
            (
                self.deciding["no"],
                self.tr("Does not count"),
                self.tr("The document does not count (N)"),
            ),
        ):
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(how)
            button.setAccessibleDescription(how)
        self._enable()
        self.save.setText(self.tr("Save the table…"))
        self.save.setAccessibleName(self.tr("Save the table…"))
        self._close.setText(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))


def _listed(rows: AllRows, kind: str, words: str, chosen: _Chosen | None, context: TaskContext) -> _Listed:
    """In a thread."""
    numbers = rows.find(kind, words, context.cancel)
    if chosen is None:
        return _Listed(numbers, None)
    going_on = rows.first_unchanged(chosen.rows, chosen.listed[chosen.at :], numbers)
    return _Listed(numbers, min(chosen.at, len(numbers) - 1) if going_on is None else going_on)
