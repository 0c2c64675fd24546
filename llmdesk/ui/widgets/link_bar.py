"""Asks before a link of a message is opened, and shows where it leads.

Owns the question. A link opens only here, only http(s) and mailto, and only after its whole address
was shown.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import GAP, SPACE, Theme, set_kind

_MAX_ADDRESS = 400


class LinkBar(Retranslating, QWidget):
    """Hidden until `ask(url)`."""

    def __init__(
        self, theme: Theme, open_url: Callable[[QUrl], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._open_url, self._url = theme, open_url, QUrl()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self, "notice")
        self._question = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._address = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        set_kind(self._address, "strong")
        self._open, self._copy, self._close = QPushButton(), QPushButton(), QToolButton()
        self._open.clicked.connect(self._on_open)
        self._copy.clicked.connect(self._on_copy)
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, SPACE, SPACE, SPACE)
        row.setSpacing(SPACE)
        row.addWidget(self._question)
        row.addWidget(self._address, 1)
        for button in (self._open, self._copy, self._close):
            row.addWidget(button)
        self.hide()
        theme.changed.connect(self._retint)
        self._retint()
        self._retranslate()

    def ask(self, url: QUrl) -> None:
        """Show where `url` leads; anything but a whole address of a page or for mail is ignored."""
        is_page = url.scheme().lower() in ("http", "https") and bool(url.host())
        is_mail = url.scheme().lower() == "mailto" and "@" in url.path()
        if not (is_page or is_mail):
            return
        self._url = url
        # Encoded: letters that only look like others show as what they are.
        address = bytes(url.toEncoded().data()).decode("ascii", "replace")
        self._address.setText(address if len(address) <= _MAX_ADDRESS else address[:_MAX_ADDRESS] + "…")
        self.show()
        self._open.setFocus()

    def _on_open(self) -> None:
        self.hide()
        self._open_url(self._url)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        self.hide()

    def _retranslate(self) -> None:
        self._question.setText(self.tr("Open this address in the browser?"))
        self._open.setText(self.tr("Open link"))
        self._copy.setText(self.tr("Copy address"))
        self._close.setAccessibleName(self.tr("Do not open"))
        self._close.setToolTip(self.tr("Do not open"))

    def _retint(self) -> None:
        self._close.setIcon(self._theme.icon("close", "muted"))
