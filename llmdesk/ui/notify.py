"""The one place where the user is told something: a bar inside the window, never modal.

Owns the notices that show now and their order. `Notifier` has no widget, so anything can be told
before the window exists; `window/notice_area.py` shows them. Must not decide what went wrong.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from llmdesk.errors import UserError, spoken

Action = tuple[str, Callable[[], None]]
MAX_NOTICES = 3
UNDO_MS = 10_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Notice:
    """What one bar says. `error` is kept so that it can be shown again in another language."""

    id: int
    text: str = ""
    error: UserError | None = None
    action: Action | None = None
    undo: Callable[[], None] | None = None

    @property
    def texts(self) -> tuple[str, str, str]:
        """(title, detail, hint) in the language of now."""
        return (self.text, "", "") if self.error is None else self.error.render(translate_core)


class Notifier(QObject):
    """Tells the user. GUI thread only. `attention_asked`: the user wants to see the window."""

    changed = Signal()
    attention_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids = itertools.count(1)
        self._notices: list[Notice] = []
        self._offers: list[Callable[[UserError], Action | None]] = []

    @property
    def notices(self) -> list[Notice]:
        """Those that show now, oldest first."""
        return list(self._notices)

    def show_error(self, error: Exception, action: Action | None = None) -> None:
        """Say what happened, why, and what to do. It stays until it is closed or happens again.

        An exception that is no `UserError` is a bug of ours, which the exception hook shows.
        """
        if not isinstance(error, UserError):
            _log.error("not shown as a notice: %s", type(error).__name__)
            return
        # Its places hold names of files, labels, words of the user's.
        _log.warning("shown to the user: %s: %s", type(error).__name__, error.title)
        if action is None:
            action = next((offer for make in self._offers if (offer := make(error))), None)
        self._notices = [notice for notice in self._notices if not _same(notice.error, error)]
        self._add(Notice(next(self._ids), error=error, action=action))

    def show(self, text: str, undo: Callable[[], None] | None = None, action: Action | None = None) -> None:
        """Say `text` for ten seconds, with a way back where `undo` is given, or what can be done."""
        notice = Notice(next(self._ids), text=text, action=action, undo=undo)
        self._add(notice)
        QTimer.singleShot(UNDO_MS, self, lambda: self.close(notice.id))

    def add_offer(self, make: Callable[[UserError], Action | None]) -> None:
        """`make(error)` gives what can be done about an error in one click, or None."""
        self._offers.append(make)

    def close(self, notice_id: int) -> None:
        """Take a notice away; nothing happens when it is gone already."""
        left = [notice for notice in self._notices if notice.id != notice_id]
        if len(left) != len(self._notices):
            self._notices = left
            self.changed.emit()

    def close_errors(self, kind: type[UserError]) -> None:
        """Take away what is no longer true, such as "no model" once there is one."""
        left = [notice for notice in self._notices if not isinstance(notice.error, kind)]
        if len(left) != len(self._notices):
            self._notices = left
            self.changed.emit()

    def _add(self, notice: Notice) -> None:
        self._notices = [*self._notices, notice][-MAX_NOTICES:]
        self.changed.emit()


def translate_core(source: str) -> str:
    """A sentence of Qt-free code in the language of the window."""
    return QCoreApplication.translate("core", source)


def error_text(error: Exception) -> str:
    """All that an error says, in one line, in the language of the window."""
    return spoken(error, translate_core)


def _same(shown: UserError | None, error: UserError) -> bool:
    return shown is not None and type(shown) is type(error) and shown.title == error.title
