"""The row above the Sentiment tab's modes: which labels, and when a result counts as unsure.

Owns the row. The sets are `SentimentSets`'s; the dialog is asked for by a signal.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from llmdesk.errors import fill
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import least_width, most_width
from llmdesk.ui.sentiment.sets import SentimentSets
from llmdesk.ui.theme import GAP, SPACE, Theme
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import percent

LIMITS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


class SentimentOptions(Retranslating, QWidget):
    """`edit_asked` when the user wants to see or change the labels."""

    edit_asked = Signal()

    def __init__(self, theme: Theme, sets: SentimentSets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._sets = theme, sets
        self._labels_name, self._limit_name = plain_label("muted"), plain_label("muted")
        self._labels, self._limit = ChoiceBox(), ChoiceBox()
        self._edit = QToolButton()
        self._arrange()
        sets.changed.connect(self._refresh)
        self._labels.chosen.connect(lambda key: sets.choose(str(key)))
        self._limit.chosen.connect(lambda limit: sets.set_unsure_below(float(limit)))
        self._edit.clicked.connect(self.edit_asked)
        theme.changed.connect(self._retint)
        self._retint()
        self._retranslate()

    def _retint(self) -> None:
        self._edit.setIcon(self._theme.icon("edit"))

    def _arrange(self) -> None:
        least_width(self._labels, 140)
        most_width(self._labels, 340)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._labels_name)
        row.addWidget(self._labels, 1)
        row.addWidget(self._edit)
        row.addSpacing(GAP)
        row.addWidget(self._limit_name)
        row.addWidget(self._limit)
        row.addStretch(0)

    def set_locked(self, locked: bool) -> None:
        """While a table is being scored, its labels stay what they are."""
        for widget in (self._labels, self._limit, self._edit):
            widget.setEnabled(not locked)

    def _refresh(self) -> None:
        choices = [
            Choice(self._sets.shown(key), key, ", ".join(one.names)) for key, one in self._sets.sets.items()
        ]
        self._labels.set_choices(choices, self._sets.key)
        current = self._sets.current
        self._labels.setToolTip(", ".join(current.names) if current is not None else "")
        limit = self._sets.unsure_below
        limits = sorted({*LIMITS, limit})
        below = self.tr("below {percent}")
        self._limit.set_choices(
            [
                Choice(fill(below, {"percent": percent(one)}) if one else self.tr("never"), one)
                for one in limits
            ],
            limit,
        )
        self._limit.fit_choices()

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self._labels_name.setText(self.tr("Labels"))
        self._labels.setAccessibleName(self.tr("Labels"))
        self._limit_name.setText(self.tr("Unsure"))
        self._limit.setAccessibleName(self.tr("Confidence"))
        hint = self.tr("A result with a lower confidence is marked “unsure” instead of getting a label.")
        self._limit.setToolTip(hint)
        self._limit_name.setToolTip(hint)
        self._edit.setAccessibleName(self.tr("Edit labels"))
        self._edit.setToolTip(self.tr("Edit labels…"))
        self._refresh()
