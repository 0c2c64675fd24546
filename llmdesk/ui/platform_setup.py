"""What has to be settled before Qt starts: input methods, and libraries that the window needs.

Owns the workarounds for the systems we run on. Must not create any widget.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
from collections.abc import Callable, MutableMapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject, QSocketNotifier

from llmdesk.errors import QT_TRANSLATE_NOOP, UserError

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


class WindowLibraryError(UserError):
    """A library that the window needs is not installed."""


def prepare_input_method(environment: MutableMapping[str, str], plugins: Path) -> None:
    """PySide6's wheels have no fcitx plug-in; fcitx5 answers to ibus too, so Chinese can be typed."""
    if environment.get("QT_IM_MODULE") in ("fcitx", "fcitx5") and not any(
        plugins.glob("platforminputcontexts/*fcitx*")
    ):
        environment["QT_IM_MODULE"] = "ibus"


def check_libraries(environment: MutableMapping[str, str], plugins: Path) -> None:
    """Raise `WindowLibraryError` where Qt would abort the process for a missing library."""
    wanted = environment.get("QT_QPA_PLATFORM", "xcb" if environment.get("DISPLAY") else "")
    plugin = plugins / "platforms" / "libqxcb.so"
    if not sys.platform.startswith("linux") or not wanted.startswith("xcb") or not plugin.exists():
        return
    if environment.get("WAYLAND_DISPLAY") and "QT_QPA_PLATFORM" not in environment:
        return  # Qt takes another plug-in there
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        raise WindowLibraryError(
            QT_TRANSLATE_NOOP("core", "The window cannot open: a system library is missing."),
            "{reason}",
            QT_TRANSLATE_NOOP(
                "core",
                "On Debian and Ubuntu: sudo apt install libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 "
                "libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libegl1 libgl1 libdbus-1-3. "
                "llmdesk chat works without a window.",
            ),
            reason=error,
        ) from error


def prepare_qt() -> None:
    """All of the above, on this machine. Call before the application is made."""
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    prepare_input_method(os.environ, plugins)
    check_libraries(os.environ, plugins)


class SignalWatcher(QObject):
    """Calls `on_signal` on the GUI thread when the system asks the process to end.

    Python runs its handlers only between its own instructions, and Qt's loop has none: a byte on a
    socket wakes it.
    """

    def __init__(self, on_signal: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_signal = on_signal
        self._read, self._write = socket.socketpair()
        for end in (self._read, self._write):
            end.setblocking(False)
        self._before = {
            number: signal.signal(number, self._ignore)
            for name in SIGNALS
            if (number := getattr(signal, name, None)) is not None
        }
        self._before_fd = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_byte)

    @staticmethod
    def _ignore(_number: int, _frame: object) -> None:
        """The byte does the work."""

    def _on_byte(self) -> None:
        self._read.recv(64)
        self._on_signal()

    def close(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before_fd)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._read.close()
        self._write.close()
