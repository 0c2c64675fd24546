"""Shows what `Notifier` holds, one bar a notice, above the tab's content.

Owns the look of a notice. Must not add, sort or time notices.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from llmdesk.errors import in_one_line
from llmdesk.ui.notify import Notice, Notifier
from llmdesk.ui.theme import GAP, HALF, SPACE, Theme, set_kind


class NoticeArea(QWidget):
    """All notices of now; takes no room when there is none."""

    def __init__(self, notify: Notifier, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notify, self._theme = notify, theme
        self._bars: dict[int, _Bar] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(1)
        self.setAccessibleName(self.tr("Notices"))
        notify.changed.connect(self._refresh)
        theme.changed.connect(self._rebuild)
        self._refresh()

    def _refresh(self) -> None:
        notices = {notice.id: notice for notice in self._notify.notices}
        for gone in [key for key in self._bars if key not in notices]:
            bar = self._bars.pop(gone)
            self._layout.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
        for key, notice in notices.items():
            if key not in self._bars:
                self._bars[key] = _Bar(notice, self._notify, self._theme, self)
                self._layout.addWidget(self._bars[key])
        self.setVisible(bool(self._bars))

    def _rebuild(self) -> None:
        for bar in self._bars.values():
            self._layout.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
        self._bars = {}
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Notices"))
            self._rebuild()
        super().changeEvent(event)


class _Bar(QWidget):
    """One notice: what happened, why, what to do, and the buttons for it."""

    def __init__(self, notice: Notice, notify: Notifier, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._notice, self._notify = notice, notify
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        failed = notice.error is not None
        set_kind(self, "error" if failed else "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, SPACE, SPACE, SPACE)
        row.setSpacing(GAP)
        symbol = QLabel()
        icon = theme.icon("warning", "danger") if failed else theme.icon("info", "accent")
        symbol.setPixmap(icon.pixmap(20, 20))
        one_line = not any(notice.texts[1:])
        place = Qt.AlignmentFlag.AlignVCenter if one_line else Qt.AlignmentFlag.AlignTop
        row.addWidget(symbol, 0, place)
        row.addLayout(self._texts(), 1)
        if notice.action is not None:
            row.addWidget(self._button(*notice.action))
        if notice.undo is not None:
            row.addWidget(self._button(self.tr("Undo"), notice.undo))
        row.addWidget(self._close_button(theme), 0, place)

    def _texts(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(HALF)
        title, detail, hint = self._notice.texts
        self.setAccessibleName(in_one_line((title, detail, hint)))
        open_end = detail and hint and not detail.endswith((".", "!", "?", "。", "！", "？"))  # a path, say
        rest = f"{detail}  ·  {hint}" if open_end else in_one_line((detail, hint))
        for text, kind in ((title, "strong" if rest else ""), (rest, "")):
            if text:
                label = QLabel(text, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                label.setProperty("kind", kind)
                column.addWidget(label)
        return column

    def _button(self, text: str, function: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda: self._act(function))
        return button

    def _close_button(self, theme: Theme) -> QToolButton:
        button = QToolButton()
        button.setIcon(theme.icon("close", "muted"))
        button.setToolTip(self.tr("Close notice"))
        button.setAccessibleName(self.tr("Close notice"))
        button.clicked.connect(lambda: self._notify.close(self._notice.id))
        return button

    def _act(self, function: Callable[[], None]) -> None:
        self._notify.close(self._notice.id)
        function()
