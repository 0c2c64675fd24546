"""One row of a scored table, to be read whole and corrected.

Owns what shows of it, and the buttons for the right label. Must not know the table.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import fill
from llmdesk.tools.sentiment.table import ScoredRow
from llmdesk.ui.language import Retranslating
from llmdesk.ui.sentiment.probability_bars import ProbabilityBars
from llmdesk.ui.sentiment.words import bar_colors
from llmdesk.ui.theme import GAP, HALF, SPACE, Theme, set_kind
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.widgets.reading_text import ReadingText

KEYS = 9
_MOST_BARS = 5
_BUTTONS_PER_ROW = 2


class SentimentReading(Retranslating, QWidget):
    """`corrected(label)` for a button, "" to take it back; `discuss_asked(text)`."""

    corrected = Signal(str)
    discuss_asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self._row: ScoredRow | None = None
        self._right = ""
        self._hint = plain_label("muted", wrap=True)
        self._heading, self._question = plain_label("strong"), plain_label("small", wrap=True)
        self._text = ReadingText()
        self._bars = ProbabilityBars(theme)
        self._buttons: list[QPushButton] = []
        self._grid = QGridLayout()
        self._more = ChoiceBox()
        self._copy, self._discuss = QPushButton(), QPushButton()
        self._note = plain_label("small", wrap=True)
        self._pages = QStackedWidget()
        self._arrange()
        self._more.chosen.connect(lambda label: self._ask(str(label)))
        self._copy.clicked.connect(self._copy_text)
        self._discuss.clicked.connect(self._on_discuss)
        self._retranslate()

    def _arrange(self) -> None:
        for button in (self._copy, self._discuss):
            set_kind(button, "quiet")
        self._grid.setSpacing(SPACE)
        actions = QHBoxLayout()
        actions.setSpacing(HALF)
        actions.addWidget(self._heading, 1)
        actions.addWidget(self._copy)
        actions.addWidget(self._discuss)
        read = QWidget()
        column = QVBoxLayout(read)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(actions)
        column.addWidget(self._text, 1)
        column.addWidget(self._bars)
        column.addSpacing(HALF)
        column.addWidget(self._question)
        column.addLayout(self._grid)
        column.addWidget(self._more)
        empty = QWidget()
        inside = QVBoxLayout(empty)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignTop)
        self._pages.addWidget(empty)
        self._pages.addWidget(read)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP, SPACE, GAP, SPACE)
        whole.setSpacing(SPACE)
        whole.addWidget(self._pages, 1)
        whole.addWidget(self._note)

    def show_labels(self, labels: tuple[str, ...]) -> None:
        """The labels of the table, in the order of the keys."""
        self._labels = labels
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for place, label in enumerate(labels[:KEYS]):
            button = QPushButton(f"{place + 1}  {label}")
            button.setCheckable(True)
            set_kind(button, "choice")
            button.clicked.connect(lambda _checked, label=label: self._ask(label))
            self._grid.addWidget(button, place // _BUTTONS_PER_ROW, place % _BUTTONS_PER_ROW)
            self._buttons.append(button)
        self._more.setVisible(len(labels) > KEYS)
        self._more.set_choices([Choice(label, label) for label in labels[KEYS:]])
        self._retranslate_buttons()

    def show_row(self, row: ScoredRow | None, right: str = "") -> None:
        """`right`: the label that the user gave it."""
        self._row, self._right = row, right
        self._pages.setCurrentIndex(0 if row is None else 1)
        if row is None:
            return
        self._text.show_text(row.text)
        given = dict(zip(self._labels, row.probabilities, strict=False))
        ranked = sorted(given, key=lambda name: -given[name])[:_MOST_BARS]
        shown = {name: value for name, value in given.items() if name in ranked}
        self._bars.setVisible(bool(shown))
        has_text = bool(row.text.strip())
        for widget in (self._question, self._copy, self._discuss, self._more, *self._buttons):
            widget.setEnabled(has_text)
        self._bars.show_probabilities(shown, bar_colors(list(shown)))
        self.show_right(right)
        self._retranslate_row()

    def show_right(self, right: str) -> None:
        self._right = right
        for label, button in zip(self._labels, self._buttons, strict=False):
            button.setChecked(label == right)
        self._more.set_current(right)

    def show_note(self, text: str) -> None:
        """What the corrections tell so far."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    @property
    def row(self) -> ScoredRow | None:
        return self._row

    # -- what one does ------------------------------------------------------------------------------
    def _ask(self, label: str) -> None:
        """A second click on the same label takes it back."""
        self.corrected.emit("" if label == self._right else label)

    def _copy_text(self) -> None:
        if self._row is not None:
            QGuiApplication.clipboard().setText(self._row.text)

    def _on_discuss(self) -> None:
        if self._row is not None:
            self.discuss_asked.emit(self._row.text)

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self._hint.setText(
            self.tr("Choose a row to read it. Press 1 to 9 to say which label is right, 0 to undo.")
        )
        self._text.setAccessibleName(self.tr("Text of the row"))
        self._bars.setAccessibleName(self.tr("Probabilities of the row"))
        self._question.setText(self.tr("Which label is right?"))
        self._more.setAccessibleName(self.tr("More labels"))
        self._more.setPlaceholderText(self.tr("More labels"))
        for button, text in ((self._copy, self.tr("Copy")), (self._discuss, self.tr("Open in Chat"))):
            button.setText(text)
            button.setAccessibleName(text)
        self._retranslate_buttons()
        self._retranslate_row()

    def _retranslate_buttons(self) -> None:
        for label, button in zip(self._labels, self._buttons, strict=False):
            button.setAccessibleName(fill(self.tr("Right label: {label}"), {"label": label}))

    def _retranslate_row(self) -> None:
        if self._row is not None:
            number = QLocale().toString(self._row.index + 1)
            self._heading.setText(fill(self.tr("Row {number}"), {"number": number}))
