"""The one place where the user is told something: in a stack over the window's page, never modal.

Owns the notices that show now and their order. `Notifier` has no widget, so anything can be told
before the window exists; `window/notice_area.py` shows them. Must not decide what went wrong.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from llmdesk.errors import NoModelError, UserError, spoken

Action = tuple[str, Callable[[], None]]
MAX_NOTICES = 3
UNDO_MS = 10_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Notice:
    """What one card says. `error` is kept so that it can be shown again in another language; `asks`: it is
    the user who decides, and nothing went wrong."""

    id: int
    text: str = ""
    error: UserError | None = None
    action: Action | None = None
    undo: Callable[[], None] | None = None
    asks: bool = False

    @property
    def tone(self) -> Literal["notice", "question", "error"]:
        return "question" if self.asks else "notice" if self.error is None else "error"

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
        self._turns: dict[int, int] = {}  # of those that go by themselves: how often they were read
        self._held: set[int] = set()  # those that are being read
        self._offers: list[Callable[[UserError], Action | None]] = []

    @property
    def notices(self) -> list[Notice]:
        """Those that show now, oldest first: each way back and what is being read, for they go by
        themselves, and the newest of all the others, which wait for them."""
        firm = {each.id for each in [*filter(self._is_firm, self._notices), *self._notices[-1:]]}
        others = [each.id for each in self._notices if each.id not in firm]
        firm.update(others[len(others) - max(0, min(len(others), MAX_NOTICES - len(firm))) :])
        return [each for each in self._notices if each.id in firm]

    @property
    def waiting(self) -> int:
        """How many older ones stay until they are closed, and show when there is room again."""
        return len(self._notices) - len(self.notices)

    def show_error(self, error: Exception, action: Action | None = None, *, asks: bool = False) -> None:
        """Say what happened, why, and what to do. It stays until it is closed or happens again.
        `asks`: nothing failed, but the user has to decide.

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
        asks = asks or isinstance(error, NoModelError)  # where one begins, and no failure
        self._add(Notice(next(self._ids), error=error, action=action, asks=asks))

    def show(self, text: str, undo: Callable[[], None] | None = None, action: Action | None = None) -> None:
        """Say `text` for ten seconds, with a way back where `undo` is given, or what can be done."""
        notice = Notice(next(self._ids), text=text, action=action, undo=undo)
        self._turns[notice.id] = 0
        self._add(notice)
        self.let_go(notice.id)

    def hold(self, notice_id: int) -> None:
        """It is being read: it does not go."""
        if notice_id in self._turns:
            self._turns[notice_id] += 1
            self._held.add(notice_id)

    def let_go(self, notice_id: int) -> None:
        """It goes, some time from now."""
        self._held.discard(notice_id)
        turn = self._turns.get(notice_id)
        if turn is not None:
            QTimer.singleShot(UNDO_MS, self, lambda: self._end(notice_id, turn))

    def _end(self, notice_id: int, turn: int) -> None:
        """Its time is over, unless it was read meanwhile."""
        if self._turns.get(notice_id) == turn:
            self.close(notice_id)

    def add_offer(self, make: Callable[[UserError], Action | None]) -> None:
        """`make(error)` gives what can be done about an error in one click, or None."""
        self._offers.append(make)

    def close(self, notice_id: int) -> None:
        """Take a notice away; nothing happens when it is gone already."""
        left = [notice for notice in self._notices if notice.id != notice_id]
        if len(left) != len(self._notices):
            self._set(left)

    def undo_newest(self) -> None:
        """Take the newest way back that shows, if there is one."""
        notice = next((each for each in reversed(self.notices) if each.undo is not None), None)
        if notice is not None and notice.undo is not None:
            self.close(notice.id)
            notice.undo()

    def close_errors(self, kind: type[UserError]) -> None:
        """Take away what is no longer true, such as "no model" once there is one."""
        left = [notice for notice in self._notices if not isinstance(notice.error, kind)]
        if len(left) != len(self._notices):
            self._set(left)

    def _add(self, notice: Notice) -> None:
        """Where there are too many, the oldest of those that were only told goes; the others wait. A way back
        goes for nothing but newer ones."""
        before = list(self._notices)
        told = [each for each in before if each.tone == "notice" and not self._is_firm(each)]
        gone = told[: max(0, len(before) + 1 - MAX_NOTICES)]
        if notice.undo is not None:
            undos = [each for each in before if each.undo is not None]
            free = [each for each in undos if each.id not in self._held]
            gone += free[: max(0, len(undos) + 1 - MAX_NOTICES)]
        self._set([each for each in before if each not in gone] + [notice])

    def _is_firm(self, notice: Notice) -> bool:
        """Only its own time takes it away."""
        return notice.undo is not None or notice.id in self._held

    def _set(self, notices: list[Notice]) -> None:
        self._notices = notices
        for gone in self._turns.keys() - {notice.id for notice in notices}:
            del self._turns[gone]
            self._held.discard(gone)
        self.changed.emit()


def translate_core(source: str) -> str:
    """A sentence of Qt-free code in the language of the window."""
    return QCoreApplication.translate("core", source)


def error_text(error: Exception) -> str:
    """All that an error says, in one line, in the language of the window."""
    return spoken(error, translate_core)


def _same(shown: UserError | None, error: UserError) -> bool:
    return shown is not None and type(shown) is type(error) and shown.title == error.title
