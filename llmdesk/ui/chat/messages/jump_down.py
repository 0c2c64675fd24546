"""The button over the end of a conversation that leads to the newest message.

Owns where it stands and what it is called. Whether one is far from the end, the conversation knows.
"""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import icon_size
from llmdesk.ui.theme import SPACE, Theme, set_kind


class JumpDown(Retranslating, QToolButton):
    """A child of the conversation, at the bottom of its middle."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme, self._over = theme, over
        icon_size(self, 20)
        set_kind(self, "composer")
        theme.changed.connect(self._retint)
        self._retint()
        self._retranslate()
        self.hide()

    def place(self, *, far: bool) -> None:
        """Shows only while one is `far` from the end."""
        self.setVisible(far)
        self._name()
        if far:
            size, room = self.sizeHint(), self._over.size()
            left, top = (room.width() - size.width()) // 2, room.height() - size.height() - SPACE
            self.setGeometry(left, top, size.width(), size.height())

    # -- words and colours ------------------------------------------------------------------------
    def _retint(self) -> None:
        self.setIcon(self._theme.icon("down"))

    def _retranslate(self) -> None:
        self.setToolTip(self.tr("Jump to the latest message"))
        self._name()

    def _name(self) -> None:
        """Hidden it has none: assistive technology would list it."""
        self.setAccessibleName("" if self.isHidden() else self.tr("Jump to the latest message"))
