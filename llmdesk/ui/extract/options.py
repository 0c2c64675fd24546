"""What is to be found: a set of fields, and whether a document has one row of them or many.

Owns these controls. The sets are `FieldSets`' own.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from llmdesk.errors import fill
from llmdesk.ui.extract.sets import READY, FieldSets
from llmdesk.ui.extract.words import one_line, tip
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import least_width, most_width
from llmdesk.ui.theme import SPACE, Theme
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.segmented import Segmented

NEW = "new"
_ROWS = ("one", "many")


class ExtractOptions(Retranslating, QWidget):
    """`edit_asked(key)`: the user wants to look at the fields of a set, or (`NEW`) to make one."""

    edit_asked = Signal(str)

    def __init__(self, theme: Theme, sets: FieldSets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._sets = theme, sets
        self._set, self._edit, self._rows = ChoiceBox(), QPushButton(), Segmented(2)
        self._set.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        least_width(self._set, 130)
        most_width(self._set, 320)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._set, 1)
        row.addWidget(self._edit)
        row.addWidget(self._rows)
        row.addStretch(0)
        self._set.chosen.connect(self._on_set)
        self._edit.clicked.connect(lambda: self.edit_asked.emit(sets.key))
        self._rows.chosen.connect(lambda number: sets.set_rows("many" if number else "one"))
        sets.changed.connect(self._refresh)
        theme.changed.connect(self._retint)
        self._retint()
        self._retranslate()

    def _on_set(self, key: object) -> None:
        if key == NEW:
            self._set.set_current(self._sets.key)
            self.edit_asked.emit(NEW)
        else:
            self._sets.choose(str(key))

    def _refresh(self) -> None:
        choices = [
            Choice(one_line(one.title, 60), key, tip(", ".join(field.name for field in one.fields[:12])))
            for key, one in sorted(self._sets.sets.items(), key=lambda item: item[0].startswith(READY))
        ]
        self._set.set_choices([*choices, Choice(self.tr("New fields…"), NEW)], self._sets.key)
        current = self._sets.current
        self._set.setToolTip(
            tip(
                fill(
                    self.tr("Finds: {fields}"), {"fields": ", ".join(field.name for field in current.fields)}
                )
            )
        )
        self._rows.set_current(_ROWS.index(current.rows))

    def _retint(self) -> None:
        self._edit.setIcon(self._theme.icon("edit"))

    def _retranslate(self) -> None:
        self._set.setAccessibleName(self.tr("What to find"))
        self._edit.setText(self.tr("Fields"))
        self._edit.setAccessibleName(self.tr("Edit the fields"))
        self._edit.setToolTip(self.tr("See and change the fields, or make your own"))
        self._rows.set_texts(
            (self.tr("One row"), self.tr("Many rows")),
            (self.tr("One row a document"), self.tr("Many rows a document")),
        )
        self._rows.setToolTip(
            self.tr(
                "One row: each document states each value once. Many rows: it lists several, such as the "
                "items of an order."
            )
        )
        self._refresh()
