"""Questions that were typed while an answer runs: they wait above the composer until their turn comes.

Owns which wait, and how they look. Must not send them; who keeps them on the disk is `typing`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import HALF, SPACE, Theme, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel

_LONGEST = 400  # characters of a question that a row shows


class Queue(QObject):
    """Waiting questions by conversation, in their order. `changed(conversation id)`."""

    changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[int, list[str]] = {}
        self._sending: set[int] = set()

    def of(self, conversation_id: int | None) -> tuple[str, ...]:
        return tuple(self._waiting.get(conversation_id, ())) if conversation_id is not None else ()

    def add(self, conversation_id: int, text: str, at: int | None = None) -> None:
        waiting = self._waiting.setdefault(conversation_id, [])
        waiting.insert(len(waiting) if at is None else at, text)
        self.changed.emit(conversation_id)

    def take(self, conversation_id: int, at: int) -> str:
        text = self._waiting[conversation_id].pop(at)
        self.changed.emit(conversation_id)
        return text

    def clear(self, conversation_id: int) -> None:
        if self._waiting.pop(conversation_id, None):
            self.changed.emit(conversation_id)

    # -- the first one, on its way --------------------------------------------------------------
    def begin_sending(self, conversation_id: int) -> str:
        """The first one; it waits until `sent` says that it is stored."""
        self._sending.add(conversation_id)
        return self._waiting[conversation_id][0]

    def sent(self, conversation_id: int | None, text: str) -> bool:
        """Whether what was stored there is the first one, which waits no more."""
        if conversation_id is None or conversation_id not in self._sending:
            return False
        self._sending.discard(conversation_id)
        if self.of(conversation_id)[:1] != (text,):
            return False
        self.take(conversation_id, 0)
        return True

    def not_sent(self, conversation_id: int) -> None:
        """It ended before it was stored."""
        self._sending.discard(conversation_id)

    def is_sending(self, conversation_id: int) -> bool:
        return conversation_id in self._sending


class QueueBar(QWidget):
    """A row for each question that waits. `edit_asked(place)`, `remove_asked(place)`."""

    edit_asked = Signal(int)
    remove_asked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts: tuple[str, ...] = ()
        self._rows: list[_Row] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, HALF)
        self._layout.setSpacing(HALF)
        self.hide()

    def show_texts(self, texts: Sequence[str]) -> None:
        if tuple(texts) == self._texts:
            return
        self._texts = tuple(texts)
        for row in self._rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for place, text in enumerate(self._texts):
            row = _Row(self._theme, text)
            row.edit.clicked.connect(lambda _=False, place=place: self.edit_asked.emit(place))
            row.remove.clicked.connect(lambda _=False, place=place: self.remove_asked.emit(place))
            self._rows.append(row)
            self._layout.addWidget(row)
        self.setVisible(bool(self._rows))


class _Row(Retranslating, QWidget):
    """Queued: What about the second half?                    ✎ ✕"""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme, self._text = theme, " ".join(text[:_LONGEST].split())
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self, "bubble")
        self._words = ElidedLabel()
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.edit, self.remove = QToolButton(), QToolButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE + HALF, HALF, HALF, HALF)
        row.setSpacing(HALF)
        row.addWidget(self._words, 1)
        row.addWidget(self.edit)
        row.addWidget(self.remove)
        theme.changed.connect(self._retint)
        self._retint()
        self._retranslate()

    def _retint(self) -> None:
        self.edit.setIcon(self._theme.icon("edit", "muted"))
        self.remove.setIcon(self._theme.icon("close", "muted"))

    def _retranslate(self) -> None:
        words = self.tr("Queued: {question}").replace("{question}", self._text)
        self._words.setText(words)
        self.setAccessibleName(words)
        for button, name in (
            (self.edit, self.tr("Edit queued question")),
            (self.remove, self.tr("Remove queued question")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(name)
