"""How the page in the tab is set: its direction, pinyin, tones, punctuation.

Owns these controls; the choices are `settings`'. Must not know the page.
"""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.poetry.sheet.settings import PageSettings
from llmdesk.ui.theme import SPACE
from llmdesk.ui.widgets.segmented import Segmented

_HORIZONTAL, _VERTICAL = 0, 1
_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class PageBar(Retranslating, QWidget):
    """For Chinese verse; English has none of these choices. `stacked`: the direction above the rest."""

    def __init__(
        self, settings: PageSettings, parent: QWidget | None = None, *, stacked: bool = False
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._direction = Segmented(2)
        self._boxes = {"pinyin": QCheckBox(), "tones": QCheckBox(), "marks": QCheckBox()}
        outer = QBoxLayout(_DOWN if stacked else _ACROSS, self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACE)
        outer.addWidget(self._direction)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        outer.addLayout(row, 1)
        for name, box in self._boxes.items():
            row.addWidget(box)
            box.toggled.connect(lambda on, name=name: settings.update(**{name: on}))
        row.addStretch(1)
        self._direction.chosen.connect(lambda way: settings.update(vertical=way == _VERTICAL))
        settings.changed.connect(self._follow)
        self._follow()
        self._retranslate()

    def _follow(self) -> None:
        choices = self._settings.choices
        self._direction.set_current(_VERTICAL if choices.vertical else _HORIZONTAL)
        for name, box in self._boxes.items():
            with QSignalBlocker(box):
                box.setChecked(getattr(choices, name))

    def _retranslate(self) -> None:
        self._direction.set_texts(
            (self.tr("Across"), self.tr("Down")),
            (self.tr("Set in rows, left to right"), self.tr("Set in columns, right to left")),
        )
        words = {
            "pinyin": (self.tr("Pinyin"), self.tr("Pinyin above the characters")),
            "tones": (
                self.tr("Tones"),
                self.tr("A ring for a level tone (平), a dot for an oblique one (仄)"),
            ),
            "marks": (self.tr("Punctuation"), self.tr("With commas and full stops")),
        }
        for name, (text, hint) in words.items():
            self._boxes[name].setText(text)
            self._boxes[name].setAccessibleName(text)
            self._boxes[name].setToolTip(hint)
