"""One row of a table that a job made, to be read whole: its text, and the result to be edited in place.

Owns what shows of it, and its fields. Must not know the table, nor where edits go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import QT_TRANSLATE_NOOP, fill
from llmdesk.tools.tables.formats.new_workbook import MOST_CHARACTERS
from llmdesk.tools.tables.review import MadeTable, ReviewedRow, typed
from llmdesk.tools.tables.table import as_text
from llmdesk.tools.tables.types import ColumnKind
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import fix_height, least_height
from llmdesk.ui.tables.review.words import status_word
from llmdesk.ui.theme import GAP, HALF, SPACE, set_kind
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.widgets.reading_text import ReadingText

_LONGEST = 200_000  # characters of a result that can be edited here
_MOST_TEXT = 100_000  # characters of a text that show
_AS = QT_TRANSLATE_NOOP("ResultPane", "It is written into the table as {value}.")
_NONE: Mapping[ColumnKind, str] = {
    "number": QT_TRANSLATE_NOOP("ResultPane", "This is no number: it stays a text."),
    "date": QT_TRANSLATE_NOOP("ResultPane", "This is no whole date: it stays a text."),
    "yes/no": QT_TRANSLATE_NOOP("ResultPane", "This is neither yes nor no: it stays a text."),
}
_CUT = QT_TRANSLATE_NOOP("ResultPane", "An Excel cell holds {most} characters: the rest is not written.")
_HIGH, _LOW, _LINE = 112, 64, 48  # pixels of a field: alone, among others, of a number or a day


class _Field(QWidget):
    """One value under its name: a text, or one of `labels`; below it how it is written where that is not as
    it stands. `most`: characters that the table takes. `edited(text)` by the user."""

    edited = Signal(str)

    def __init__(
        self, name: str, kind: ColumnKind, labels: Sequence[str], alone: bool, most: int | None
    ) -> None:
        super().__init__()
        self._most = most
        self._kind, self._note = kind, plain_label("small", wrap=True)
        self._title = plain_label("small")
        self._title.setText(name)
        self.box = ChoiceBox() if labels else None
        self.text = None if labels else QPlainTextEdit()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self._title)
        if self.box is not None:
            self.box.set_choices([Choice(label, label) for label in labels])
            self.box.chosen.connect(lambda label: self.edited.emit(str(label)))
            column.addWidget(self.box)
        if self.text is not None:
            self.text.setTabChangesFocus(True)
            set_kind(self.text, "framed")
            if alone:
                least_height(self.text, _HIGH)
            else:
                fix_height(self.text, _LINE if kind else _LOW)
            if kind:
                self.text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.text.textChanged.connect(self._on_typed)
            column.addWidget(self.text)
        column.addWidget(self._note)
        self._setting = False
        self.tell_kind()

    def _on_typed(self) -> None:
        self.tell_kind()
        if self.text is not None and not self._setting:
            self.edited.emit(self.text.toPlainText())

    def tell_kind(self) -> None:
        """That a text is no number, though its column holds numbers; or which number it is; or too long."""
        text = self.text.toPlainText() if self.text is not None else ""
        told = _kind_words(text, self._kind)
        if self._most is not None and len(text) > self._most:
            told = fill(QCoreApplication.translate("ResultPane", _CUT), {"most": f"{self._most:,}"})
        self._note.setText(told)
        self._note.setVisible(bool(self._note.text()))
        if self.text is not None:
            self.text.setAccessibleDescription(self._note.text())

    def show_value(self, value: str) -> None:
        if self.box is not None:
            self.box.set_current(value)
        elif self.text is not None and self.text.toPlainText() != value:
            self._setting = True
            self.text.setPlainText(value)
            self.text.setReadOnly(len(value) > _LONGEST)
            self._setting = False

    def set_name(self, name: str) -> None:
        for widget in (self.box, self.text):
            if widget is not None:
                widget.setAccessibleName(name)


def _kind_words(text: str, kind: ColumnKind) -> str:
    """How `text` is written into a column of `kind`; "" where it is as it stands."""
    cell = typed(text, kind) if kind else None
    if cell is None:
        return ""
    translate = partial(QCoreApplication.translate, "ResultPane")
    if isinstance(cell, str):
        return translate(_NONE[kind])
    written = as_text(cell)
    return "" if written == text.strip() else fill(translate(_AS), {"value": written})


class ResultPane(Retranslating, QWidget):
    """`edited(place, text)`: one of the tool's columns is to say something else; `taken_back()`: the row is
    to be as it was; `discuss_asked(text)`."""

    edited = Signal(int, str)
    taken_back = Signal()
    discuss_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: ReviewedRow | None = None
        self._fields: dict[int, _Field] = {}
        self._names: list[str] = []
        self._hint, self._heading = plain_label("muted", wrap=True), plain_label("strong")
        self._text, self._state = ReadingText(), plain_label("small", wrap=True)
        self._back, self._discuss = QPushButton(), QPushButton()
        self._saved = plain_label("small", wrap=True)
        self._answers = QVBoxLayout()
        self._pages = QStackedWidget()
        self._arrange()
        self._back.clicked.connect(self.taken_back)
        self._discuss.clicked.connect(self._on_discuss)
        self._retranslate()

    def _arrange(self) -> None:
        for button in (self._back, self._discuss):
            set_kind(button, "quiet")
        self._answers.setSpacing(SPACE)
        self._answers.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.setSpacing(HALF)
        head.addWidget(self._heading, 1)
        head.addWidget(self._discuss)
        inside = QWidget()
        inside.setLayout(self._answers)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        read = QWidget()
        column = QVBoxLayout(read)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._text, 2)
        column.addWidget(scroll, 3)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        foot.addWidget(self._state, 1)
        foot.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(foot)
        column.addWidget(self._saved)
        empty = QWidget()
        hint = QVBoxLayout(empty)
        hint.setContentsMargins(0, 0, 0, 0)
        hint.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignTop)
        self._pages.addWidget(empty)
        self._pages.addWidget(read)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP, SPACE, 0, SPACE)
        whole.addWidget(self._pages)

    @property
    def row(self) -> ReviewedRow | None:
        return self._row

    def show_table(self, table: MadeTable) -> None:
        """A field for each of the new columns that holds no figure."""
        for field in self._fields.values():
            field.hide()
            field.deleteLater()
        self._fields, self._names = {}, list(table.added[:-1])
        columns, labels = table.columns[:-1], table.labels
        most = MOST_CHARACTERS if table.path.suffix.lower() in (".xlsx", ".xlsm") else None
        edited = [place for place, column in enumerate(columns) if column.decimals is None]
        while self._answers.count():
            self._answers.takeAt(0)
        for place in edited:
            name = self._names[place] if place < len(self._names) else ""
            field = _Field(name, columns[place].kind, labels, len(edited) == 1, most)
            field.edited.connect(lambda text, place=place: self.edited.emit(place, text))
            self._answers.addWidget(field, int(len(edited) == 1))
            self._fields[place] = field
        if len(edited) > 1 or labels:
            self._answers.addStretch(1)
        self.show_row(None)
        self._retranslate()

    def show_row(self, row: ReviewedRow | None, *, changed: bool = False) -> None:
        """`changed`: it was edited since the table was opened."""
        self._row = row
        self._pages.setCurrentIndex(0 if row is None else 1)
        if row is None:
            return
        text = "\n\n".join(filter(None, row.texts))
        self._text.show_text(text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]}…")
        for place, field in self._fields.items():
            field.show_value(row.values[place] if place < len(row.values) else "")
        self._back.setVisible(changed)
        self._discuss.setEnabled(any(row.texts))
        self._refresh()

    def show_saved(self, words: str) -> None:
        """Whether what was edited is in the table."""
        self._saved.setText(words)
        self._saved.setVisible(bool(words))

    def _on_discuss(self) -> None:
        if self._row is not None:
            self.discuss_asked.emit("\n\n".join(filter(None, self._row.texts)))

    def _refresh(self) -> None:
        row = self._row
        if row is None:
            return
        number = QLocale().toString(row.index + 1)
        self._heading.setText(fill(self.tr("Row {number}"), {"number": number}))
        _, _, reason = row.status.partition(":")
        word = status_word(row.status)
        told = fill(self.tr("{state}: {reason}"), {"state": word, "reason": reason.strip()})
        self._state.setText(told if reason else word)

    def _retranslate(self) -> None:
        self._hint.setText(self.tr("Choose a row to read it and to edit its result."))
        self._text.setAccessibleName(self.tr("Text of the row"))
        self._back.setText(self.tr("Undo my changes"))
        self._back.setAccessibleName(self.tr("Undo my changes"))
        self._discuss.setText(self.tr("Open in Chat"))
        self._discuss.setAccessibleName(self.tr("Open in Chat"))
        for place, field in self._fields.items():
            name = self._names[place] if place < len(self._names) else ""
            field.set_name(fill(self.tr("Result: {column}"), {"column": name}))
            field.tell_kind()
        self._refresh()
