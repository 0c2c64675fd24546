"""All documents of an answer as a table: filtered, looked through, opened at the sentence, saved.

Owns the dialog. Must not read or write files, nor keep what the user decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from llmdesk.tools.chat.everything.found import Judged
from llmdesk.ui.chat.everything.rows import KINDS, QUOTE, FoundRows
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.tables.rows_view import RowsView
from llmdesk.ui.theme import GAP, SPACE, Theme
from llmdesk.ui.widgets.segmented import Segmented

_SOON_MS = 150
_ANSWER, _VALUE, _DOCUMENT = 130, 170, 240  # pixels
_KEYS: dict[int, str] = {Qt.Key.Key_Y: "yes", Qt.Key.Key_N: "no"}


class RowsDialog(Retranslating, QDialog):
    """Beside the window, not over it. `row_asked(Judged)`: it is to be opened; `save_asked()`;
    `decided(Judged, verdict)`: the user's own answer on a row, where they are not `valued`."""

    row_asked = Signal(object)
    save_asked = Signal()
    decided = Signal(object, str)

    def __init__(
        self, theme: Theme, title: str, rows: Sequence[Judged], parent: QWidget, *, valued: bool = False
    ) -> None:
        super().__init__(parent)
        self._valued = valued
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.model = FoundRows(rows, self, valued=valued)
        self.kinds, self.words = Segmented(len(KINDS)), QLineEdit(clearButtonEnabled=True)
        self.view = RowsView(theme, self.model, QUOTE)
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
        self._soon.stop()
        self.model.show(KINDS[self.kinds.current], self.words.text())

    def show_rows(self, rows: Sequence[Judged]) -> None:
        """The same documents after the user has decided; of those below the one that was chosen, the first
        on which nothing was decided now is chosen, wherever the others have gone."""
        at = max(self.view.row, 0)
        left = self.model.listed[at:]
        self.model.replace(rows, KINDS[self.kinds.current], self.words.text())
        self._retranslate()
        places = {_key(row): place for place, row in enumerate(self.model.listed)}
        still = ((row, places.get(_key(row), -1)) for row in left)
        going_on = (place for row, place in still if place >= 0 and self.model.listed[place] == row)
        self.view.go_to(next(going_on, min(at, len(self.model.listed) - 1)))

    def _enable(self) -> None:
        for button in self.deciding.values():
            button.setEnabled(self.view.row >= 0)

    def _decide(self, verdict: str) -> None:
        if 0 <= self.view.row < len(self.model.listed) and not self._valued:
            self.decided.emit(self.model.listed[self.view.row], verdict)

    def _open(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self.model.listed):
            self.row_asked.emit(self.model.listed[index.row()])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.view or event.type() != QEvent.Type.KeyPress or self.view.row < 0:
            return False
        if not isinstance(event, QKeyEvent) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.row_asked.emit(self.model.listed[self.view.row])
            return True
        verdict = _KEYS.get(event.key())
        if verdict is None or self._valued:
            return False
        self._decide(verdict)
        return True

    def _retranslate(self) -> None:
        names = (self.tr("All"), self.tr("Yes"), self.tr("Unsure"), self.tr("No"))
        if self._valued:
            names = (self.tr("All"), self.tr("Stated"), self.tr("Not checked"), self.tr("Nothing found"))
        counts = [self.locale().toString(self.model.count_of(kind)) for kind in KINDS]
        self.kinds.set_texts([f"{name} {count}" for name, count in zip(names, counts, strict=True)])
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


def _key(row: Judged) -> tuple[str, str]:
    return row.document.path or row.document.name, row.digest
