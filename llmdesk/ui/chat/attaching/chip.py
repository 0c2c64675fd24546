"""One attached file or text: its name, what is to be said of it, and a button that takes it away.

Owns the look. Must not know what is attached.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from llmdesk.ui.chat.attaching.pressable import Pressable
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import most_width
from llmdesk.ui.theme import HALF, SPACE, Theme, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.plain_label import plain_label

_WIDEST_NAME = 240
_ICON = 16


class Chip(Retranslating, Pressable):
    """`clicked()`: it was chosen, where it `opens`; `remove_asked()`: the button, or Delete on it.
    `again_asked()`: read it anew."""

    remove_asked = Signal()
    again_asked = Signal()

    def __init__(
        self, theme: Theme, name: str, *, removable: bool, opens: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._name, self._failed = theme, name, False
        set_kind(self, "chip")
        self._icon = QLabel()
        self.name = ElidedLabel(name, of_file=True)
        most_width(self.name, _WIDEST_NAME)
        self.words = plain_label("small")
        self.again, self.remove = QToolButton(), QToolButton()
        for button in (self.again, self.remove):
            set_kind(button, "low")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.again.clicked.connect(self.again_asked)
        self.remove.clicked.connect(self.remove_asked)
        self.again.hide()
        self.remove.setVisible(removable)
        if opens:
            self.set_pressable()
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, HALF // 2, HALF if removable else SPACE, HALF // 2)
        row.setSpacing(HALF)
        for part in (self._icon, self.name, self.words, self.again, self.remove):
            row.addWidget(part)
        theme.changed.connect(self._retint)
        self._retint()
        self._retranslate()

    def show_words(self, words: str, tip: str = "", *, failed: bool = False) -> None:
        """What is said beside the name, and more of it below the pointer; `failed`: it could not be read."""
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.setToolTip(tip)
        self.again.setVisible(failed)
        if failed != self._failed:
            self._failed = failed
            self._retint()
        self._name_all()

    # -- Qt -----------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        removes = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if removes and not self.remove.isHidden():
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)

    def _retranslate(self) -> None:
        for button, name in (
            (self.again, self.tr("Read {name} again")),
            (self.remove, self.tr("Remove {name}")),
        ):
            words = name.replace("{name}", self._name)
            button.setAccessibleName(words)
            button.setToolTip(words)
        self._name_all()

    def _name_all(self) -> None:
        said = ", ".join(filter(None, (self._name, self.words.text())))
        self.setAccessibleName(said)

    def _retint(self) -> None:
        icon = "warning" if self._failed else "attach"
        picture = self._theme.icon(icon, "danger" if self._failed else "muted")
        self._icon.setPixmap(picture.pixmap(QSize(_ICON, _ICON)))
        self.again.setIcon(self._theme.icon("regenerate", "muted"))
        self.remove.setIcon(self._theme.icon("close", "muted"))
