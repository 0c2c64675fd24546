"""The values of a column with known labels, each with the label it is taken for, to be changed.

Owns the rows. Must not guess: the meanings come in, what the user changed comes out.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from llmdesk.errors import fill, in_one_line
from llmdesk.tools.sentiment.table.known import KnownColumn, Meaning
from llmdesk.tools.tables import TableError
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import fix_width, scaled
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import HALF, SPACE
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import row_words

_SHOWN = 30  # values: labels have no more, and whoever has more counts something else
_COLUMNS = 2  # of values beside each other
_WORD_WIDTH, _BOX_WIDTH = 112, 160
_HEIGHT = 132
_LEFT_OUT = ""


class LabelMeanings(Retranslating, QWidget):
    """`changed()` when the user said what a value means."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: KnownColumn | None = None
        self._changes: dict[str, str] = {}
        self._told = plain_label("small", wrap=True)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self._told)
        column.addWidget(self._scroll)
        self.setVisible(False)

    @property
    def changes(self) -> tuple[tuple[str, str], ...]:
        """(value, label) for what the user said, "" to leave its rows out."""
        return tuple(self._changes.items())

    def show_known(self, known: KnownColumn | None) -> None:
        """Show what the values were taken for, and forget what was said of others; None for no column."""
        if known is None or self._known is None or _question(known) != _question(self._known):
            self._changes = {}
        self._known = known
        self._build()

    def _build(self) -> None:
        known = self._known
        self.setVisible(known is not None)
        if known is None:
            return
        field = QWidget()
        grid = QGridLayout(field)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(HALF)
        shown = known.in_order[:_SHOWN]
        rows = -(-len(shown) // _COLUMNS)
        for place, meaning in enumerate(shown):  # one reads down, then across
            group, row = divmod(place, rows)
            word, box = self._row(known, meaning)
            grid.addWidget(word, row, 2 * group)
            grid.addWidget(box, row, 2 * group + 1)
        grid.setColumnStretch(2 * _COLUMNS, 1)
        self._scroll.setFixedHeight(min(scaled(_HEIGHT), grid.sizeHint().height()))
        self._scroll.setWidget(field)
        self._scroll.setVisible(bool(known.meanings))
        self._tell()

    def _row(self, known: KnownColumn, meaning: Meaning) -> tuple[ElidedLabel, ChoiceBox]:
        count = row_words(meaning.rows)
        word, box = ElidedLabel(), ChoiceBox()
        word.setText(meaning.word)
        word.setToolTip(f"{meaning.word}\n{count}")
        fix_width(word, _WORD_WIDTH)
        fix_width(box, _BOX_WIDTH)
        box.setAccessibleName(fill(self.tr("Meaning of “{value}”"), {"value": meaning.word}))
        word.setBuddy(box)
        choices = [Choice(label, label) for label in known.labels]
        current = meaning.label if meaning.understood and not meaning.doubtful else None
        current = self._changes.get(meaning.word, current)
        box.set_choices([*choices, Choice(self.tr("Leave out"), _LEFT_OUT)], current)
        box.chosen.connect(lambda label: self._change(meaning.word, str(label)))
        return word, box

    def _change(self, word: str, label: str) -> None:
        self._changes[word] = label
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        """What is still missing, and how many rows are not used."""
        if self._known is None:
            return
        known = self._known.with_changes(self._changes)
        numbers = {
            "unknown": QLocale().toString(known.unknown),
            "left": QLocale().toString(known.left_out),
        }
        try:
            known.check()
        except TableError as error:
            doubt = self.tr("It is not clear what these values mean. Please choose for each one.")
            title, detail, _hint = error.render(translate_core)
            self._told.setText(doubt if known.doubtful else in_one_line((title, detail)))
            return
        parts = [self.tr("This is how the values are understood. Change anything that is wrong.")]
        one, many = self.tr("One row will be left out."), self.tr("{left} rows will be left out.")
        if known.left_out:
            parts.append(one if known.left_out == 1 else fill(many, numbers))
        one = self.tr("One row is not understood and will be left out.")
        many = self.tr("{unknown} rows are not understood and will be left out.")
        if known.unknown:
            parts.append(one if known.unknown == 1 else fill(many, numbers))
        self._told.setText(in_one_line(parts))

    def _retranslate(self) -> None:
        if self._known is not None:
            self._build()


def _question(known: KnownColumn) -> tuple[object, ...]:
    return known.name, known.labels, [meaning.word for meaning in known.meanings]
