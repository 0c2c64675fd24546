"""Asking for a new version, when the user asks: the button, the answer, and the way to its page.

Owns this field. Opens nothing before its address was shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk import __version__
from llmdesk.errors import fill
from llmdesk.ui.notify import error_text
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task, TaskContext
from llmdesk.ui.theme import SPACE, set_kind
from llmdesk.ui.widgets.link_bar import LinkBar
from llmdesk.ui.widgets.plain_label import plain_label

if TYPE_CHECKING:
    from llmdesk.cancel import CancelToken
    from llmdesk.network.gate import Network
    from llmdesk.network.releases import Release

Check = Callable[["Network", "CancelToken"], "Release"]


def _check(network: Network, cancel: CancelToken) -> Release:
    from llmdesk.network.releases import check_version  # what it needs takes a third of a second to import

    return check_version(network, cancel)


class VersionField(QWidget):
    """Asks nobody before its button is pressed."""

    def __init__(
        self,
        services: Services,
        check: Check = _check,
        open_url: Callable[[QUrl], object] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__()
        self._services, self._check = services, check
        self._task: Task[Release] | None = None
        self._found: Release | Exception | None = None
        self.ask, self._cancel, self._page = QPushButton(), QPushButton(), QPushButton()
        self._answer = plain_label(wrap=True, selectable=True)
        self._link = LinkBar(services.theme, open_url)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for button in (self.ask, self._cancel, self._page):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(row)
        column.addWidget(self._answer)
        column.addWidget(self._link)
        self.ask.clicked.connect(self._start)
        self._cancel.clicked.connect(self._stop)
        self._page.clicked.connect(self._show_link)
        self.retranslate()

    def _start(self) -> None:
        services, check = self._services, self._check

        def work(context: TaskContext) -> Release:
            return check(services.hub.get().network, context.cancel)

        self._found = None
        self._task = task = services.tasks.start(
            work,
            owner=self,
            on_done=lambda found: self._end(task, found),
            on_error=lambda error: self._end(task, error),
        )
        self._show_busy(True)

    def _stop(self) -> None:
        """At once: an answer that still comes is nobody's."""
        if self._task is not None:
            self._task.cancel()
            self._end(self._task, None)

    def _end(self, task: Task[Release], found: Release | Exception | None) -> None:
        if task is self._task:
            self._task, self._found = None, found
            self._show_busy(False)

    def _show_busy(self, busy: bool) -> None:
        before, after = (self.ask, self._cancel) if busy else (self._cancel, self.ask)
        had_focus = before.hasFocus()
        self.retranslate()
        if had_focus:
            after.setFocus()

    def _show_link(self) -> None:
        page = getattr(self._found, "page", "")
        if page:
            self._link.ask(QUrl(page, QUrl.ParsingMode.StrictMode))

    # -- words --------------------------------------------------------------------------------------
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        found, busy = self._found, self._task is not None
        self.ask.setText(self.tr("Check for a new version"))
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel the check"))
        self._page.setText(self.tr("What is new…"))
        self.ask.setVisible(not busy)
        self._cancel.setVisible(busy)
        self._page.setVisible(bool(getattr(found, "page", "")) and getattr(found, "state", "") == "newer")
        if not self._page.isVisibleTo(self):
            self._link.hide()
        self._answer.setText(self.tr("Asking…") if busy else self._words())
        self._answer.setVisible(bool(self._answer.text()))
        set_kind(self._answer, "danger" if isinstance(found, Exception) else "")

    def _words(self) -> str:
        found = self._found
        if found is None:
            return ""
        if isinstance(found, Exception):
            return error_text(found)
        if found.state == "newer":
            text = self.tr("llmdesk {version} is available; this is {here}.")
            return fill(text, {"version": found.version, "here": __version__})
        if found.state == "same":
            return fill(self.tr("{here} is the newest version."), {"here": __version__})
        return self.tr("No version has been published yet.")
