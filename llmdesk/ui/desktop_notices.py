"""News for someone who looks elsewhere: a notification of the desktop, while our window is not in front.

Owns when one is shown and by which way. Shows nothing where the user does not want it or the desktop
has no way; the window tells it in any case (`notify.py`).
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from llmdesk.ui.settings_holder import SettingsHolder

SHOWN_MS = 10_000

_log = logging.getLogger(__name__)


class Way(Protocol):
    """One way to the desktop's notifications."""

    def tell(self, title: str, text: str) -> bool:
        """Show it; False where this desktop does not know this way."""

    def close(self) -> None:
        """Leave nothing behind."""


class DesktopNotices(QObject):
    """`clicked` fires when the user clicks a notification. GUI thread only."""

    clicked = Signal()

    def __init__(
        self,
        settings: SettingsHolder,
        parent: QObject | None = None,
        *,
        ways: Sequence[Way] | None = None,
        is_in_front: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        own: tuple[Way, ...] = (TrayWay(self.clicked.emit), PortalWay())
        self._ways = own if ways is None else tuple(ways)
        self._is_in_front = is_in_front or _is_in_front

    def tell(self, title: str, text: str) -> None:
        """Show a notification if nobody sees the window. At once, and without waiting for an answer."""
        if not self._settings.value.desktop_notices or self._is_in_front():
            return
        if not any(way.tell(title, text) for way in self._ways):
            _log.info("this desktop has no notifications")

    def close(self) -> None:
        for way in self._ways:
            way.close()


class TrayWay:
    """Through an icon beside the clock, which is there only as long as the notification."""

    def __init__(self, on_click: Callable[[], None]) -> None:
        self._on_click = on_click
        self._icon: QSystemTrayIcon | None = None
        self._end = QTimer(interval=SHOWN_MS, singleShot=True)
        self._end.timeout.connect(self.close)

    def tell(self, title: str, text: str) -> bool:
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return False
        if self._icon is None:
            self._icon = QSystemTrayIcon(QGuiApplication.windowIcon())
            self._icon.setToolTip("llmdesk")
            self._icon.messageClicked.connect(self._on_clicked)
            self._icon.activated.connect(self._on_clicked)
        self._icon.show()
        self._icon.showMessage(title, text, QGuiApplication.windowIcon(), SHOWN_MS)
        self._end.start()
        return True

    def close(self) -> None:
        self._end.stop()
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def _on_clicked(self) -> None:
        self._on_click()
        self._end.start(0)  # not while the icon itself is telling it


class PortalWay:
    """Through the portal of Linux desktops, many of which have no place for icons.

    Its call has no unsigned numbers, which PySide6 cannot send over D-Bus and the older
    `org.freedesktop.Notifications` wants.
    """

    _SERVICE, _PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
    _INTERFACE, _ID = "org.freedesktop.portal.Notification", "llmdesk"

    def tell(self, title: str, text: str) -> bool:
        if sys.platform != "linux":
            return False
        from PySide6.QtDBus import QDBusConnection, QDBusMessage

        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return False
        call = QDBusMessage.createMethodCall(self._SERVICE, self._PATH, self._INTERFACE, "AddNotification")
        call.setArguments([self._ID, {"title": title, "body": text}])
        return bus.send(call)

    def close(self) -> None:
        """The desktop keeps its list itself."""


def _is_in_front() -> bool:
    return QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
