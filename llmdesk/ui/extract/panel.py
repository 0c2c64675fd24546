"""What is known of the chosen cell: the value, the words as they stand, why it is to be checked, its places.

Owns the view. Where a place shows in the document is the tab's business; it is told which was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.extract import Cell, Value
from llmdesk.tools.fields import TYPE_NAMES, Field, Place
from llmdesk.ui.extract import words
from llmdesk.ui.given.passage_list import PassageList
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import HALF, SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

MOST_PLACES = 200  # in the list
_MOST_HEIGHT = 132
_LONGEST = 700  # characters of the value


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a value of the cell stands, and the words around it."""

    value: int
    place: Place
    around: str


def places_of(field: Field, value: Value) -> Sequence[Place]:
    """All places of something that is named, of any other value the one that is meant."""
    if value.start is None or value.end is None:
        return ()
    own = Place(value.start, value.end)
    return tuple(value.places) or (own,) if field.type == "list" else (own,)


class CellPanel(Retranslating, QWidget):
    """`place_chosen(number)` of `stands`; `edit_asked`, `undo_asked`."""

    place_chosen = Signal(int)
    edit_asked = Signal()
    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field: Field | None = None
        self._cell: Cell | None = None
        self.stands: tuple[Stand, ...] = ()
        self._name, self._type = plain_label("strong", wrap=True), plain_label("small")
        self._value = plain_label(wrap=True, selectable=True)
        self._reason, self._note = plain_label("doubt", wrap=True), plain_label("small", wrap=True)
        self._edit, self._undo = QPushButton(), QPushButton()
        self.places = PassageList(_MOST_HEIGHT, 0.2)
        self._arrange()
        self.places.passage_chosen.connect(self.place_chosen)
        self._edit.clicked.connect(self.edit_asked)
        self._undo.clicked.connect(self.undo_asked)
        self._retranslate()

    def _arrange(self) -> None:
        for button in (self._edit, self._undo):
            set_kind(button, "quiet")
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._name)
        head.addWidget(self._type, 1)
        head.addWidget(self._undo)
        head.addWidget(self._edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(head)
        for part in (self._value, self._reason, self._note, self.places):
            column.addWidget(part)

    # -- what shows ---------------------------------------------------------------------------------
    def explain(self, field: Field | None, cell: Cell | None, stands: Sequence[Stand] = ()) -> None:
        """Show a cell with the places of its values; None for no cell."""
        self._field, self._cell, self.stands = field, cell, tuple(stands)
        self.places.show_passages([stand.around for stand in self.stands])
        self._refresh()

    def tell(self, name: str, state: str, error: str) -> None:
        """Instead of a cell, what became of a document."""
        self.explain(None, None)
        set_kind(self._name, "strong")
        self._name.setText(words.one_line(name))
        self._type.setText(state)
        self._type.setVisible(not error)
        set_kind(self._reason, "doubt")
        self._reason.setText(words.one_line(error, 600))
        self._reason.setVisible(bool(error))

    def _refresh(self) -> None:
        field, cell = self._field, self._cell
        shown = field is not None and cell is not None
        for part in (self._type, self._value, self._reason, self._note, self._edit, self._undo):
            part.setVisible(shown)
        if field is None or cell is None:
            set_kind(self._name, "small")
            self._name.setText(self.tr("Click a value to see where it stands in the text."))
            return
        set_kind(self._name, "strong")
        self._name.setText(words.one_line(field.name))
        self._type.setText(translate_core(TYPE_NAMES[field.type]))
        told = words.cell_text(field, cell, _LONGEST)
        self._value.setText(told or translate_core(words.NOT_STATED))
        reasons = words.reasons(cell)
        self._reason.setText("  ".join(reasons))
        self._reason.setVisible(bool(reasons))
        set_kind(self._reason, "doubt" if words.is_marked(cell) else "small")
        self._note.setText(self._told(field, cell))
        self._note.setVisible(bool(self._note.text()))
        self._undo.setVisible(cell.edited)

    def _told(self, field: Field, cell: Cell) -> str:
        """The words as they stand, and what was there before it was edited."""
        lines = []
        value = cell.first
        if value is not None and field.type not in ("text", "list"):
            stands = words.one_line(value.text)
            if stands and stands != words.normalized(field, value):
                lines.append(fill(self.tr("In the words of the text: “{words}”"), {"words": stands}))
        if cell.was is not None:
            before = words.cell_text(field, Cell(cell.was)) or translate_core(words.NOT_STATED)
            lines.append(fill(self.tr("Extracted: “{value}”"), {"value": before}))
        return "\n".join(lines)

    def _retranslate(self) -> None:
        self.places.setAccessibleName(self.tr("Places"))
        for button, text, name in (
            (self._edit, self.tr("Edit"), self.tr("Edit the value")),
            (self._undo, self.tr("Undo the edit"), self.tr("Undo the edit")),
        ):
            button.setText(text)
            button.setAccessibleName(name)
        self._edit.setToolTip(self.tr("Or double-click the value, or press F2"))
        self._refresh()
