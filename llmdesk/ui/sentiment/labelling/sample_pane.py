"""One drawn row after the other, to be labelled by the user, without the model's opinion.

Owns what shows of a row and the buttons for its label. Must not know how rows are drawn or kept.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import fill
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.theme import SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.widgets.reading_text import ReadingText

_KEYS = 9
_BUTTONS_PER_ROW = 2
_MOST_HEIGHT = 176  # of the buttons: more of them are scrolled, and the next row is seen to be there


class _LabelButton(QPushButton):
    """A label as long as there is room for it; all of it is its name and its tip."""

    def __init__(self, words: str, label: str) -> None:
        super().__init__()
        self._words = words
        self.setAccessibleName(label)
        self.setToolTip(label)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 3 * SPACE
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))


class SamplePane(Retranslating, QWidget):
    """`labelled(label)` for a button or a key, "" for none of the labels; `back_asked()`."""

    labelled = Signal(str)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self._done = self._wanted = 0
        self._started = self._can_go_back = False
        self._heading, self._hint = plain_label("strong"), plain_label("small", wrap=True)
        self._bar, self.text = QProgressBar(textVisible=False), ReadingText()
        self._grid, self._buttons = QGridLayout(), list[QPushButton]()
        self._choices = QScrollArea()
        self._none, self._back = QPushButton(), QPushButton()
        self._ready = False
        self.setFocusProxy(self.text)
        self._arrange()
        self._none.clicked.connect(lambda: self._ask(-1))
        self._back.clicked.connect(self.back_asked)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key in range(10):
            QShortcut(QKeySequence(str(key)), self, lambda key=key: self._ask(key - 1), context=within)
        QShortcut(QKeySequence(Qt.Key.Key_Backspace), self, self.back_asked.emit, context=within)
        self._retranslate()

    def _arrange(self) -> None:
        for button in (self._none, self._back):
            set_kind(button, "quiet")
        # It wraps anywhere; one that was filled before it showed would keep a bar that scrolls nothing.
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._grid.setSpacing(SPACE)
        self._grid.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        inside.setLayout(self._grid)
        self._choices.setWidget(inside)
        self._choices.setWidgetResizable(True)
        self._choices.setFrameShape(QFrame.Shape.NoFrame)
        self._choices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._heading, 1)
        head.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addWidget(self.text, 1)
        column.addWidget(self._hint)
        column.addWidget(self._choices)
        column.addWidget(self._none, 0, Qt.AlignmentFlag.AlignLeft)

    # -- what the page tells it ---------------------------------------------------------------------
    def show_labels(self, labels: tuple[str, ...]) -> None:
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.deleteLater()
        self._labels, self._buttons = labels, []
        for place, label in enumerate(labels):
            button = _LabelButton(f"{place + 1}  {label}" if place < _KEYS else label, label)
            button.clicked.connect(lambda _=False, place=place: self._ask(place))
            self._grid.addWidget(button, *divmod(place, _BUTTONS_PER_ROW))
            self._buttons.append(button)
        rows = -(-len(labels) // _BUTTONS_PER_ROW)
        height = rows * (self._none.sizeHint().height() + SPACE) - SPACE
        self._choices.setFixedHeight(min(height, scaled(_MOST_HEIGHT)))
        self._refresh()

    def show_progress(self, done: int, wanted: int, can_go_back: bool) -> None:
        """`wanted` 0: there is no row that could be labelled."""
        self._done, self._wanted = done, wanted
        self._started, self._can_go_back = True, can_go_back
        self._bar.setRange(0, max(1, wanted))
        self._bar.setValue(min(done, wanted))
        self._refresh()

    def show_row(self, text: str | None) -> None:
        """The row to label; None while it is being read, or when all are labelled."""
        self._ready = text is not None
        self.text.show_text(text or "")
        self._refresh()

    # -- what one does ------------------------------------------------------------------------------
    def _ask(self, place: int) -> None:
        if self._ready and place < len(self._labels):
            self._ready = False
            self.labelled.emit(self._labels[place] if place >= 0 else "")

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self._bar.setAccessibleName(self.tr("Labelled rows"))
        self.text.setAccessibleName(self.tr("Row to label"))
        self._none.setText("0  " + self.tr("None of these"))
        self._none.setAccessibleName(self.tr("None of these"))
        self._back.setText(self.tr("Back"))
        self._back.setAccessibleName(self.tr("Undo the last label"))
        self._back.setToolTip(self.tr("Undo the last label"))
        self._refresh()

    def _refresh(self) -> None:
        heading, hint = self._words() if self._started else ("", "")
        self._heading.setText(heading)
        self._hint.setText(hint)
        self._back.setEnabled(self._can_go_back)
        for button in (self._choices, self._none):
            button.setVisible(self._done < self._wanted)

    def _words(self) -> tuple[str, str]:
        """The heading, and what to do."""
        number = QLocale().toString
        if not self._wanted:
            hint = self.tr("Rows without text get no label. Open a table with texts and score it.")
            return self.tr("No row of this table was scored"), hint
        if self._done >= self._wanted:
            heading = fill(self.tr("All {count} rows are labelled"), {"count": number(self._wanted)})
            return heading, self.tr(
                "Choose more rows for a smaller margin. The rows you have labelled stay in the sample."
            )
        places = {"number": number(self._done + 1), "count": number(self._wanted)}
        heading = fill(self.tr("Row {number} of {count}"), places)
        return heading, self.tr(
            "Which label is right? Do not skip rows, or only the easy ones will be in the sample."
        )
